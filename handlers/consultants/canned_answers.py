"""Ready-made answers, one's own and shared ones: the list, a card for each, and answering with them."""

from datetime import datetime

from aiogram.enums import ButtonStyle

from bot.access import COORDINATORS
from bot.payloads.consultants.canned_answers import (
    FILE,
    TITLE,
    CannedAnswerCard,
    CannedAnswerList,
    DropCannedAnswer,
    EditCannedAnswer,
    NewCannedAnswer,
    SendCannedAnswer,
    WriteCannedAnswer,
)
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.questions.ask import ThreadCard
from bot.payloads.questions.cases import CaseCard, WriteAnswer
from bot.services.consultants import canned_access, canned_reply
from bot.services.questions import cases
from bot.services.questions.cards import other_first
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Copy, Medium, Screen
from bot.ui.widgets import column, pairs
from content.ellipsis import cut
from content.models import WRITTEN_LANGUAGES
from content.texts.plain_words import plain
from storage.consultants import canned_answers, consultants
from storage.consultants.canned_answers import CannedAnswer
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import questions
from storage.tables.delivery import OutboxKind

LABEL_CHARACTERS = 27


async def ready_answers(ctx: Context, payload: CannedAnswerList) -> Screen:
    async with ctx.database.reading() as connection:
        await canned_access.require(ctx, connection)
        question = (await cases.case(ctx, connection, payload.question)).question if payload.question else None
        answers = await canned_answers.of_person(connection, ctx.person.id)
    own = [answer for answer in answers if not answer.shared]
    shared = [answer for answer in answers if answer.shared]
    text = ctx.text("consultants/canned_list", question=question, own=len(own), shared=len(shared))
    rows = column(
        ctx.button(
            "ready.shared_item" if answer.shared else "ready.item",
            CannedAnswerCard(ready=answer.id, question=payload.question),
            title=cut(answer.title, LABEL_CHARACTERS),
        )
        for answer in answers
    )
    if question is not None:
        if not answers:
            rows.append([ctx.button("ready.look_after", CannedAnswerList())])
        return ctx.screen(text, rows, back=CaseCard(question=question.id))
    if len(own) < canned_access.MOST:
        rows.append([ctx.button("ready.new", NewCannedAnswer(), style=ButtonStyle.PRIMARY)])
    if ctx.may(*COORDINATORS) and len(shared) < canned_access.MOST:
        rows.append([ctx.button("ready.new_shared", NewCannedAnswer(shared=True))])
    return ctx.screen(text, rows, back=ConsultantMenu())


async def ready_answer(ctx: Context, payload: CannedAnswerCard) -> Screen:
    """To look after it; or, before it answers a question, what the one who asked would read."""
    async with ctx.database.reading() as connection:
        answer = await canned_access.to_use(ctx, connection, payload.ready)
        case = await cases.case(ctx, connection, payload.question) if payload.question else None
    question = case.question if case else None
    if question is None:
        text = ctx.text("consultants/canned_answer", answer=answer)
        rows = _edit_buttons(ctx, answer) if canned_access.changeable(ctx, answer) else []
        return ctx.screen(text, rows, back=CannedAnswerList())
    assert case is not None  # noqa: S101  where there is a question
    found = canned_reply.words_for(answer, question.language)
    text = ctx.text(
        "consultants/canned_preview",
        answer=answer,
        question=question,
        words=canned_reply.filled(ctx, case, *found) if found else None,
        asked_in=ctx.texts.label(question.language, "language.name"),
        other=found is not None and found[0] is not question.language,
    )
    rows = []
    if found:
        to = SendCannedAnswer(question=question.id, ready=answer.id)
        rows.append([ctx.button("ready.send", to, style=ButtonStyle.PRIMARY)])
        rows.append([ctx.button("ready.edit", EditCannedAnswer(question=question.id, ready=answer.id))])
    return ctx.screen(text, rows, back=CannedAnswerList(question=question.id))


async def edit(ctx: Context, payload: EditCannedAnswer) -> Outcome:
    """The words to copy and change; what is then sent is an answer that is being written."""
    async with ctx.database.reading() as connection:
        answer = await canned_access.to_use(ctx, connection, payload.ready)
        case = await cases.case(ctx, connection, payload.question)
    found = canned_reply.words_for(answer, case.question.language)
    if found is None:
        raise ExplainedError("consultants/canned_empty")
    words = plain(canned_reply.filled(ctx, case, *found))
    text = ctx.text("consultants/canned_edit", question=case.question, words=words, file=answer.file)
    back = CannedAnswerCard(ready=answer.id, question=case.question.id)
    return ctx.screen(text, back=back, asks=WriteAnswer(question=case.question.id, anyway=True))


def _edit_buttons(ctx: Context, answer: CannedAnswer) -> list[list[Button]]:
    parts = pairs(
        ctx.button(f"ready.{part}", WriteCannedAnswer(ready=answer.id, part=part))
        for part in (*WRITTEN_LANGUAGES, TITLE, FILE)
    )
    return [*parts, [ctx.button("ready.drop", DropCannedAnswer(ready=answer.id))]]


async def send(ctx: Context, payload: SendCannedAnswer) -> Outcome:
    """Answers the question; where somebody else came first, asks about that before."""
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        answer = await canned_access.to_use(ctx, connection, payload.ready)
        other = None if payload.anyway else await cases.before_me(ctx, connection, case.question)
        if other is None:
            await canned_reply.send(ctx, connection, case, answer)
    if other is None:
        return Goto(CaseCard(question=payload.question), ctx.label("ready.sent"))
    return other_first(ctx, case, other, payload.model_copy(update={"anyway": True}))


# --- what the bot sends by itself


async def file(ctx: Context, letter: OutboxRow) -> Composed:
    """The file, after the words that it belongs to; of what an older version kept, as it was sent to the bot."""
    async with ctx.database.reading() as connection:
        question = await questions.find(connection, letter.content["question"])
    if question is None:
        return Nothing("the question is gone")
    rows = [[ctx.button("asking.open", ThreadCard(question=question.id), number=question.id)]]
    if letter.content.get("file"):
        return Medium(letter.content["kind"], letter.content["file"], rows)
    return Copy(letter.content["chat"], (letter.content["message"],), rows)


async def file_undelivered(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """The original is gone: who answered hears of it. Of a person who cannot be reached the words tell them."""
    if not await consultants.known(connection, [letter.person_id]):
        return
    for person in await consultants.known(connection, [letter.content["by"]]):
        await outbox.queue(
            connection,
            key=f"{letter.key}:gone",
            kind=OutboxKind.CANNED_FILE_GONE,
            person_id=person,
            contest_id=letter.contest_id,
            content={"question": letter.content["question"]},
            priority=Priority.ANSWER,
            now=now,
        )


async def file_gone(ctx: Context, letter: OutboxRow) -> Composed:
    number = letter.content["question"]
    rows = [[ctx.button("desk.open", CaseCard(question=number), number=number)]]
    return ctx.notice(ctx.text("consultants/canned_file_gone", number=number), rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(CannedAnswerList, ready_answers)
    activity.on(CannedAnswerCard, ready_answer)
    activity.on(SendCannedAnswer, send)
    activity.on(EditCannedAnswer, edit)
    activity.sends(OutboxKind.CANNED_FILE, file, undelivered=file_undelivered)
    activity.sends(OutboxKind.CANNED_FILE_GONE, file_gone)
    return activity
