"""Answered once, useful to all: consultants propose an answer, staff complete and approve it, and it joins the rest."""

from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.access import COORDINATORS
from bot.payloads.answers.answers import AnswerCard, AnswerFile
from bot.payloads.answers.unanswered import UnansweredList
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.consultants.shared_answers import (
    ApproveSharedAnswer,
    DropSharedFile,
    ProposeSharedAnswer,
    SharedAnswerCard,
    SharedAnswerList,
    WriteSharedAnswer,
)
from bot.payloads.questions.ask import AskConsultant, MarkSolved, ThreadCard
from bot.payloads.questions.cases import CaseCard
from bot.services.audit import audit_trail
from bot.services.consultants import answer_sharing
from bot.services.questions import cases
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing, by_day
from bot.ui.screens import Button, Medium, Screen
from bot.ui.widgets import column
from content.ellipsis import cut
from content.models import SHARED, WRITTEN_LANGUAGES, Contest
from storage.consultants import shared_answers
from storage.consultants.shared_answers import SharedPart
from storage.database import Reader
from storage.delivery.claims import OutboxRow
from storage.tables.consultants import SharedAnswerState
from storage.tables.delivery import OutboxKind

LABEL_CHARACTERS = 27
MOST_LISTED = {SharedAnswerState.PROPOSED: 30, SharedAnswerState.APPROVED: 30, SharedAnswerState.REFUSED: 10}
QUOTED_CHARACTERS = 200


async def _shared(ctx: Context, connection: Reader, shared_id: int) -> shared_answers.SharedAnswer:
    ctx.require(*COORDINATORS)
    shared = await shared_answers.find(connection, shared_id)
    if shared is None:
        raise ExplainedError("consultants/shared_gone")
    return shared


async def useful(ctx: Context, payload: ProposeSharedAnswer) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        shared, new = await answer_sharing.propose(ctx, connection, case)
    if ctx.may(*COORDINATORS):
        return Goto(SharedAnswerCard(shared=shared.id))
    return Goto(CaseCard(question=payload.question), ctx.label("shared.proposed" if new else "shared.already"))


async def shared_list(ctx: Context, payload: SharedAnswerList) -> Screen:
    """What waits for a decision comes first."""
    ctx.require(*COORDINATORS)
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        waiting = await shared_answers.count(connection, contest.id, SharedAnswerState.PROPOSED)
        approved = await shared_answers.count(connection, contest.id, SharedAnswerState.APPROVED)
        listed = [
            each
            for state, most in MOST_LISTED.items()
            for each in await shared_answers.of_contest(connection, contest.id, state, most)
        ]
    states = [state.value for state in MOST_LISTED if any(each.state is state for each in listed)]
    signs = [ctx.label(f"shared.item.{state}", title=ctx.label(f"shared.state.{state}")) for state in states]
    text = ctx.text("consultants/shared_list", contest=contest, waiting=waiting, approved=approved, signs=signs)
    rows = column(_item(ctx, each) for each in listed)
    rows.append([ctx.button("unanswered.open", UnansweredList(contest=contest.id))])
    return ctx.screen(text, rows, back=ConsultantMenu())


def _item(ctx: Context, shared: shared_answers.SharedAnswer) -> Button:
    title = shared.question(ctx.person.language) or str(shared.id)
    label = f"shared.item.{shared.state.value}"
    return ctx.button(label, SharedAnswerCard(shared=shared.id), title=cut(title, LABEL_CHARACTERS))


