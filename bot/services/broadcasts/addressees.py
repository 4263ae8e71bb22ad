"""Who gets an announcement: how many people there are now, and one portion of them after the other."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.services.broadcasts.composition import load, served, sources
from bot.ui.context import Context
from content.catalogue import Catalogue
from content.models import Language
from storage.broadcasts import audiences
from storage.broadcasts.audiences import NOBODY, Ids
from storage.broadcasts.drafts import Draft
from storage.database import Reader


async def reach(ctx: Context, announcement: Draft) -> Mapping[Language, int]:
    """How many people of each language get it now."""
    contest = ctx.contest(announcement.contest_id)
    languages = served(announcement) or list(Language)
    async with ctx.database.scanning() as connection:
        return await audiences.count(connection, audiences.whom(contest, announcement.audience, languages, ctx.now))


async def left_out(ctx: Context, announcement: Draft) -> int:
    """How many people fit, but read a language in which it says nothing."""
    contest = ctx.contest(announcement.contest_id)
    languages = set(Language) - set(served(announcement))
    async with ctx.database.scanning() as connection:
        found = await audiences.count(connection, audiences.whom(contest, announcement.audience, languages, ctx.now))
    return sum(found.values())


async def following(
    connection: Reader, catalogue: Catalogue, announcement_id: int, after: int, limit: int, now: datetime
) -> Ids:
    """The next people with a greater id than `after` who get it, in the order of their ids."""
    announcement = await load(connection, announcement_id)
    contest = catalogue.get(announcement.contest_id)
    found = audiences.whom(contest, announcement.audience, served(announcement), now) if contest else NOBODY
    return await audiences.following(connection, found, after, limit)


async def concerned(connection: Reader, announcement_id: int, corrected: Collection[Language]) -> list[Language]:
    """Languages whose people get something else once the words in some languages are other ones."""
    announcement = await load(connection, announcement_id)
    return [each for each in Language if not set(corrected).isdisjoint(sources(announcement, each))]
