"""Who wrote an answer, as far as the person who looks at it may know."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.forms.books import FormBook
from bot.ui.context import Context
from content.rules.forms.filled import FilledAnswer
from storage.database import Reader
from storage.packages import teams


@dataclass(frozen=True)
class AnswerWriter:
    """`name` is empty for somebody who has left, or never said how they are called."""

    mine: bool
    name: str
    at: datetime
    origin: str


async def writer_of(
    ctx: Context, connection: Reader, book: FormBook, answer: FilledAnswer | None
) -> AnswerWriter | None:
    """Nobody, where nothing was ever written."""
    if answer is None or answer.at is None or book.workbook is None:
        return None
    mine = answer.by == ctx.person.id
    name = "" if mine or answer.by is None else await teams.name_known_to(connection, ctx.person.id, answer.by)
    return AnswerWriter(mine, name, answer.at, answer.origin)
