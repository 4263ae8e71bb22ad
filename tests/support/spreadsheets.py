"""What a file for a spreadsheet says, before anybody writes it."""

from collections.abc import AsyncIterable

from bot.services.spreadsheet import Heading, Row, Rows, Sheet


async def sheets(parts: AsyncIterable[Rows]) -> dict[str, tuple[Sheet, list[Row]]]:
    """The sheets by their titles, each with its rows; words that stand out as plain words."""
    found: dict[str, tuple[Sheet, list[Row]]] = {}
    async for rows in parts:
        for each in rows:
            if isinstance(each, Sheet):
                found[each.title] = each, []
            else:
                plain = [value.words if isinstance(value, Heading) else value for value in each]
                found[next(reversed(found))][1].append(plain)
    return found
