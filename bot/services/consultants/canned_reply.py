"""Sending a ready-made answer: the same way as one that was just written."""

import re
from html import escape

from bot.services.questions import writing
from bot.services.questions.cases import Case
from bot.ui.context import Context, ExplainedError
from content.models import WRITTEN_LANGUAGES, Language
from storage.consultants.canned_answers import CannedAnswer
from storage.database import Writer

VARIABLES = ("deadline", "topic")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
"""How one stands in the words of an answer: {{deadline}}."""


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
    number = await writing.say(ctx, connection, case, filled(ctx, case, *found))
    if number is not None and answer.file is not None:
        file = answer.file
        content = {"chat": file.chat_id, "message": file.message_id, "kind": file.kind, "file": file.file_id}
        await writing.add_file(ctx, connection, case, number, file.kind or "document", content)
