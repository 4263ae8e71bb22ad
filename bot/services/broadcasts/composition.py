"""What an announcement says and to whom: written, seen as it will arrive, and confirmed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from aiogram.types import Message
from sqlalchemy import CursorResult, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.access import Right
from bot.payloads.broadcasts.progress import OpenBroadcastButton
from bot.services.audit import audit_trail
from bot.services.questions.asker import words_of
from bot.ui.context import Context, ExplainedError
from bot.ui.screens import Button, Copy, Screen, visible_units
from content.catalogue import Catalogue
from content.models import WRITTEN_LANGUAGES, Contest, Language
from storage.broadcasts import audiences, drafts
from storage.broadcasts.drafts import Announcement, Goal, Said, Way
from storage.database import Reader, Writer
from storage.questions.questions import Words
from storage.tables import people
from storage.tables.broadcasts import BroadcastState, MissingLanguage

TEXT_UNITS, CAPTION_UNITS = 4096, 1024
"""UTF-16 units that Telegram takes: of a text (sendMessage), of a caption (copyMessage)."""
BETWEEN = "\n\n"
"""Stands between two languages in one message."""
WITHOUT_CAPTION = ("text", "video_note")
MOST_BUTTONS = 4


class StaleError(Exception):
    """Somebody changed the draft meanwhile, or it is no draft any more; nothing of the change was kept."""

    def __init__(self, announcement: Announcement) -> None:
        super().__init__(announcement.id)
        self.announcement = announcement


class DraftFault(StrEnum):
    """Why it cannot go out as it is."""

    NOTHING = "nothing"
    MISSING = "missing"
    BOTH_MEDIA = "both_media"
    BOTH_ALBUM = "both_album"
    BOTH_LONG = "both_long"
    CAPTION_LONG = "caption_long"
    ALBUM_BUTTONS = "album_buttons"
    BUTTON_GONE = "button_gone"
    PAST = "past"
    NOBODY = "nobody"


# --- what it says


async def load(connection: Reader, announcement_id: int) -> Announcement:
    """Raises ExplainedError where there is none."""
    found = await drafts.find(connection, announcement_id)
    if found is None:
        raise ExplainedError("broadcasts/draft_gone")
    return found


def sources(announcement: Announcement, language: Language) -> tuple[Language, ...]:
    """Whose words people of a language get: their own, or all there are; none where it goes to the others alone."""
    if announcement.missing is MissingLanguage.BOTH:
        return tuple(announcement.said)
    return (language.written,) if language.written in announcement.said else ()


def served(announcement: Announcement) -> list[Language]:
    """Languages whose people get something."""
    return [language for language in Language if sources(announcement, language)]


def versions(announcement: Announcement) -> list[Language]:
    """Languages in which it goes out; people of a further one get it in one of these."""
    return [language for language in served(announcement) if language in WRITTEN_LANGUAGES]


def compose(announcement: Announcement, language: Language) -> Screen | Copy | None:
    """The message as people of a language get it; None where they get none, or it cannot be put into one message.

    Words of a single medium go as its caption as it was written, whatever its author changes in the chat afterwards.
    """
    said = [announcement.said[source] for source in sources(announcement, language)]
    rows = [[_button(announcement, number, language)] for number in range(1, len(announcement.ways) + 1)]
    media = [parts for parts in said if parts[0].kind != "text"]
    if not said or len(media) > 1 or (len(said) > 1 and any(len(parts) > 1 for parts in media)):
        return None
    words = BETWEEN.join(parts[0].text for parts in said if parts[0].text)
    if not media:
        return Screen(words, rows, notice=True)
    (parts,) = media
    ids = tuple(part.message_id for part in parts)
    if len(parts) > 1:
        return Copy(parts[0].author_id, ids)
    return Copy(parts[0].author_id, ids, rows, None if parts[0].kind in WITHOUT_CAPTION else words)


def _button(announcement: Announcement, number: int, language: Language) -> Button:
    way = announcement.ways[number - 1]
    if way.goal is Goal.LINK:
        return Button(way.labels[language.written], url=way.target)
    return Button(way.labels[language.written], OpenBroadcastButton(announcement=announcement.id, button=number))


def reworded(announcement: Announcement, language: Language, text: str) -> Announcement:
    """The same with other words in a language; of an album, those of the first medium that has any."""
    parts = announcement.said[language]
    place = next((number for number, part in enumerate(parts) if part.text), 0)
    changed = tuple(replace(part, text=text) if number == place else part for number, part in enumerate(parts))
    return replace(announcement, said={**announcement.said, language: changed})


def faults(announcement: Announcement, contest: Contest, now: datetime, reached: int) -> list[DraftFault]:
    """All that stands against confirming it."""
    found = unsendable(announcement)
    if len(announcement.said) == 1 and announcement.missing is None:
        found.append(DraftFault.MISSING)
    if any(leads(contest, way) is None for way in announcement.ways):
        found.append(DraftFault.BUTTON_GONE)
    if announcement.at is not None and announcement.at <= now:
        found.append(DraftFault.PAST)
    if announcement.said and not reached:
        found.append(DraftFault.NOBODY)
    return found


def unsendable(announcement: Announcement) -> list[DraftFault]:
    """Why the message itself cannot be put together."""
    said = list(announcement.said.values())
    if not said:
        return [DraftFault.NOTHING]
    media = [parts for parts in said if parts[0].kind != "text"]
    albums = [parts for parts in said if len(parts) > 1]
    found: list[DraftFault] = []
    if any(part.kind != "text" and visible_units(part.text) > CAPTION_UNITS for parts in said for part in parts):
        found.append(DraftFault.CAPTION_LONG)
    if announcement.missing is MissingLanguage.BOTH and len(said) > 1:
        if albums:
            found.append(DraftFault.BOTH_ALBUM)
        elif len(media) > 1 or any(parts[0].kind == "video_note" for parts in media):
            found.append(DraftFault.BOTH_MEDIA)
        elif _units(said) > (CAPTION_UNITS if media else TEXT_UNITS):
            found.append(DraftFault.BOTH_LONG)
    if albums and announcement.ways:
        found.append(DraftFault.ALBUM_BUTTONS)
    return found


def _units(said: list[tuple[Said, ...]]) -> int:
    return visible_units(BETWEEN.join(parts[0].text for parts in said if parts[0].text))


def targets(contest: Contest, goal: Goal) -> list[str]:
    """The topics or documents to which a button can lead."""
    match goal:
        case Goal.TOPIC:
            return [topic.id for topic in contest.topics.topics]
        case Goal.DOCUMENT:
            return [document.id for document in contest.documents.documents]
    return []


def target_name(contest: Contest, way: Way, language: Language) -> str:
    """What a button leads to; of what the contest has no more, its id. Nothing for a question to the consultant."""
    if way.goal is Goal.TOPIC and (topic := contest.topic(way.target)):
        return f"{topic.number}. {topic.short[language]}"
    if way.goal is Goal.DOCUMENT and (document := contest.document(way.target)):
        return f"{document.number}. {document.short[language]}"
    return way.target


def leads(contest: Contest, way: Way) -> Goal | None:
    """Where a button leads; None where the contest has that no more."""
    gone = (way.goal is Goal.TOPIC and contest.topic(way.target) is None) or (
        way.goal is Goal.DOCUMENT and contest.document(way.target) is None
    )
    return None if gone else way.goal


# --- who gets it


async def reach(ctx: Context, announcement: Announcement) -> Mapping[Language, int]:
    """How many people of each language get it now."""
    contest = ctx.contest(announcement.contest_id)
    languages = served(announcement) or list(Language)
    async with ctx.database.scanning() as connection:
        return await audiences.count(connection, audiences.whom(contest, announcement.audience, languages, ctx.now))


async def recipients(
    connection: AsyncConnection, catalogue: Catalogue, announcement_id: int, after: int, limit: int, now: datetime
) -> CursorResult[Any]:
    """The next people with a greater id than `after` who get it, by their ids; `id` and `language` of each."""
    announcement = await load(connection, announcement_id)
    contest = catalogue.get(announcement.contest_id)
    found = select(people.c.id, people.c.language).where(false())
    if contest is not None:
        found = audiences.whom(contest, announcement.audience, served(announcement), now)
    these = found.where(people.c.id > after).order_by(people.c.id).limit(limit)
    result: CursorResult[Any] = await connection.execute(these)
    return result


async def concerned(connection: Reader, announcement_id: int, corrected: Collection[Language]) -> list[Language]:
    """Languages whose people get something else once the words in some languages are other ones."""
    announcement = await load(connection, announcement_id)
    return [each for each in Language if not set(corrected).isdisjoint(sources(announcement, each))]


# --- writing it


async def draft(ctx: Context, connection: Reader, announcement_id: int, revision: int) -> Announcement:
    """A draft to change, as the person has seen it. Raises ExplainedError or StaleError where it cannot be."""
    ctx.require(Right.ANNOUNCE)
    found = await load(connection, announcement_id)
    if found.state is not BroadcastState.DRAFT or found.revision != revision:
        raise StaleError(found)
    return found


async def change(ctx: Context, connection: Writer, announcement: Announcement, **values: object) -> None:
    """Raises StaleError where somebody else came first. The log names who works on a draft, not each tap."""
    await _change(ctx, connection, announcement, **values)
    await audit_trail.write_once(ctx, connection, "announcement.changed", announcement=announcement.id)


async def freeze(ctx: Context, connection: Writer, announcement: Announcement, state: BroadcastState) -> None:
    """From now on nothing of it changes. Raises StaleError where somebody else came first."""
    values = {"state": state, "confirmed_by": ctx.person.id, "confirmed_at": ctx.now}
    await _change(ctx, connection, announcement, **values)


async def _change(ctx: Context, connection: Writer, announcement: Announcement, **values: object) -> None:
    if not await drafts.change(connection, announcement, ctx.person.id, ctx.name, **values):
        raise StaleError(await load(connection, announcement.id))


async def say(ctx: Context, connection: Writer, announcement: Announcement, language: Language, words: Words) -> None:
    """Takes a message for a language in place of what was there.

    Once other languages have words than before, what to do about a missing one is asked again.
    """
    missing = announcement.missing if language in announcement.said else None
    await change(ctx, connection, announcement, missing=missing)
    await drafts.unsay(connection, announcement.id, language)
    await drafts.say(connection, announcement.id, language, words)


def fitting(message: Message) -> Words | str:
    """A message as a part of an announcement; or why it cannot be: its kind, or that it may not be copied.

    Whether it is too long the draft says: the others of an album must not arrive without the one that is.
    """
    words = words_of(message)
    if words is None:
        return "kind"
    if words.kind != "text" and message.has_protected_content:
        return "protected"
    return words


def continues(announcement: Announcement, language: Language, words: Words) -> bool:
    """Whether a message is one more of the album that stands there, or is there already."""
    parts = announcement.said.get(language, ())
    same = any((each.author_id, each.message_id) == (words.author_id, words.message_id) for each in parts)
    return same or any(words.album is not None and each.album == words.album for each in parts)