async def shared_answer(ctx: Context, payload: SharedAnswerCard) -> Screen:
    async with ctx.database.reading() as connection:
        shared = await _shared(ctx, connection, payload.shared)
    text = ctx.text(
        "consultants/shared_answer",
        shared=shared,
        cut=answer_sharing.was_cut(shared),
        numbers=answer_sharing.has_numbers(shared),
    )
    rows: list[list[Button]] = []
    if shared.state is not SharedAnswerState.APPROVED:
        rows += [
            [
                ctx.button(
                    f"shared.{part.value}_{language.value}",
                    WriteSharedAnswer(shared=shared.id, part=part.value, language=language),
                )
                for language in WRITTEN_LANGUAGES
            ]
            for part in SharedPart
        ]
    if shared.file is not None:
        rows.append([ctx.button("shared.file", SharedAnswerCard(shared=shared.id, file=True))])
        if shared.state is not SharedAnswerState.APPROVED:
            rows[-1].append(ctx.button("ready.no_file", DropSharedFile(shared=shared.id)))
    rows.append(_decisions(ctx, shared))
    if shared.question_id is not None:
        rows.append([ctx.button("desk.open", CaseCard(question=shared.question_id), number=shared.question_id)])
    screen = ctx.screen(text, rows, back=SharedAnswerList(contest=shared.contest_id))
    if payload.file and shared.file is not None:
        return replace(screen, attachment=Medium(shared.file.kind, shared.file.file_id))
    return screen


async def drop_file(ctx: Context, payload: DropSharedFile) -> Goto:
    async with ctx.database.writing() as connection:
        shared = await _shared(ctx, connection, payload.shared)
        await shared_answers.drop_file(connection, shared.id, ctx.now)
        await audit_trail.write(ctx, connection, "shared.changed", number=shared.id)
    return Goto(SharedAnswerCard(shared=payload.shared))


def _decisions(ctx: Context, shared: shared_answers.SharedAnswer) -> list[Button]:
    yes = ctx.button("shared.approve", ApproveSharedAnswer(shared=shared.id, approved=True), style=ButtonStyle.PRIMARY)
    if shared.state is SharedAnswerState.APPROVED:
        return [ctx.button("shared.withdraw", ApproveSharedAnswer(shared=shared.id, approved=False))]
    no = ctx.button("shared.refuse", ApproveSharedAnswer(shared=shared.id, approved=False))
    return ([yes] if shared.complete else []) + ([no] if shared.state is SharedAnswerState.PROPOSED else [])


