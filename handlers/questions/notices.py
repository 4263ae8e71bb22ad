"""What a question makes the bot say by itself: cards, answers, what was added or changed, what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.payloads.questions.ask import RateAnswer, ReopenMine, ThreadCard, WriteFollowUp
from bot.payloads.questions.cases import CaseCard, WriteAnswer
from bot.services.questions import cases, relay, topic_view
from bot.services.questions.cards import case_buttons, drawn
from bot.services.questions.escalation import unread
from bot.services.questions.relay import FITS
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Copy, Edit, visible_units
from content.rules.reminders import quiet
from storage.consultants import consultants
from storage.database import Reader, Writer
from storage.delivery import claims
from storage.delivery.claims import OutboxRow
from storage.questions import events, messages, posts, questions
from storage.questions.events import QuestionEvent
from storage.questions.messages import QuestionMessage
from storage.questions.questions import STAFF, Question
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, QuestionEventKind, QuestionState

WHOLE = 3900
"""Characters that words may have to stand below the heading of an answer."""
GONE = Nothing("the question is gone")


async def _question(connection: Reader, letter: OutboxRow) -> Question | None:
    return await questions.find(connection, letter.content["question"])


async def question_card(ctx: Context, letter: OutboxRow) -> Composed:
    """A question before somebody who answers; a nudge is left out where it was answered meanwhile."""
    event = letter.content["event"]
    async with ctx.database.reading() as connection:
        of = await cases.case(ctx, connection, letter.content["question"])
        if of.question.state is not QuestionState.OPEN:
            return Nothing("answered meanwhile")
        text, rows = await drawn(ctx, connection, of, event)
    if (later := await topic_view.prepared(ctx, of.question.id)) is not None:
        return later
    night = quiet(ctx.now, ctx.zone(of.contest))
    return replace(ctx.notice(text, rows), silent=night or event == "overdue")


async def redraw(ctx: Context, letter: OutboxRow) -> Composed:
    """The card that stands in the chat, as of now; of what is not theirs any more nothing but that."""
    number = letter.content["question"]
    async with ctx.database.reading() as connection:
        message_id = await posts.card(connection, number, ctx.person.id)
        if message_id is None:
            return GONE
        try:
            of = await cases.case(ctx, connection, number)
        except ExplainedError:
            return Edit(message_id, ctx.text("questions/card_elsewhere", number=number))
        text, rows = await drawn(ctx, connection, of)
    return Edit(message_id, text, rows)


async def copy(ctx: Context, letter: OutboxRow) -> Composed:
    """A message of the other side as it is, with a way to the question below it; several, as an album, together.

    Words of an applicant as they are kept: in the message itself they may hide where they lead.
    """
    async with ctx.database.reading() as connection:
        said = await _to_copy(connection, letter)
        question = await questions.find(connection, said[0].question_id) if said else None
        if question is not None:
            await _theirs(ctx, connection, question)
        late = letter.content.get("late", False) and question is not None
        if late and await posts.brought(connection, ctx.person.id, said[0].question_id, letter.content["said"]):
            return Nothing("it went with the rest of its album")
    if question is None:
        return GONE
    if said[0].message_id <= 0:
        return Nothing("who wrote it is gone, and the message with them")
    if said[0].kind == "text" and said[0].side is MessageSide.APPLICANT:
        return ctx.notice(said[0].text, [[_go_on(ctx, question)]])
    hidden = any(each.hidden for each in said)
    caption = (said[0].text if len(said) == 1 else "") if hidden else None
    return Copy(said[0].author_id, tuple(sorted(each.message_id for each in said)), [[_go_on(ctx, question)]], caption)


async def _to_copy(connection: Reader, letter: OutboxRow) -> list[QuestionMessage]:
    """One message, or an album; several by their numbers; or what was added in the last moments, as far as it fits."""
    content = letter.content
    if "since" in content:
        added = await _added(connection, content)
        return [each for each in added if relay.single(each)][: relay.TOGETHER]
    if isinstance(content["said"], int):
        album = await messages.together(connection, content["said"])
        return [each for each in album if each.id == content["said"] or not content.get("late", False)]
    return await messages.by_ids(connection, content["said"])


async def _added(connection: Reader, content: Mapping[str, Any]) -> list[QuestionMessage]:
    said = await messages.everything_said(connection, content["question"])
    until = datetime.fromtimestamp(content["until"], UTC)
    return [
        each for each in said if each.side is MessageSide.APPLICANT and each.id >= content["since"] and each.at < until
    ]


async def _theirs(ctx: Context, connection: Reader, question: Question) -> None:
    """Raises ExplainedError where somebody neither asked nor may read it any more."""
    if question.person_id != ctx.person.id:
        await cases.case(ctx, connection, question.id)


def _way(ctx: Context, question: Question) -> Button:
    if question.person_id == ctx.person.id:
        return ctx.button("asking.open", ThreadCard(question=question.id), number=question.id)
    return ctx.button("desk.open", CaseCard(question=question.id), number=question.id)


def _go_on(ctx: Context, question: Question) -> Button:
    """What is written in reply to a message with this button belongs to the question."""
    if question.person_id == ctx.person.id:
        return ctx.button("asking.add_to", WriteFollowUp(question=question.id), number=question.id)
    return ctx.button("desk.reply_to", WriteAnswer(question=question.id), number=question.id)


async def answer(ctx: Context, letter: OutboxRow) -> Composed:
    """An answer, as a reply to what was asked; from the consultant of a region, whoever that is in Telegram."""
    async with ctx.database.reading() as connection:
        question = await _question(connection, letter)
        said = await messages.by_ids(connection, letter.content.get("words", ()))
        first = await messages.together(connection, letter.content["said"])
        asked = await messages.everything_said(connection, question.id) if question else []
    if question is None or not first:
        return GONE
    words = "\n\n".join(each.text for each in said)
    contest = ctx.contest(question.contest_id)
    text = ctx.text(
        "questions/answer",
        question=question,
        region=contest.regions.region(question.region_id),
        by_staff=first[0].author_id in ctx.staff_ids and question.holder == STAFF,
        words=words if visible_units(words) <= WHOLE else "",
    )
    before = [
        each.message_id
        for each in asked
        if each.side is MessageSide.APPLICANT and each.message_id > 0 and each.at <= first[0].at
    ]
    rows = [[_go_on(ctx, question)], [_way(ctx, question)]]
    return ctx.notice(text, rows, reply_to=before[-1] if before else None)


async def follow_up(ctx: Context, letter: OutboxRow) -> Composed:
    """What the applicant added in the last moments, together."""
    async with ctx.database.reading() as connection:
        of = await cases.case(ctx, connection, letter.content["question"])
        added = await _added(connection, letter.content)
        happened = await events.history(connection, of.question.id)
        card = await posts.card(connection, of.question.id, ctx.person.id)
    words = [each.text for each in added if each.kind == "text"]
    text = ctx.text(
        "questions/follow_up",
        question=of.question,
        region=of.contest.regions.region(of.question.region_id),
        words=words if visible_units("".join(words)) <= FITS else [],
        number=len(added),
        again=_again(happened, added),
    )
    return ctx.notice(text, case_buttons(ctx, of), reply_to=card)


def _again(happened: list[QuestionEvent], added: list[QuestionMessage]) -> bool:
    """What was answered or closed waits for an answer again because of what was added."""
    since = min((each.at for each in added), default=None)
    return since is not None and any(each.kind is QuestionEventKind.REOPENED and each.at >= since for each in happened)


async def reworded(ctx: Context, letter: OutboxRow) -> Composed:
    """The new words of a message that its author changed; the old ones stay where they are, above in the chat."""
    async with ctx.database.reading() as connection:
        question = await _question(connection, letter)
        said = await messages.together(connection, letter.content["said"])
        changed = next((each for each in said if each.id == letter.content["said"]), None)
        before = await messages.versions(connection, changed.id) if changed else []
        if question is not None:
            await _theirs(ctx, connection, question)
    if question is None or changed is None:
        return GONE
    fits = visible_units(changed.text + "".join(before[-1:])) <= FITS
    text = ctx.text(
        "questions/reworded",
        question=question,
        words=changed.text if fits else "",
        before=before[-1] if before and fits else "",
        mine=question.person_id == ctx.person.id,
    )
    return ctx.notice(text, [[_way(ctx, question)]])


async def news(ctx: Context, letter: OutboxRow) -> Composed:
    """Something happened to a question: closed, answered by phone, reopened, given back, not delivered."""
    event = letter.content["event"]
    if event == "taken_over":  # queued by an older version
        return Nothing("told together with the rest")
    async with ctx.database.reading() as connection:
        question = await _question(connection, letter)
        card = await posts.card(connection, question.id, ctx.person.id) if question else None
    if question is None:
        return GONE
    contest = ctx.contest(question.contest_id)
    region = contest.regions.region(question.region_id)
    text = ctx.text("questions/news", event=event, question=question, region=region)
    rows: list[list[Button]] = []
    if question.person_id == ctx.person.id:
        rows.append([_go_on(ctx, question)])
        if event == "closed_unanswered":
            rows.append([ctx.button("asking.again", ReopenMine(question=question.id))])
        elif event in {"closed", "by_phone"}:
            rows.append(
                [
                    ctx.button("asking.helped", RateAnswer(question=question.id, helped=True)),
                    ctx.button("asking.not_helped", RateAnswer(question=question.id, helped=False)),
                ]
            )
    return ctx.notice(text, [*rows, [_way(ctx, question)]], reply_to=card)


async def undelivered(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """An answer that cannot arrive: who wrote it hears of it."""
    question = await questions.find(connection, letter.content["question"])
    said = await messages.together(connection, letter.content["said"])
    if question is None or not said:
        return
    at = relay.Unattended(now)
    await relay.news(at, connection, question, "undelivered", await consultants.known(connection, [said[0].author_id]))


async def stands(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """Remembers where in the chat it stands, so that a reply to it finds the question."""
    numbers = await claims.sent_as(connection, letter.id)
    said: list[int | None] = [None]
    question_id = letter.content.get("question")
    if letter.kind == OutboxKind.QUESTION_COPY:
        copied = sorted(await _to_copy(connection, letter), key=lambda each: each.message_id)
        said, question_id = [each.id for each in copied], copied[0].question_id if copied else None
    if question_id is not None and await questions.find(connection, question_id):
        brought = dict(zip(numbers, [*said, *[None] * len(numbers)], strict=False))
        card = letter.kind == OutboxKind.QUESTION_CARD
        await posts.put(connection, letter.person_id, question_id, brought, now, card=card)


def build_activity() -> Activity:
    activity = Activity()
    lost, in_topic = topic_view.astray, topic_view.in_topic
    activity.sends(OutboxKind.QUESTION_CARD, in_topic(question_card), undelivered=unread, delivered=stands, astray=lost)
    activity.sends(OutboxKind.QUESTION_REDRAW, redraw)
    activity.sends(OutboxKind.QUESTION_COPY, in_topic(copy), delivered=stands, astray=lost)
    activity.sends(OutboxKind.QUESTION_ANSWER, answer, undelivered=undelivered, delivered=stands)
    activity.sends(OutboxKind.QUESTION_FOLLOW_UP, in_topic(follow_up), delivered=stands, astray=lost)
    activity.sends(OutboxKind.QUESTION_REWORDED, in_topic(reworded), astray=lost)
    activity.sends(OutboxKind.QUESTION_NEWS, in_topic(news), astray=lost)
    return activity
