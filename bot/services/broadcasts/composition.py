"""What an announcement says, as people of each language get it, and what stands against sending it."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.payloads.broadcasts.progress import OpenBroadcastButton
from bot.services.broadcasts.button_targets import leads
from bot.ui.context import ExplainedError
from bot.ui.screens import Button, Copy, Edit, Medium, MediumAlbum, Screen, visible_units
from content.models import WRITTEN_LANGUAGES, Contest, Language
from storage.broadcasts import drafts
from storage.broadcasts.arrivals import Arrived
from storage.broadcasts.drafts import Draft, DraftMessage, Goal
from storage.database import Reader
from storage.tables.broadcasts import MissingLanguage

TEXT_UNITS, CAPTION_UNITS = 4096, 1024
"""UTF-16 units that Telegram takes: of a text (sendMessage), of a caption (copyMessage)."""
BETWEEN = "\n\n"
"""Stands between two languages in one message."""
WITHOUT_CAPTION = ("text", "video_note")
MOST_BUTTONS = 4


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


async def load(connection: Reader, announcement_id: int) -> Draft:
    """Raises ExplainedError where there is none."""
    found = await drafts.find(connection, announcement_id)
    if found is None:
        raise ExplainedError("broadcasts/draft_gone")
    return found


def sources(announcement: Draft, language: Language) -> tuple[Language, ...]:
    """Whose words people of a language get: their own, or all there are; none where it goes to the others alone."""
    if announcement.missing is MissingLanguage.BOTH:
        return tuple(announcement.said)
    return (language.written,) if language.written in announcement.said else ()


def served(announcement: Draft) -> list[Language]:
    """Languages whose people get something."""
    return [language for language in Language if sources(announcement, language)]


def versions(announcement: Draft) -> list[Language]:
    """Languages in which it goes out; people of a further one get it in one of these."""
    return [language for language in served(announcement) if language in WRITTEN_LANGUAGES]


def compose(announcement: Draft, language: Language) -> Screen | Copy | Medium | MediumAlbum | None:
    """The message as people of a language get it; None where they get none, or it cannot be put into one message.

    Files go by Telegram's id of them and captions as they were written, whatever becomes of the message in the chat of
    its author afterwards. Where no id was kept, the message itself is copied.
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
    caption = None if parts[0].kind in WITHOUT_CAPTION else words
    if frozen(parts):
        kept = [Medium(part.kind, part.file_id or "", caption=part.text or None) for part in parts]
        return MediumAlbum(tuple(kept)) if len(kept) > 1 else replace(kept[0], rows=rows, caption=caption)
    ids = tuple(part.message_id for part in parts)
    if len(parts) > 1:
        return Copy(parts[0].author_id, ids)
    return Copy(parts[0].author_id, ids, rows, caption)


def frozen(parts: tuple[DraftMessage, ...]) -> bool:
    """Whether it arrives as it is now, even where its author deletes or changes it in the chat."""
    return all(part.kind == "text" or part.file_id for part in parts)


def _button(announcement: Draft, number: int, language: Language) -> Button:
    way = announcement.ways[number - 1]
    if way.goal is Goal.LINK:
        return Button(way.labels[language.written], url=way.target)
    return Button(way.labels[language.written], OpenBroadcastButton(announcement=announcement.id, button=number))


def keepable(announcement: Draft) -> bool:
    """Whether its words can be kept as a template: there are some, and they need no message of somebody's chat."""
    return bool(announcement.said) and all(frozen(parts) for parts in announcement.said.values())


def worded(parts: tuple[DraftMessage, ...]) -> int:
    """The place of the message whose words count: of an album, the first that has any."""
    return next((number for number, part in enumerate(parts) if part.text), 0)


def reworded(announcement: Draft, language: Language, text: str) -> Draft:
    """The same with other words in a language."""
    parts = announcement.said[language]
    changed = tuple(replace(part, text=text) if number == worded(parts) else part for number, part in enumerate(parts))
    return replace(announcement, said={**announcement.said, language: changed})


def faults(announcement: Draft, contest: Contest, now: datetime, reached: int) -> list[DraftFault]:
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


def unsendable(announcement: Draft) -> list[DraftFault]:
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


def _units(said: list[tuple[DraftMessage, ...]]) -> int:
    return visible_units(BETWEEN.join(parts[0].text for parts in said if parts[0].text))


def fits(changed: Draft, language: Language) -> bool:
    """Whether Telegram takes it in every language in which it stands."""
    if len(changed.said[language]) > 1:
        return visible_units(changed.said[language][worded(changed.said[language])].text) <= CAPTION_UNITS
    for each in served(changed):
        match compose(changed, each):
            case Screen(text) if visible_units(text) > TEXT_UNITS:
                return False
            case Copy(caption=str(caption)) | Medium(caption=str(caption)) if visible_units(caption) > CAPTION_UNITS:
                return False
    return True


def edited(announcement: Draft, arrived: Arrived) -> Edit | None:
    """What arrived, with the words of now; None where that cannot be put into the same messages."""
    match compose(announcement, arrived.language):
        case Screen(text, rows):
            return Edit(arrived.message_ids[0], text, rows)
        case Copy(message_ids=(_,), rows=rows, caption=str(caption)) | Medium(rows=rows, caption=str(caption)):
            return Edit(arrived.message_ids[0], caption, rows, caption=True)
        case Copy(message_ids=several) | MediumAlbum(media=several) if len(several) == len(arrived.message_ids):
            parts = announcement.said[arrived.language.written]
            return Edit(arrived.message_ids[worded(parts)], parts[worded(parts)].text, caption=True)
    return None
