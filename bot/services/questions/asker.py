"""What an applicant does with a question: writes, sends, adds to it, and reopens it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.services.assessment.attempts import standing
from bot.services.packages import tailoring
from bot.services.questions import desk_notices, relay
from bot.services.questions.assignment import first, roster
from bot.services.questions.places import PLACE, called
from bot.services.questions.relay import Occasion
from bot.ui.context import Context, ExplainedError
from bot.ui.screens import visible_units
from content.models import Contest
from content.rules.escalation import timetable
from storage.assessment import assessments
from storage.database import Reader, Writer
from storage.packages import packages
from storage.packages.packages import DocumentStatus
from storage.questions import events, messages, questions, words
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question
from storage.tables.questions import DeskNewsKind, QuestionEventKind, QuestionState

PARTS = (PLACE, "topic", "documents", "criteria")
"""What is known of a person and may go along with a question."""

MOST = 60
"""Messages of a question that may wait for an answer: nobody reads more at once, and others wait for theirs."""
REOPENS = timedelta(days=14)
"""How long after it was closed a question is reopened by writing to it."""
A_MINUTE = timedelta(minutes=1)
LAST, LONG = 10, 700
"""Messages that a screen repeats, and the characters from which on one is only named: it stands in the chat."""


async def full(connection: Reader, question: Question, words: Words) -> bool:
    """Whether a message has no room any more; one that is known already has its place."""
    if await messages.by_message(connection, words.author_id, words.message_id):
        return False
    return await messages.unanswered(connection, question.id) >= MOST


def no_room(contest: Contest, question: Question) -> ExplainedError:
    return ExplainedError("questions/question_full", question=question, most=MOST, email=contest.submission.email)


async def gather(ctx: Context, connection: Reader, contest: Contest) -> dict[str, Any]:
    """What the consultant should know of the package that the person works on."""
    package = await packages.current(connection, ctx.person.id, contest.id)
    known: dict[str, Any] = {}
    if package is None:
        return known
    if package.topic_id and contest.topic(package.topic_id):
        known["topic"] = package.topic_id
    statuses = tailoring.statuses(contest, package)
    unfinished = {DocumentStatus.NOT_STARTED, DocumentStatus.IN_PROGRESS}
    todo = [each for each, state in statuses.items() if state in unfinished]
    if todo and len(todo) < len(statuses):
        known["documents"] = todo
    recent = await assessments.recent(connection, package.id)
    if recent.last is not None:
        known["criteria"] = [criterion.id for criterion in standing(contest, recent.last).weakest]
    return known


def goes_along(question: Question, known: Mapping[str, Any]) -> dict[str, Any]:
    """With what is known of the person, the place at which the question began."""
    return {part: value for part, value in {**question.context, **known}.items() if part not in question.left_out}


def spelled_out(ctx: Context, contest: Contest, known: Mapping[str, Any]) -> dict[str, Any]:
    """What goes along, for a text: the things behind the ids; what the contest has no more is left out."""
    return {
        "place": called(ctx, contest, known.get(PLACE, "")),
        "topic": contest.topic(known.get("topic", "")),
        "documents": [each for each in map(contest.document, known.get("documents", ())) if each],
        "criteria": [each for each in map(contest.criterion, known.get("criteria", ())) if each],
    }


async def mine(ctx: Context, connection: Reader, question_id: int) -> Question:
    """A question of the person's own. Raises ExplainedError where it is another's, or none."""
    question = await questions.find(connection, question_id)
    if question is None or question.person_id != ctx.person.id:
        raise ExplainedError("questions/thread_gone")
    return question


def lines(said: list[QuestionMessage]) -> list[QuestionMessage]:
    """Messages to repeat on a screen: the last ones, none of them long."""
    return [each if visible_units(each.text) <= LONG else replace(each, text="") for each in said[-LAST:]]


async def send(ctx: Context, connection: Writer, contest: Contest, question: Question) -> Question:
    """Sends a draft on its way; what was sent already, or joins a question of the last minute, is that one then.

    Raises ExplainedError where nothing is written yet, or that question is full.
    """
    if question.state is not QuestionState.DRAFT:
        return question
    written = await messages.everything_said(connection, question.id)
    if not written:
        raise ExplainedError("questions/question_empty")
    joined = await _joined(ctx, connection, contest)
    if joined is not None:
        if await messages.unanswered(connection, joined.id) + len(written) > MOST:
            raise no_room(contest, joined)
        await messages.move(connection, question.id, joined.id, ctx.now)
        await questions.drop(connection, question.id, ctx.person.id)
        return await follow_up(ctx, connection, contest, joined, written)
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    times = timetable(contest, ctx.now)
    await questions.change(
        connection,
        question.id,
        state=QuestionState.OPEN,
        region_id=ctx.person.region_id,
        language=ctx.person.language.value,
        context=goes_along(question, await gather(ctx, connection, contest)),
        holder=first(on, contest, ctx.person.region_id or "", ctx.person.id, too_late=times.too_late),
        sent_at=ctx.now,
        due_at=times.due_at,
        staff_at=times.staff_at,
        step=0,
        step_at=times.nudge_at,
    )
    await messages.send_on(connection, question.id, ctx.person.id)
    await words.keep(connection, question.id, " ".join(each.text for each in written))
    sent = await questions.get(connection, question.id)
    await relay.deal(ctx, connection, sent, on, "new")
    return sent


async def _joined(ctx: Context, connection: Reader, contest: Contest) -> Question | None:
    """The question that another of the same minute becomes a part of."""
    latest = await questions.of_person(connection, ctx.person.id, contest.id, limit=1)
    if not latest or latest[0].state is not QuestionState.OPEN:
        return None
    said = await messages.everything_said(connection, latest[0].id)
    return latest[0] if said and ctx.now - said[-1].at < A_MINUTE else None


async def follow_up(
    occasion: Occasion, connection: Writer, contest: Contest, question: Question, added: list[QuestionMessage]
) -> Question:
    """Something more from the applicant. What was answered or closed waits for an answer again."""
    if question.state is not QuestionState.OPEN:
        await reopen(occasion, connection, contest, question)
    await words.keep(connection, question.id, " ".join(each.text for each in added))
    on = await roster(connection, contest, occasion.staff_ids, occasion.now)
    await relay.follow_up(occasion, connection, question, on, added)
    return await questions.get(connection, question.id)


async def reopen(occasion: Occasion, connection: Writer, contest: Contest, question: Question) -> None:
    """Whoever asked has something to add, or to ask of others: it waits for an answer again."""
    await wait_again(occasion, connection, contest, question)
    await events.note(connection, question.id, QuestionEventKind.REOPENED, occasion.now, person_id=question.person_id)


async def wait_again(occasion: Occasion, connection: Writer, contest: Contest, question: Question) -> None:
    """From now on. What the person said of the answer before is not forgotten."""
    times = timetable(contest, occasion.now)
    await questions.change(
        connection,
        question.id,
        state=QuestionState.OPEN,
        due_at=times.due_at,
        staff_at=times.staff_at,
        step=0,
        step_at=times.nudge_at,
        settled_at=None,
    )


async def settle(occasion: Occasion, connection: Writer, question: Question) -> None:
    """Whoever asked says that it is solved."""
    if question.state not in {QuestionState.OPEN, QuestionState.ANSWERED}:
        return
    await questions.change(connection, question.id, state=QuestionState.CLOSED, settled_at=occasion.now, step_at=None)
    await events.note(connection, question.id, QuestionEventKind.SOLVED, occasion.now, person_id=question.person_id)
    await relay.redraw(occasion, connection, question.id)


async def rate(occasion: Occasion, connection: Writer, contest: Contest, question: Question, *, helped: bool) -> None:
    """The person's word on the answer: staff, and whoever answered, hear where it did not help."""
    if question.state is not QuestionState.CLOSED or question.helped is helped:
        return
    await questions.change(connection, question.id, helped=helped)
    kind = QuestionEventKind.HELPED if helped else QuestionEventKind.NOT_HELPED
    await events.note(connection, question.id, kind, occasion.now, person_id=question.person_id)
    await relay.redraw(occasion, connection, question.id)
    if not helped:
        on = await roster(connection, contest, occasion.staff_ids, occasion.now)
        people = {*on.staff, *relay.whose(question, on)} - {question.person_id}
        await desk_notices.gather(occasion, connection, contest, question, people, DeskNewsKind.NOT_HELPED)


def reopens(question: Question, now: datetime) -> bool:
    """Whether the applicant may still write to it."""
    if question.joined_to is not None:
        return False
    return question.settled_at is None or now - question.settled_at < REOPENS
