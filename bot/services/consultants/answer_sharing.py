"""An answer given once that serves everybody: proposing it, and telling those who asked the same."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.access import COORDINATORS
from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import Reply, index, replied
from bot.services.answers.phrasings import Phrasings
from bot.services.questions.cases import Case
from bot.ui.context import Context, ExplainedError
from content.answers.answer import AttachedFile
from content.ellipsis import ELLIPSIS, cut
from content.models import SHARED, Contest
from content.texts.plain_words import plain
from storage.answers import asked
from storage.consultants import consultants, shared_answers
from storage.consultants.shared_answers import SharedAnswer, Wanting
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import messages, questions
from storage.questions.messages import QuestionMessage
from storage.reminders import rounds
from storage.tables.consultants import SharedAnswerState
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, QuestionState

QUESTION_CHARACTERS, ANSWER_CHARACTERS = 200, 800
"""All four texts stand on one screen."""
ASKED_FOR = timedelta(days=30)
"""How long what was typed counts as still wanted."""
MOST_ASKED = 3000
"""Typed questions, and as many open ones, that are gone through."""
LIKELY_ENOUGH = 0.6
"""From this likelihood on somebody is told that an answer was found to what they asked."""
PORTION = 500
"""Messages queued in one transaction."""
LONG_NUMBER = re.compile(r"\d(?:[\s()-]*\d){9,}")


def was_cut(shared: SharedAnswer) -> bool:
    return any(text.endswith(ELLIPSIS) for text in shared.texts)


def has_numbers(shared: SharedAnswer) -> bool:
    """Whether it says something as long as a phone number."""
    return any(LONG_NUMBER.search(text) for text in shared.texts)


async def propose(ctx: Context, connection: Writer, case: Case) -> tuple[SharedAnswer, bool]:
    """Proposes the last words of an answer, and tells staff; the second of the pair is False where that was done.

    Raises ExplainedError for somebody who did not answer, and where there are no words.
    """
    said = await messages.everything_said(connection, case.question.id)
    answers = [each for each in said if each.side is MessageSide.ANSWER]
    if not ctx.may(*COORDINATORS) and ctx.person.id not in {each.author_id for each in answers}:
        raise ExplainedError("consultants/share_not_yours")
    asked = [words for each in said if each.side is MessageSide.APPLICANT and (words := plain(each.text))]
    answered = [words for each in answers if (words := plain(each.text))]
    if not answered:
        raise ExplainedError("consultants/share_nothing")
    new = await shared_answers.propose(
        connection,
        case.contest.id,
        case.question.id,
        case.question.language.written,
        cut(asked[0], QUESTION_CHARACTERS) if asked else None,
        cut(answered[-1], ANSWER_CHARACTERS),
        ctx.person.id,
        ctx.now,
        _file(answers),
    )
    shared = await shared_answers.of_question(connection, case.question.id)
    assert shared is not None  # noqa: S101  kept above, or before
    if new:
        staff = await consultants.known(connection, ctx.staff_ids - {ctx.person.id})
        await _queue(ctx, connection, OutboxKind.SHARED_ANSWER_PROPOSED, shared, staff)
    return shared, new


def _file(answers: Sequence[QuestionMessage]) -> AttachedFile | None:
    """What was sent along last: one file, by its id, for the message may be deleted."""
    for each in reversed(answers):
        if each.file_id is not None:
            return AttachedFile(each.kind, each.file_id, each.name or "")
    return None


async def settle(ctx: Context, connection: Writer, shared: SharedAnswer, state: SharedAnswerState) -> None:
    """Approves or refuses, and tells who proposed it. A second tap changes nothing.

    Raises ExplainedError where it is to be approved and a language lacks something.
    """
    if state is SharedAnswerState.APPROVED and not shared.complete:
        raise ExplainedError("consultants/shared_unfinished")
    if await shared_answers.settle(connection, shared.id, state, ctx.person.id, ctx.now):
        proposer = await consultants.known(connection, {shared.proposed_by} - {ctx.person.id})
        await _queue(ctx, connection, OutboxKind.SHARED_ANSWER_OUTCOME, shared, proposer, state)


async def _queue(
    ctx: Context,
    connection: Writer,
    kind: OutboxKind,
    shared: SharedAnswer,
    people: Iterable[int],
    state: SharedAnswerState | None = None,
) -> None:
    for person in people:
        stamp = f"{kind}:{shared.id}:{person}"
        await outbox.queue(
            connection,
            key=f"{stamp}:{state.value}:{int(ctx.now.timestamp())}" if state else stamp,
            kind=kind,
            person_id=person,
            contest_id=shared.contest_id,
            content={"shared": shared.id, "state": state.value if state else None},
            priority=Priority.REMINDER,
            now=ctx.now,
        )
    ctx.wake()


async def tell_those_who_asked(ctx: Context, contest: Contest, shared: SharedAnswer) -> None:
    """Queues the answer for everybody whose words it answers now, once. After a crash it is begun again."""
    name = f"{OutboxKind.SHARED_ANSWER}:{shared.id}"
    async with ctx.database.scanning() as reader:
        if not await rounds.undone(reader, [name]):
            return
        source = await questions.find(reader, shared.question_id) if shared.question_id else None
        waiting = await shared_answers.waiting(reader, contest.id, MOST_ASKED)
        typed = await shared_answers.unanswered(reader, contest.id, ctx.now - ASKED_FOR, MOST_ASKED)
        base = index(ctx.catalogue, ctx.texts, contest.id)
        later = base.with_published(await shared_answers.approved(reader, contest.id))
    key = f"{SHARED}/{shared.id}"
    wanting = [*(replace(each, words=plain(each.words)) for each in waiting), *typed]
    found = await asyncio.to_thread(_answered, base, later, key, wanting)
    people: dict[int, Wanting] = {}
    for each in found:
        if source is None or each.person_id != source.person_id:
            people.setdefault(each.person_id, each)
    letters = list(people.values())
    for start in range(0, len(letters), PORTION):
        async with ctx.database.bulk_writing() as connection:
            for each in letters[start : start + PORTION]:
                await outbox.queue(
                    connection,
                    key=f"{name}:{each.person_id}",
                    kind=OutboxKind.SHARED_ANSWER,
                    person_id=each.person_id,
                    contest_id=contest.id,
                    content={"shared": shared.id, "asked": each.asked_id, "question": each.question_id},
                    priority=Priority.REMINDER,
                    now=ctx.now,
                )
    async with ctx.database.writing() as connection:
        await rounds.close(connection, name, ctx.now)
    ctx.wake()


def _answered(base: AnswerIndex, later: Phrasings, key: str, wanting: Sequence[Wanting]) -> list[Wanting]:
    """Those whose words are surely answered by one answer; many type the same."""
    helped = {words: _answers(replied(base, words, later), key) for words in {each.words for each in wanting}}
    return [each for each in wanting if helped[each.words]]


def _answers(reply: Reply, key: str) -> bool:
    """Whether the answer is the likeliest to one of the questions."""
    return any(each.likelihood >= LIKELY_ENOUGH and each.near[0].key == key for each in reply.said if each.near)


async def words_asked(ctx: Context, connection: Reader, asked_id: int | None, question_id: int | None) -> str | None:
    """What the person asked; None where they have an answer by now, or took it back."""
    if question_id is None:
        typed = await asked.find(connection, asked_id or 0, ctx.person.id)
        return typed.words if typed else None
    question = await questions.find(connection, question_id)
    if question is None or question.state is not QuestionState.OPEN:
        return None
    said = await messages.everything_said(connection, question_id)
    return next((words for each in said if (words := plain(each.text))), None)
