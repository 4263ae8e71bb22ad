"""What is known already is offered: to whoever is about to ask, and to whoever is about to answer."""

from collections.abc import Iterable

from bot.services.answers.confidence import Certainty
from bot.services.answers.instant_answers import found
from bot.services.answers.presenting import in_short
from bot.services.questions import writing
from bot.services.questions.cases import Case
from bot.ui.context import Context, ExplainedError
from content.answers.answer import Answer
from content.models import Contest
from content.rules.last_days import lateness
from content.texts.plain_words import plain
from storage.answers import asked
from storage.database import Reader, Writer
from storage.questions import messages
from storage.questions.messages import QuestionMessage
from storage.questions.questions import Question
from storage.tables.questions import MessageSide

READ = 1000
"""Characters of a question that are held against what is known: the rest rarely asks anything else."""
LIKELY_ENOUGH = 0.6
"""From this likelihood on of the nearest answer it is worth a look."""
MOST = 2
"""Offered at once."""
ROOM = 2400
"""Characters of an answer that is sent by a button."""


async def to_asker(
    ctx: Context, connection: Reader, contest: Contest, draft: Question, said: Iterable[QuestionMessage]
) -> list[Answer]:
    """What may answer a question before it is sent; not what its author has seen already."""
    typed = await asked.find(connection, draft.asked_id, ctx.person.id) if draft.asked_id else None
    known = await _known(ctx, connection, contest, said)
    return [each for each in known if typed is None or each.key != typed.answer][:MOST]


async def to_answerer(ctx: Context, connection: Reader, case: Case) -> list[Answer]:
    said = await messages.everything_said(connection, case.question.id)
    return (await _known(ctx, connection, case.contest, said))[:MOST]


async def _known(ctx: Context, connection: Reader, contest: Contest, said: Iterable[QuestionMessage]) -> list[Answer]:
    """The nearest first; nothing where none is likely."""
    words = " ".join(plain(each.text) for each in said if each.side is MessageSide.APPLICANT)[:READ]
    reply = await found(ctx, connection, contest, words)
    near = [each for each in reply.said if each.verdict is Certainty.SURE or each.likelihood >= LIKELY_ENOUGH]
    return list({answer.key: answer for each in near for answer in each.answers}.values())


def words(ctx: Context, case: Case, answer: Answer) -> str:
    """What whoever asked would read, in their language."""
    return str(in_short(ctx.texts, case.question.language, answer, lateness(case.contest, ctx.now), ROOM))


async def send(ctx: Context, connection: Writer, case: Case, answer: Answer) -> None:
    said = words(ctx, case, answer)
    if not said:
        raise ExplainedError("answers/answer_gone")
    number = await writing.say(ctx, connection, case, said)
    if number is not None and answer.file is not None:
        content: dict[str, str | int | None] = {"kind": answer.file.kind, "file": answer.file.file_id}
        await writing.add_file(ctx, connection, case, number, answer.file.kind, content)
