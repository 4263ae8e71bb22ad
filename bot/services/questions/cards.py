"""A question's card: what it says to those who answer, and what they can do with it."""

from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.shared_answers import ProposeSharedAnswer
from bot.payloads.questions.cases import AnsweredByPhone, CloseQuestion, PassQuestion, TakeQuestion, WriteAnswer
from bot.services.questions.asker import reopens, spelled_out
from bot.services.questions.cases import Case
from bot.services.questions.relay import FITS
from bot.ui.context import Context
from bot.ui.screens import Button, visible_units
from content.rules.dates import time_left
from storage.database import Reader
from storage.questions import messages
from storage.questions.messages import QuestionMessage
from storage.tables.questions import QuestionState

LONG = 700
"""Characters from which on a later message is not repeated on the card: it was sent as it is."""
LAST = 6
"""Later messages that a card repeats."""


async def card(ctx: Context, connection: Reader, case: Case, event: str | None = None) -> str:
    """The card as of now. `event` says why it comes: new, nudge, overdue, passed, not_helped."""
    question, contest = case.question, case.contest
    said = await messages.everything_said(connection, question.id)
    asked = [each for each in said if question.sent_at and each.at <= question.sent_at]
    words = [each.text for each in asked if each.kind == "text"]
    later = [each for each in said if each not in asked]
    late = question.state is QuestionState.OPEN and question.due_at is not None and question.due_at < ctx.now
    return ctx.text(
        "questions/card",
        event=event,
        question=question,
        contest=contest,
        region=contest.regions.region(question.region_id),
        **spelled_out(contest, question.context),
        language=ctx.texts.label(question.language, "language.name"),
        words=words if visible_units("".join(words)) <= FITS else None,
        attached=[each.kind for each in asked if each.kind != "text"],
        later=[_short(each) for each in later[-LAST:]],
        earlier=max(0, len(later) - LAST),
        late=late,
        age=time_left(ctx.now, question.sent_at) if question.sent_at else None,
        taken=case.name(ctx, question.taken_by),
        mine=question.taken_by == ctx.person.id,
    )


def _short(said: QuestionMessage) -> QuestionMessage:
    return said if visible_units(said.text) <= LONG else replace(said, text="")


def case_buttons(ctx: Context, case: Case) -> list[list[Button]]:
    """What can be done with a question in its state."""
    question = case.question
    number = question.id
    if not reopens(question, ctx.now):
        return []
    rows: list[list[Button]] = [
        [
            ctx.button("desk.reply", WriteAnswer(question=number), style=ButtonStyle.PRIMARY),
            ctx.button("desk.ready", CannedAnswerList(question=number)),
        ]
    ]
    if question.state is QuestionState.OPEN:
        mine = question.taken_by == ctx.person.id
        take = ctx.button("desk.leave" if mine else "desk.take", TakeQuestion(question=number, taken=not mine))
        rows.append([take, ctx.button("desk.pass", PassQuestion(question=number))])
        rows.append([ctx.button("desk.by_phone", AnsweredByPhone(question=number))])
    if question.state is QuestionState.ANSWERED:
        rows.append([ctx.button("desk.useful", ProposeSharedAnswer(question=number))])
    if question.state is not QuestionState.CLOSED:
        rows.append([ctx.button("desk.close", CloseQuestion(question=number))])
    return rows