async def write(ctx: Context, payload: WriteSharedAnswer, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        shared = await _editable(ctx, connection, payload)
    part = SharedPart(payload.part)
    other = next(language for language in WRITTEN_LANGUAGES if language is not payload.language)
    text = ctx.text(
        "consultants/shared_write",
        part=part.value,
        language=payload.language.value,
        now=shared.text(part, payload.language),
        other=shared.text(part, other),
        most=_most(part),
        fault=fault,
    )
    return ctx.screen(text, back=SharedAnswerCard(shared=shared.id), asks=payload)


async def _editable(ctx: Context, connection: Reader, payload: WriteSharedAnswer) -> shared_answers.SharedAnswer:
    if payload.part not in set(SharedPart):
        raise ExplainedError("entry/button_unknown")
    shared = await _shared(ctx, connection, payload.shared)
    if shared.state is SharedAnswerState.APPROVED:
        raise ExplainedError("consultants/shared_settled")
    return shared


def _most(part: SharedPart) -> int:
    return answer_sharing.QUESTION_CHARACTERS if part is SharedPart.QUESTION else answer_sharing.ANSWER_CHARACTERS


async def written(ctx: Context, payload: WriteSharedAnswer, words: str) -> Outcome:
    words = words.strip()
    async with ctx.database.writing() as connection:
        shared = await _editable(ctx, connection, payload)
        part = SharedPart(payload.part)
        fits = len(words) <= _most(part)
        if fits:
            await shared_answers.write(connection, shared.id, part, payload.language, words, ctx.now)
            await audit_trail.write(
                ctx, connection, "shared.changed", number=shared.id, language=payload.language.value
            )
    return Goto(SharedAnswerCard(shared=payload.shared)) if fits else await write(ctx, payload, "long")


async def approve(ctx: Context, payload: ApproveSharedAnswer) -> Goto:
    async with ctx.database.writing() as connection:
        shared = await _shared(ctx, connection, payload.shared)
        contest = ctx.contest(shared.contest_id)
        await answer_sharing.settle(
            ctx, connection, shared, SharedAnswerState.APPROVED if payload.approved else SharedAnswerState.REFUSED
        )
        action = "shared.approved" if payload.approved else "shared.refused"
        await audit_trail.write(ctx, connection, action, number=shared.id)
    if payload.approved:
        await answer_sharing.tell_those_who_asked(ctx, contest, shared)
    return Goto(
        SharedAnswerCard(shared=payload.shared), ctx.label("shared.approved" if payload.approved else "shared.refused")
    )


# --- what the bot sends by itself


async def proposed(ctx: Context, letter: OutboxRow, _: Contest) -> Composed:
    """To staff, while nobody has decided."""
    async with ctx.database.reading() as connection:
        shared = await _shared(ctx, connection, letter.content["shared"])
    if shared.state is not SharedAnswerState.PROPOSED:
        return Nothing("decided meanwhile")
    text = ctx.text("consultants/shared_proposed", question=shared.question(ctx.person.language))
    return ctx.notice(text, [[ctx.button("shared.open", SharedAnswerCard(shared=shared.id))]])


async def outcome(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """To who proposed it."""
    async with ctx.database.reading() as connection:
        shared = await shared_answers.find(connection, letter.content["shared"])
    if shared is None or shared.state.value != letter.content["state"]:
        return Nothing("decided otherwise meanwhile")
    approved = shared.state is SharedAnswerState.APPROVED
    text = ctx.text("consultants/shared_outcome", approved=approved, question=shared.question(ctx.person.language))
    rows: list[list[Button]] = []
    if approved:
        card = AnswerCard(contest=contest.id, answer=SHARED, item=str(shared.id))
        rows.append([ctx.button("shared.card", card)])
    if shared.question_id is not None:
        rows.append([ctx.button("desk.open", CaseCard(question=shared.question_id), number=shared.question_id)])
    return ctx.notice(text, rows)


async def found(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """To somebody who asked the same: the answer, and whether it helps where a consultant is still to answer."""
    content = letter.content
    async with ctx.database.reading() as connection:
        shared = await shared_answers.find(connection, content["shared"])
        words = await answer_sharing.words_asked(ctx, connection, content["asked"], content["question"])
    if shared is None or shared.state is not SharedAnswerState.APPROVED:
        return Nothing("not published any more")
    if words is None:
        return Nothing("answered meanwhile, or gone")
    language = ctx.person.language.written
    text = ctx.text(
        "consultants/shared_for_asker",
        words=cut(words, QUOTED_CHARACTERS),
        question=shared.text(SharedPart.QUESTION, language),
        answer=shared.text(SharedPart.ANSWER, language),
        number=content["question"],
    )
    file = []
    if shared.file is not None:
        file = [ctx.button("shared.file", AnswerFile(contest=contest.id, shared=shared.id))]
    if content["question"]:
        solved = ctx.button("shared.solved", MarkSolved(question=content["question"]), style=ButtonStyle.PRIMARY)
        return ctx.notice(text, [file, [solved], [ctx.button("shared.wait", ThreadCard(question=content["question"]))]])
    ask = AskConsultant(contest=contest.id, asked=content["asked"])
    return ctx.notice(text, [file, [ctx.button("shared.ask", ask)]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ProposeSharedAnswer, useful)
    activity.on(SharedAnswerList, shared_list)
    activity.on(SharedAnswerCard, shared_answer)
    activity.on(DropSharedFile, drop_file)
    activity.on(WriteSharedAnswer, write)
    activity.typed(WriteSharedAnswer, written)
    activity.on(ApproveSharedAnswer, approve)
    activity.sends(OutboxKind.SHARED_ANSWER_PROPOSED, by_day(proposed))
    activity.sends(OutboxKind.SHARED_ANSWER_OUTCOME, by_day(outcome))
    activity.sends(OutboxKind.SHARED_ANSWER, by_day(found))
    return activity
