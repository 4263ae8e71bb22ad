"""Sending a ready-made answer: the same way as one that was just written."""

import re
from html import escape

from bot.services.questions import cases
from bot.services.questions.cases import Case
from bot.ui.context import Context, ExplainedError
from content.models import WRITTEN_LANGUAGES, Language
from storage.consultants import canned_answers
from storage.consultants.canned_answers import CannedAnswer
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import messages
from storage.questions.messages import QuestionMessage, Words
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage

VARIABLES = ("deadline", "topic")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
"""How one stands in the words of an answer: {{deadline}}."""
NUMBERS = 2**32
"""From here on, negative, go the numbers of what is said by a button: no message of a chat has them, nor does what was
typed before a question (handlers/questions/ask.py)."""


def words_for(answer: CannedAnswer, language: Language) -> tuple[Language, str] | None:
    """The answer in the language of whoever asks, else in the other one; None where it has no words yet."""
    for each in sorted(WRITTEN_LANGUAGES, key=lambda written: written is not language.written):
        text = answer[each]
        if text:
            return each, text
    return None


def unknown(text: str) -> list[str]:
    """What stands in a text as a variable and is none."""
    return [name for name in VARIABLE.findall(text) if name not in VARIABLES]


def filled(ctx: Context, case: Case, language: Language, text: str) -> str:
    """The words with the deadline of the contest and the topic of the question in their places."""
    topic = case.contest.topic(case.question.context.get("topic", ""))
    said = {
        "deadline": ctx.texts.render(language, "consultants/canned_deadline", contest=case.contest),
        "topic": escape(topic.short[language] if topic else ctx.texts.label(language, "ready.some_topic"), quote=False),
    }
    return VARIABLE.sub(lambda found: said.get(found[1], found[0]), text)


async def send(ctx: Context, connection: Writer, case: Case, answer: CannedAnswer) -> None:
    """Answers a question; a second tap finds it answered so and does nothing.

    Raises ExplainedError where there is nothing to send, or the question was closed too long ago.
    """
    found = words_for(answer, case.question.language)
    if found is None:
        raise ExplainedError("consultants/canned_empty")
    number = await say(ctx, connection, case, filled(ctx, case, *found))
    if number is not None and answer.file is not None:
        file = answer.file
        content = {"chat": file.chat_id, "message": file.message_id, "kind": file.kind, "file": file.file_id}
        await add_file(ctx, connection, case, number, file.kind or "document", content)


async def say(ctx: Context, connection: Writer, case: Case, text: str) -> int | None:
    """Answers with words that nobody typed; tells their number, or nothing where they were just said."""
    if _just_said(await messages.everything_said(connection, case.question.id), ctx.person.id, text):
        return None
    number = -(NUMBERS + 2 * await canned_answers.last_said(connection, case.question.id))
    await cases.answer(ctx, connection, case, Words(ctx.person.id, number, None, "text", text), anyway=True)
    return number


def _just_said(said: list[QuestionMessage], person_id: int, text: str) -> bool:
    """Whether the latest words are these very ones of this person, said by a button."""
    words = [each for each in said if each.kind == "text" or each.message_id > 0][-1:]
    return any(each.author_id == person_id and each.message_id <= -NUMBERS and each.text == text for each in words)


async def add_file(
    ctx: Context, connection: Writer, case: Case, number: int, kind: str, content: dict[str, str | int | None]
) -> None:
    """After the words of this number; it is no message that could be copied."""
    said = Words(ctx.person.id, number - 1, None, kind, "")
    await messages.say(connection, case.question.id, MessageSide.ANSWER, said, MessageStage.SENT, ctx.now)
    await outbox.queue(
        connection,
        key=f"{OutboxKind.CANNED_FILE}:{case.question.id}:{-number}",
        kind=OutboxKind.CANNED_FILE,
        person_id=case.question.person_id,
        contest_id=case.contest.id,
        content={"question": case.question.id, "by": ctx.person.id, **content},
        priority=Priority.ANSWER,
        now=ctx.now,
    )
    ctx.wake()
