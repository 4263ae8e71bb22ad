"""Answered once, useful to all: consultants propose an answer, staff complete and approve it, and it joins the rest."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.callbacks import (
    AnswerCard,
    Approve,
    AskConsultant,
    Case,
    Desk,
    Shared,
    SharedList,
    Solved,
    Thread,
    UsefulToAll,
    WriteShared,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Button, Screen
from bot.services import auditing, cases, sharing
from bot.services.delivery import Composed, Nothing
from bot.services.reminding import contest_of
from content.models import SHARED, Contest, Language
from storage import asked, outbox, published, questions
from storage.database import Reader
from storage.outbox import Letter
from storage.published import Part, State

LABEL_CHARACTERS = 27
MOST_LISTED = {State.PROPOSED: 30, State.APPROVED: 30, State.REFUSED: 10}
QUOTED_CHARACTERS = 200


def _only_staff(ctx: Context) -> None:
    ctx.require(Right.CONTEST, Right.ANSWER)


async def _shared(ctx: Context, connection: Reader, shared_id: int) -> published.Shared:
    _only_staff(ctx)
    shared = await published.find(connection, shared_id)
    if shared is None:
        raise ExplainedError("shared_gone")
    return shared


async def useful(ctx: Context, to: UsefulToAll) -> Goto:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, to.question)
        shared, new = await sharing.propose(ctx, connection, of)
    if ctx.may(Right.CONTEST, Right.ANSWER):
        return Goto(Shared(shared=shared.id))
    return Goto(Case(question=to.question), ctx.label("shared.proposed" if new else "shared.already"))


async def shared_list(ctx: Context, at: SharedList) -> Screen:
    """What waits for a decision comes first."""
    _only_staff(ctx)
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        waiting = await published.count(connection, contest.id, State.PROPOSED)
        approved = await published.count(connection, contest.id, State.APPROVED)
        listed = [
            each
            for state, most in MOST_LISTED.items()
            for each in await published.of_contest(connection, contest.id, state, most)
        ]
    states = [state.value for state in MOST_LISTED if any(each.state is state for each in listed)]
    signs = [ctx.label(f"shared.item.{state}", title=ctx.label(f"shared.state.{state}")) for state in states]
    text = ctx.text("shared/list", contest=contest, waiting=waiting, approved=approved, signs=signs)
    return ctx.screen(text, [[_item(ctx, each)] for each in listed], back=Desk())


def _item(ctx: Context, shared: published.Shared) -> Button:
    title = shared.question(ctx.person.language) or str(shared.id)
    label = f"shared.item.{shared.state.value}"
    return ctx.button(label, Shared(shared=shared.id), title=sharing.cut(title, LABEL_CHARACTERS))


async def shared_answer(ctx: Context, at: Shared) -> Screen:
    async with ctx.database.reading() as connection:
        shared = await _shared(ctx, connection, at.shared)
    text = ctx.text("shared/answer", shared=shared, cut=sharing.was_cut(shared), numbers=sharing.has_numbers(shared))
    rows: list[list[Button]] = []
    if shared.state is not State.APPROVED:
        rows += [
            [
                ctx.button(
                    f"shared.{part.value}_{language.value}",
                    WriteShared(shared=shared.id, part=part.value, language=language),
                )
                for language in Language
            ]
            for part in Part
        ]
    rows.append(_decisions(ctx, shared))
    if shared.question_id is not None:
        rows.append([ctx.button("desk.open", Case(question=shared.question_id), number=shared.question_id)])
    return ctx.screen(text, rows, back=SharedList(contest=shared.contest_id))


def _decisions(ctx: Context, shared: published.Shared) -> list[Button]:
    yes = ctx.button("shared.approve", Approve(shared=shared.id, approved=True), style=ButtonStyle.PRIMARY)
    if shared.state is State.APPROVED:
        return [ctx.button("shared.withdraw", Approve(shared=shared.id, approved=False))]
    no = ctx.button("shared.refuse", Approve(shared=shared.id, approved=False))
    return ([yes] if shared.complete else []) + ([no] if shared.state is State.PROPOSED else [])


async def write(ctx: Context, at: WriteShared, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        shared = await _editable(ctx, connection, at)
    part = Part(at.part)
    other = next(language for language in Language if language is not at.language)
    text = ctx.text(
        "shared/write",
        part=part.value,
        language=at.language.value,
        now=shared.text(part, at.language),
        other=shared.text(part, other),
        most=_most(part),
        fault=fault,
    )
    return ctx.screen(text, back=Shared(shared=shared.id), asks=at)


async def _editable(ctx: Context, connection: Reader, at: WriteShared) -> published.Shared:
    if at.part not in set(Part):
        raise ExplainedError("button_unknown")
    shared = await _shared(ctx, connection, at.shared)
    if shared.state is State.APPROVED:
        raise ExplainedError("shared_settled")
    return shared


def _most(part: Part) -> int:
    return sharing.QUESTION_CHARACTERS if part is Part.QUESTION else sharing.ANSWER_CHARACTERS


async def written(ctx: Context, at: WriteShared, words: str) -> Outcome:
    words = words.strip()
    async with ctx.database.writing() as connection:
        shared = await _editable(ctx, connection, at)
        part = Part(at.part)
        fits = len(words) <= _most(part)
        if fits:
            await published.write(connection, shared.id, part, at.language, words, ctx.now)
            await auditing.write(ctx, connection, "shared.changed", number=shared.id, language=at.language.value)
    return Goto(Shared(shared=at.shared)) if fits else await write(ctx, at, "long")


async def approve(ctx: Context, to: Approve) -> Goto:
    async with ctx.database.writing() as connection:
        shared = await _shared(ctx, connection, to.shared)
        contest = ctx.contest(shared.contest_id)
        await sharing.settle(ctx, connection, shared, State.APPROVED if to.approved else State.REFUSED)
        action = "shared.approved" if to.approved else "shared.refused"
        await auditing.write(ctx, connection, action, number=shared.id)
    if to.approved:
        await sharing.tell_those_who_asked(ctx, contest, shared)
    return Goto(Shared(shared=to.shared), ctx.label("shared.approved" if to.approved else "shared.refused"))


# --- what the bot sends by itself


async def proposed(ctx: Context, letter: Letter) -> Composed:
    """To staff, while nobody has decided."""
    contest = contest_of(ctx, letter)
    if not isinstance(contest, Contest):
        return contest
    async with ctx.database.reading() as connection:
        shared = await _shared(ctx, connection, letter.content["shared"])
    if shared.state is not State.PROPOSED:
        return Nothing(outbox.State.SKIPPED, "decided meanwhile")
    text = ctx.text("shared/proposed", question=shared.question(ctx.person.language))
    return ctx.notice(text, [[ctx.button("shared.open", Shared(shared=shared.id))]])


async def outcome(ctx: Context, letter: Letter) -> Composed:
    """To who proposed it."""
    contest = contest_of(ctx, letter)
    if not isinstance(contest, Contest):
        return contest
    async with ctx.database.reading() as connection:
        shared = await published.find(connection, letter.content["shared"])
    if shared is None or shared.state.value != letter.content["state"]:
        return Nothing(outbox.State.SKIPPED, "decided otherwise meanwhile")
    approved = shared.state is State.APPROVED
    text = ctx.text("shared/outcome", approved=approved, question=shared.question(ctx.person.language))
    rows: list[list[Button]] = []
    if approved:
        card = AnswerCard(contest=contest.id, answer=SHARED, item=str(shared.id))
        rows.append([ctx.button("shared.card", card)])
    if shared.question_id is not None:
        rows.append([ctx.button("desk.open", Case(question=shared.question_id), number=shared.question_id)])
    return ctx.notice(text, rows)


async def found(ctx: Context, letter: Letter) -> Composed:
    """To somebody who asked the same: the answer, and whether it helps where a consultant is still to answer."""
    contest = contest_of(ctx, letter)
    if not isinstance(contest, Contest):
        return contest
    content = letter.content
    async with ctx.database.reading() as connection:
        shared = await published.find(connection, content["shared"])
        words = await _their_words(ctx, connection, content["asked"], content["question"])
    if shared is None or shared.state is not State.APPROVED:
        return Nothing(outbox.State.SKIPPED, "not published any more")
    if words is None:
        return Nothing(outbox.State.SKIPPED, "answered meanwhile, or gone")
    language = ctx.person.language
    text = ctx.text(
        "shared/for_asker",
        words=sharing.cut(words, QUOTED_CHARACTERS),
        question=shared.text(Part.QUESTION, language),
        answer=shared.text(Part.ANSWER, language),
        number=content["question"],
    )
    if content["question"]:
        solved = ctx.button("shared.solved", Solved(question=content["question"]), style=ButtonStyle.PRIMARY)
        return ctx.notice(text, [[solved], [ctx.button("shared.wait", Thread(question=content["question"]))]])
    ask = AskConsultant(contest=contest.id, asked=content["asked"])
    return ctx.notice(text, [[ctx.button("shared.ask", ask)]])


async def _their_words(ctx: Context, connection: Reader, asked_id: int | None, question_id: int | None) -> str | None:
    """What the person asked; None where they have an answer by now, or took it back."""
    if question_id is None:
        typed = await asked.find(connection, asked_id or 0, ctx.person.id)
        return typed.words if typed else None
    question = await questions.find(connection, question_id)
    if question is None or question.state is not questions.State.OPEN:
        return None
    said = await questions.everything_said(connection, question_id)
    return next((words for each in said if (words := sharing.plain(each.text))), None)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(UsefulToAll, useful)
    activity.on(SharedList, shared_list)
    activity.on(Shared, shared_answer)
    activity.on(WriteShared, write)
    activity.typed(WriteShared, written)
    activity.on(Approve, approve)
    activity.sends(sharing.PROPOSED, proposed)
    activity.sends(sharing.OUTCOME, outcome)
    activity.sends(sharing.FOUND, found)
    return activity
