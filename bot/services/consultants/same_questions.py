"""Several people ask the same: one answer serves them all, and what one person asks twice becomes one question."""

from collections.abc import Sequence

from bot.services.questions import cases, desk_notices, writing
from bot.services.questions.cases import Case
from bot.services.questions.desk_notices import CaseLine
from bot.ui.context import Context, ExplainedError
from storage.database import Reader, Writer
from storage.questions import messages, queues, words
from storage.questions.messages import QuestionMessage
from storage.questions.queues import QueueView
from storage.tables.questions import MessageSide, QuestionState

ALIKE = 0.6
"""The share of the words that two questions have in common from which on they may be the same."""
LOOKED_THROUGH = 200
"""Open questions, the earliest due first."""
MOST = 8


async def like(ctx: Context, connection: Reader, case: Case) -> list[CaseLine]:
    """Open questions that the person sees and that begin with much the same words."""
    sight = cases.sight(ctx, await cases.desk(ctx, connection))
    page = await queues.page(connection, sight, QueueView.OPEN, ctx.now, offset=0, limit=LOOKED_THROUGH)
    number, contest_id = case.question.id, case.contest.id
    others = [each for each in page.questions if each.id != number and each.contest_id == contest_id]
    first = await messages.openings(connection, [number, *(each.id for each in others)])
    wanted = words.forms(first.get(number, ""))
    near = [each for each in others if _alike(wanted, words.forms(first.get(each.id, ""))) >= ALIKE]
    return await desk_notices.lines(ctx, connection, near[:MOST])


def _alike(some: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]]) -> float:
    """How much of the longer one stands in the other, whatever the endings."""
    common = sum(any(not set(word).isdisjoint(other) for other in others) for word in some)
    return common / max(len(some), len(others), 1)


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
