"""A question's card: what it says to those who answer, and what they can do with it."""

from collections.abc import Iterable
from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.shared_answers import ProposeSharedAnswer
from bot.payloads.payload import Payload
from bot.payloads.questions.cases import (
    AnsweredByPhone,
    BlockAsker,
    CaseCard,
    CloseQuestion,
    KnownAnswer,
    PassQuestion,
    QuestionHistory,
    ReopenQuestion,
    ShowFiles,
    TakeQuestion,
    WriteAnswer,
    WriteNote,
)
from bot.services.personal.blocking import RIGHTS
from bot.services.questions import known_answers
from bot.services.questions.asker import reopens, spelled_out
from bot.services.questions.cases import Case
from bot.services.questions.relay import FITS
from bot.ui.context import Context
from bot.ui.screens import Button, Rows, Screen, visible_units
from content.answers.answer import Answer
from storage.database import Reader
from storage.questions import events, messages
from storage.questions.events import QuestionEvent
from storage.questions.messages import QuestionMessage
from storage.tables.questions import MessageSide, QuestionEventKind, QuestionState

LONG = 700
"""Characters from which on a later message is not repeated on the card: it was sent as it is."""
NOTE = QuestionEventKind.NOTE
MOVES = frozenset({QuestionEventKind.PASSED, QuestionEventKind.OVERDUE})
LAST = 6
"""Later messages that a card repeats."""


async def card(ctx: Context, connection: Reader, case: Case, event: str | None = None) -> str:
    """The card as of now. `event` says why it comes: new, nudge, overdue, passed, not_helped."""
    question, contest = case.question, case.contest
    said = await messages.everything_said(connection, question.id)
    asked = [each for each in said if question.sent_at and each.at <= question.sent_at]
    words = [each.text for each in asked if each.kind == "text"]
    later = [each for each in said if each not in asked]
    happened = await events.history(connection, question.id)
    late = question.state is QuestionState.OPEN and question.due_at is not None and question.due_at < ctx.now
    return ctx.text(
        "questions/card",
        event=event,
        question=question,
        contest=contest,
        zone=ctx.zone(contest),
        region=contest.regions.region(question.region_id),
        **spelled_out(ctx, contest, question.context),
        language=ctx.texts.label(question.language, "language.name"),
        words=words if visible_units("".join(words)) <= FITS else None,
        hidden=any(each.hidden for each in said),
        attached=attachments(ctx, asked),
        later=[_short(each) for each in later[-LAST:]],
        earlier=max(0, len(later) - LAST),
        late=late,
        came=_how_it_came(ctx, case, happened),
        notes=[(each.words, case.doer(ctx, each)) for each in happened if each.kind is NOTE and each.words][-LAST:],
        taken=case.name(ctx, question.taken_by),
        mine=question.taken_by == ctx.person.id,
    )


def _how_it_came(ctx: Context, case: Case, happened: list[QuestionEvent]) -> tuple[str, str | None] | None:
    """Why it is with whom it is: who gave it, or that nobody had answered in time."""
    moves = [each for each in happened if each.kind in MOVES]
    if not moves or moves[-1].holder != case.question.holder:
        return None
    return moves[-1].kind.value, case.doer(ctx, moves[-1])


def attachments(ctx: Context, said: Iterable[QuestionMessage]) -> list[str]:
    """What is attached, by name where it has one: «4 фото», «смета.xlsx», «голосовое сообщение 0:07»."""
    files = [each for each in said if each.kind != "text"]
    photos = sum(each.kind == "photo" for each in files)
    named = [ctx.label("attached.photos", number=photos)] if photos else []
    for each in files:
        kind = ctx.label(f"kind.{each.kind}")
        if each.name:
            named.append(each.name)
        elif each.seconds is not None:
            named.append(f"{kind} {each.seconds // 60}:{each.seconds % 60:02}")
        elif each.kind != "photo":
            named.append(kind)
    return named


def _short(said: QuestionMessage) -> QuestionMessage:
    return said if visible_units(said.text) <= LONG else replace(said, text="")


def other_first(ctx: Context, case: Case, other: int, anyway: Payload) -> Screen:
    """Somebody else took or answered it: whoever answers all the same says so, or writes on: that is shown first."""
    number = case.question.id
    text = ctx.text("consultants/answer_other", question=case.question, name=case.name(ctx, other))
    asks = WriteAnswer(question=number, anyway=True)
    return ctx.screen(text, [[ctx.button("desk.anyway", anyway)]], back=CaseCard(question=number), asks=asks)


async def drawn(ctx: Context, connection: Reader, case: Case, event: str | None = None) -> tuple[str, Rows]:
    """The card with its buttons; one of them brings what is attached once more."""
    said = await messages.everything_said(connection, case.question.id)
    rows = case_buttons(ctx, case)
    if any(each.kind != "text" and each.side is MessageSide.APPLICANT for each in said) and rows:
        rows.insert(-1, [ctx.button("desk.files", ShowFiles(question=case.question.id))])
    if case.question.state is QuestionState.OPEN and rows:
        known = await known_answers.to_answerer(ctx, connection, case)
        rows[1:1] = [[_known(ctx, case, answer)] for answer in known]
    return await card(ctx, connection, case, event), rows


def _known(ctx: Context, case: Case, answer: Answer) -> Button:
    way = KnownAnswer(question=case.question.id, answer=answer.id, item=answer.item)
    return ctx.button("desk.known", way, title=answer.short[ctx.person.language])


def case_buttons(ctx: Context, case: Case) -> list[list[Button]]:
    """What can be done with a question in its state: the less there is to do, the fewer."""
    question = case.question
    number = question.id
    if question.joined_to is not None:
        whole = CaseCard(question=question.joined_to)
        return [[ctx.button("desk.open", whole, number=question.joined_to)]]
    if not reopens(question, ctx.now):
        return []
    if question.state is QuestionState.CLOSED:
        reopen = ctx.button("desk.reopen", ReopenQuestion(question=number))
        return [[reopen], [ctx.button("desk.history", QuestionHistory(question=number))]]
    rows: list[list[Button]] = []
    if question.state is QuestionState.OPEN:
        mine = question.taken_by == ctx.person.id
        take = ctx.button("desk.leave" if mine else "desk.take", TakeQuestion(question=number, taken=not mine))
        rows = [
            [
                ctx.button("desk.reply", WriteAnswer(question=number), style=ButtonStyle.PRIMARY),
                ctx.button("desk.ready", CannedAnswerList(question=number)),
            ],
            [take, ctx.button("desk.pass", PassQuestion(question=number))],
            [ctx.button("desk.by_phone", AnsweredByPhone(question=number))],
        ]
    else:
        rows = [[ctx.button("desk.add", WriteAnswer(question=number))]]
        rows.append([ctx.button("desk.useful", ProposeSharedAnswer(question=number))])
    note = ctx.button("desk.note", WriteNote(question=number))
    rows.append([note, ctx.button("desk.history", QuestionHistory(question=number))])
    end = [ctx.button("desk.close", CloseQuestion(question=number))]
    if ctx.may(*RIGHTS) and question.person_id != ctx.person.id:
        end.append(ctx.button("block.set", BlockAsker(question=number)))
    rows.append(end)
    return rows
