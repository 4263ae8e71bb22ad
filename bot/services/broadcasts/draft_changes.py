"""Changing a draft, so that nobody changes what they have not seen; and taking a message as a part of it."""

from aiogram.types import Message

from bot.access import Right
from bot.services.audit import audit_trail
from bot.services.broadcasts.composition import load
from bot.services.message_words import words_of
from bot.ui.context import Context
from content.models import Language
from storage.broadcasts import drafts
from storage.broadcasts.drafts import Draft
from storage.database import Reader, Writer
from storage.questions.messages import Words
from storage.tables.broadcasts import BroadcastState


class StaleError(Exception):
    """Somebody changed the draft meanwhile, or it is no draft any more; nothing of the change was kept."""

    def __init__(self, announcement: Draft) -> None:
        super().__init__(announcement.id)
        self.announcement = announcement


async def draft(ctx: Context, connection: Reader, announcement_id: int, revision: int) -> Draft:
    """A draft to change, as the person has seen it. Raises ExplainedError or StaleError where it cannot be."""
    ctx.require(Right.ANNOUNCE)
    found = await load(connection, announcement_id)
    if found.state is not BroadcastState.DRAFT or found.revision != revision:
        raise StaleError(found)
    return found


async def change(ctx: Context, connection: Writer, announcement: Draft, **values: object) -> None:
    """Raises StaleError where somebody else came first. The log names who works on a draft, not each tap."""
    await _change(ctx, connection, announcement, **values)
    await audit_trail.write_once(ctx, connection, "announcement.changed", announcement=announcement.id)


async def freeze(ctx: Context, connection: Writer, announcement: Draft, state: BroadcastState) -> None:
    """From now on nothing of it changes. Raises StaleError where somebody else came first."""
    values = {"state": state, "confirmed_by": ctx.person.id, "confirmed_at": ctx.now}
    await _change(ctx, connection, announcement, **values)


async def _change(ctx: Context, connection: Writer, announcement: Draft, **values: object) -> None:
    if not await drafts.change(connection, announcement, ctx.person.id, ctx.name, **values):
        raise StaleError(await load(connection, announcement.id))


async def say(ctx: Context, connection: Writer, announcement: Draft, language: Language, words: Words) -> None:
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


def continues(announcement: Draft, language: Language, words: Words) -> bool:
    """Whether a message is one more of the album that stands there, or is there already."""
    parts = announcement.said.get(language, ())
    same = any((each.author_id, each.message_id) == (words.author_id, words.message_id) for each in parts)
    return same or any(words.album is not None and each.album == words.album for each in parts)
