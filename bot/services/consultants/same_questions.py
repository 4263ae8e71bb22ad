"""Several people ask the same: one answer serves them all, and what one person asks twice becomes one question."""

from collections.abc import Sequence

from bot.services.answers import instant_answers
from bot.services.questions import cases, desk_notices, writing
from bot.services.questions.cases import Case
from bot.services.questions.desk_notices import CaseLine
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from content.texts.plain_words import plain
from storage.database import Reader, Writer
from storage.questions import messages, words
from storage.questions.messages import QuestionMessage
from storage.questions.questions import Question, QuestionLine
from storage.questions.queues import Sight
from storage.tables.questions import MessageSide, QuestionState

ALIKE = 0.6
"""The share of the words that two questions have in common from which on they may be the same."""
CHANGED = 0.2
"""From this share on of words that each has and the other lacks they ask for two things."""
COMPARED = 200
"""Questions that share a telling word, at the most."""
MOST = 8
Word = tuple[str, ...]
"""All that is left of a word without its endings."""
NEWER_THAN_ALL = 2**31 - 1


async def like(ctx: Context, connection: Reader, case: Case) -> list[CaseLine]:
    """Open questions that the person sees and that ask the same, the earliest due first.

    They begin with much the same words, or what is known answers both, in whatever words they ask. Found among all of
    them by what tells most: as quick among ten thousand as among ten.
    """
    sight = cases.sight(ctx, await cases.desk(ctx, connection))
    near = await alike(connection, sight, case.question)
    return await desk_notices.lines(ctx, connection, sorted(near, key=lambda each: (each.due_at is None, each.due_at)))


async def understand(ctx: Context, connection: Writer, contest: Contest, question: Question) -> None:
    """Keeps what a question asks for once it is sent, as far as it is one of the things that are known to be asked."""
    if question.state is QuestionState.DRAFT:
        return
    first = await messages.openings(connection, [question.id])
    reply = await instant_answers.found(ctx, connection, contest, plain(first.get(question.id, "")))
    key = instant_answers.meaning(reply)
    meant = None if key is None else words.meaning(question.language, key)
    await words.mean(connection, question.id, meant)


async def alike(connection: Reader, sight: Sight, question: Question) -> list[QuestionLine]:
    """As many as a list has: those that begin with the same words, then those that ask the same in others."""
    by_words = await _by_words(connection, sight, question)
    meant = (await words.meanings(connection, [question.id])).get(question.id)
    if meant is None or len(by_words) >= MOST:
        return by_words[:MOST]
    listed = {question.id, *(each.id for each in by_words)}
    same = await words.open_having(connection, sight, question.contest_id, meant, NEWER_THAN_ALL, MOST + len(listed))
    return [*by_words, *(each for each in same if each.id not in listed)][:MOST]


async def _by_words(connection: Reader, sight: Sight, question: Question) -> list[QuestionLine]:
    first = await messages.openings(connection, [question.id])
    wanted = words.forms(first.get(question.id, ""))
    rare, common = await words.telling(connection, wanted, ALIKE)
    compared = {question.id}
    near = []
    if others := set(rare) - compared:
        found = await words.open_among(connection, sight, question.contest_id, others, COMPARED)
        near = await _near(connection, question, wanted, found)
        compared |= others
    for form in common:
        before = NEWER_THAN_ALL
        while len(near) < MOST and len(compared) <= COMPARED:
            having = await words.open_having(connection, sight, question.contest_id, form, before, MOST)
            if not having:
                break
            near += await _near(connection, question, wanted, [each for each in having if each.id not in compared])
            compared.update(each.id for each in having)
            before = having[-1].id
    return near


async def _near(
    connection: Reader, question: Question, wanted: Sequence[Word], others: Sequence[QuestionLine]
) -> list[QuestionLine]:
    """Those that begin with much the same words, and are not known to ask for something else."""
    if not others:
        return []
    begin = await messages.openings(connection, [each.id for each in others])
    near = {each.id: likeness for each in others if (likeness := _alike(wanted, words.forms(begin.get(each.id, ""))))}
    meant = await words.meanings(connection, [question.id, *near]) if near else {}
    own = meant.get(question.id)
    return [
        each
        for each in others
        if each.id in near and (near[each.id] == 1 or own is None or meant.get(each.id, own) == own)
    ]


def _alike(some: Sequence[Word], others: Sequence[Word]) -> float:
    """How much of the longer one stands in the other, whatever the endings; 0 where they ask for two things."""
    longer = max(len(some), len(others), 1)
    lacking, missing = _without(some, others), _without(others, some)
    share = (len(some) - lacking) / longer
    return share if share >= ALIKE and min(lacking, missing) / longer < CHANGED else 0.0


def _without(some: Sequence[Word], others: Sequence[Word]) -> int:
    """How many words of some the others lack."""
    return sum(all(set(word).isdisjoint(other) for other in others) for word in some)


async def last_answer(connection: Reader, case: Case) -> list[QuestionMessage]:
    """Everything of the latest answer: what was said since the applicant last wrote."""
    said = await messages.everything_said(connection, case.question.id)
    asked = max((place for place, each in enumerate(said) if each.side is MessageSide.APPLICANT), default=-1)
    return said[asked + 1 :]


async def send(ctx: Context, connection: Writer, case: Case, numbers: Sequence[int]) -> int:
    """Answers other questions as this one was answered; says how many. What somebody else is at is left to them.

    Raises ExplainedError where there is no answer.
    """
    answer = await last_answer(connection, case)
    if not answer:
        raise ExplainedError("consultants/share_nothing")
    sent = 0
    for number in numbers:
        other = await cases.case(ctx, connection, number)
        free = await cases.before_me(ctx, connection, other.question) is None
        if free and other.question.state is QuestionState.OPEN and other.contest.id == case.contest.id:
            await _answer(ctx, connection, other, answer)
            sent += 1
    return sent


async def _answer(ctx: Context, connection: Writer, case: Case, answer: Sequence[QuestionMessage]) -> None:
    """Words as one message, and each file by its id."""
    text = "\n\n".join(each.text for each in answer if each.text)
    number = await writing.say(ctx, connection, case, text or ctx.texts.label(case.question.language, "same.file"))
    for each in answer:
        if number is not None and each.file_id is not None:
            content: dict[str, str | int | None] = {"kind": each.kind, "file": each.file_id}
            await writing.add_file(ctx, connection, case, number, each.kind, content)
            number = -(writing.NUMBERS + 2 * await messages.last_said(connection, case.question.id))
