"""A draft of an announcement as staff see it: one screen that says what is there, what lacks, and who gets it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.broadcasts.drafts import (
    AudienceCard,
    BroadcastButtons,
    BroadcastDraft,
    ConfirmBroadcast,
    DropBroadcast,
    PreviewBroadcast,
    SetBroadcastTime,
    SetMissingLanguage,
    WriteBroadcast,
)
from bot.payloads.broadcasts.progress import BroadcastList, BroadcastProgress
from bot.payloads.broadcasts.templates import KeepTemplate
from bot.payloads.payload import Payload
from bot.services.broadcasts import addressees, composition
from bot.services.broadcasts.composition import DraftFault
from bot.services.broadcasts.draft_changes import StaleError
from bot.ui.context import Context
from bot.ui.navigation import Goto, Outcome
from bot.ui.screens import Button, visible_units
from content.models import WRITTEN_LANGUAGES, Contest, Language
from storage.broadcasts.audiences import NO_REGION, Audience, AudiencePart
from storage.broadcasts.drafts import Draft, DraftMessage
from storage.tables.broadcasts import BroadcastState, MissingLanguage

P = TypeVar("P", bound=Payload)


@dataclass(frozen=True)
class Content:
    """What stands there for a language; `units` are those of the words that people see."""

    language: Language
    kind: str
    parts: int
    units: int


def content(language: Language, said: tuple[DraftMessage, ...]) -> Content:
    kind = "album" if len(said) > 1 else said[0].kind
    return Content(language, kind, len(said), sum(visible_units(part.text) for part in said))


def careful(act: Callable[..., Awaitable[Outcome | None]]) -> Callable[..., Awaitable[Any]]:
    """Who wants to change a draft that is another one by now sees it as it is, and who changed it."""

    @wraps(act)
    async def acted(ctx: Context, payload: Payload, *rest: Any) -> Outcome | None:
        try:
            return await act(ctx, payload, *rest)
        except StaleError as stale:
            return await show(ctx, stale.announcement, late=True)

    return acted


async def show(ctx: Context, announcement: Draft, *, late: bool = False) -> Outcome:
    """`late`: somebody wanted to change what was changed meanwhile. What is no draft any more is shown as it goes."""
    ctx.require(Right.ANNOUNCE)
    if announcement.state is not BroadcastState.DRAFT:
        return Goto(BroadcastProgress(announcement=announcement.id), ctx.label("announce.frozen"))
    contest = ctx.contest(announcement.contest_id)
    reach = await addressees.reach(ctx, announcement)
    found = composition.faults(announcement, contest, ctx.now, sum(reach.values()))
    text = ctx.text(
        "broadcasts/draft",
        announcement=announcement,
        contest=contest,
        contents=[content(language, said) for language, said in announcement.said.items()],
        conditions=conditions(ctx, contest, announcement.audience),
        reach=by_language(reach),
        total=sum(reach.values()),
        faults=[fault.value for fault in found],
        late=announcement.changed_name if late and announcement.changed_by != ctx.person.id else None,
    )
    return ctx.screen(text, _rows(ctx, announcement, found), back=BroadcastList())


def by_language(reach: Mapping[Language, int]) -> list[tuple[Language, int]]:
    return [(language, reach[language]) for language in Language if language in reach]


def _rows(ctx: Context, announcement: Draft, found: list[DraftFault]) -> list[list[Button]]:
    number, revision = announcement.id, announcement.revision
    write = [
        ctx.button(
            f"announce.write.{language.value}",
            WriteBroadcast(announcement=number, revision=revision, language=language),
        )
        for language in WRITTEN_LANGUAGES
    ]
    rows = [
        write,
        *_about_languages(ctx, announcement),
        [
            ctx.button("announce.audience", AudienceCard(announcement=number)),
            ctx.button("announce.buttons", BroadcastButtons(announcement=number), number=len(announcement.ways)),
        ],
        [ctx.button("announce.when", SetBroadcastTime(announcement=number, revision=revision))],
    ]
    if not composition.unsendable(announcement):
        rows[-1].append(ctx.button("announce.preview", PreviewBroadcast(announcement=number)))
    if not found:
        confirm = ConfirmBroadcast(announcement=number, revision=revision)
        rows.append([ctx.button("announce.confirm", confirm, style=ButtonStyle.PRIMARY)])
    rows.append([ctx.button("announce.drop", DropBroadcast(announcement=number, revision=revision))])
    if composition.keepable(announcement):
        rows[-1].insert(0, ctx.button("announce.template.keep", KeepTemplate(announcement=number)))
    return rows


def _about_languages(ctx: Context, announcement: Draft) -> list[list[Button]]:
    """What to do where a language is missing, or where both could stand in one message."""

    def choice(label: str, missing: MissingLanguage | None) -> list[Button]:
        to = SetMissingLanguage(announcement=announcement.id, revision=announcement.revision, missing=missing or "")
        return [ctx.button(f"announce.missing.{label}", to)]

    if not announcement.said:
        return []
    if announcement.missing is not None:
        return [choice("each" if len(announcement.said) == len(WRITTEN_LANGUAGES) else "again", None)]
    if len(announcement.said) == len(WRITTEN_LANGUAGES):
        return [choice("joined", MissingLanguage.BOTH)]
    (there,) = announcement.said
    return [choice(f"only_{there.value}", MissingLanguage.OTHERS), choice("both", MissingLanguage.BOTH)]


def conditions(ctx: Context, contest: Contest, audience: Audience) -> list[tuple[str, list[str]]]:
    """What the audience is limited to, in words: what it is about, and the values."""
    return [
        (ctx.label(f"announce.part.{part.value}"), [value_name(ctx, contest, part, value) for value in audience[part]])
        for part in AudiencePart
        if audience.get(part)
    ]


def value_name(ctx: Context, contest: Contest, part: AudiencePart, value: str) -> str:
    """A value of a condition in words; of what the contest has no more, its id."""
    language = ctx.person.language
    if part is AudiencePart.REGION and value != NO_REGION:
        region = contest.regions.region(value)
        return region.short[language] if region else value
    if part is AudiencePart.TOPIC:
        topic = contest.topic(value)
        return f"{topic.number}. {topic.short[language]}" if topic else value
    if part is AudiencePart.LANGUAGE:
        return ctx.texts.language_label(language, f"announce.language.{value}", Language(value))
    return ctx.label(f"announce.{part.value}.{'none' if value == NO_REGION else value}")


async def to_see(ctx: Context, announcement_id: int) -> Draft:
    """A draft to look at, whoever changed it; raises StaleError for what is none any more."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, announcement_id)
    if found.state is not BroadcastState.DRAFT:
        raise StaleError(found)
    return found


def back_to(announcement_id: int) -> BroadcastDraft:
    return BroadcastDraft(announcement=announcement_id)
