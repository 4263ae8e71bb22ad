"""Announcements: the list of them, and writing one: what it says in each language."""

from contextlib import suppress

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.access import Right
from bot.payloads.broadcasts.drafts import (
    BroadcastDraft,
    ClearBroadcast,
    DropBroadcast,
    NewBroadcast,
    SetMissingLanguage,
    WriteBroadcast,
)
from bot.payloads.broadcasts.progress import BroadcastList, BroadcastProgress
from bot.payloads.broadcasts.templates import BroadcastTemplates
from bot.payloads.staff.members import StaffMenu
from bot.services.audit import audit_trail
from bot.services.broadcasts import composition, draft_changes
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, sure
from content.ellipsis import cut
from content.texts.plain_words import plain
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.broadcasts import drafts, templates
from storage.broadcasts.drafts import Draft, Line
from storage.database import Writer
from storage.entry import people
from storage.tables.broadcasts import BroadcastState, MissingLanguage

ON_A_PAGE = 8
TITLE_CHARACTERS = 24


async def announcement_list(ctx: Context, payload: BroadcastList) -> Screen:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        pages = Pages(await drafts.total(connection), ON_A_PAGE, payload.page)
        lines = await drafts.listed(connection, pages.offset, pages.size)
        kept = await templates.total(connection)
    new_one = [ctx.button("announce.new", NewBroadcast(), style=ButtonStyle.PRIMARY)]
    if kept:
        new_one.append(ctx.button("announce.template.list", BroadcastTemplates(), number=kept))
    rows = [new_one, *column(_item(ctx, line) for line in lines), pages.turns(ctx, payload)]
    states = [state.value for state in BroadcastState if any(line.state is state for line in lines)]
    signs = [ctx.label(f"announce.item.{state}", title=ctx.label(f"announce.state.{state}")) for state in states]
    text = ctx.text("broadcasts/list", total=pages.total, page=pages.number, pages=pages.count, signs=signs)
    return ctx.screen(text, rows, back=StaffMenu())


def _item(ctx: Context, line: Line) -> Button:
    words = line.words.get(ctx.person.language) or next(iter(line.words.values()), "")
    title = cut(" ".join(plain(words).split()) or f"№{line.id}", TITLE_CHARACTERS)
    card = BroadcastDraft if line.state is BroadcastState.DRAFT else BroadcastProgress
    return ctx.button(f"announce.item.{line.state.value}", card(announcement=line.id), title=title)


async def new(ctx: Context, _: NewBroadcast) -> Goto:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.writing() as connection:
        number = await drafts.begin(connection, ctx.current().id, ctx.person.id, ctx.now)
    return Goto(BroadcastDraft(announcement=number))


async def draft(ctx: Context, payload: BroadcastDraft) -> Outcome:
    return await draft_screen.show(ctx, await draft_screen.to_see(ctx, payload.announcement))


async def drop(ctx: Context, payload: DropBroadcast) -> Outcome:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        if payload.sure:
            await drafts.drop(connection, found)
            await audit_trail.write(ctx, connection, "announcement.dropped", announcement=found.id)
    if payload.sure:
        return Goto(BroadcastList(), ctx.label("announce.dropped"))
    text = ctx.text("broadcasts/drop", announcement=found)
    return ctx.screen(text, [[sure(ctx, "announce.drop_sure", payload)]], back=draft_screen.back_to(found.id))


# --- what it says


async def write(ctx: Context, payload: WriteBroadcast, fault: str | None = None) -> Screen:
    """Asks for the message; `fault` says why what came was not taken."""
    async with ctx.database.reading() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    said = found.said.get(payload.language)
    text = ctx.text(
        "broadcasts/write",
        language=payload.language.value,
        content=draft_screen.content(payload.language, said) if said else None,
        fault=fault,
    )
    clear = ClearBroadcast(announcement=found.id, revision=found.revision, language=payload.language)
    rows = [[ctx.button("announce.clear", clear)]] if said else []
    return ctx.screen(text, rows, back=draft_screen.back_to(found.id), asks=payload)


async def written(ctx: Context, payload: WriteBroadcast, message: Message) -> Outcome | None:
    """Takes any message in place of the one before; those of an album come one by one, and are answered once."""
    words = draft_changes.fitting(message)
    if isinstance(words, str):
        return await write(ctx, payload, words)
    async with ctx.database.writing() as connection:
        ctx.require(Right.ANNOUNCE)
        found = await composition.load(connection, payload.announcement)
        more = found.state is BroadcastState.DRAFT and draft_changes.continues(found, payload.language, words)
        if more:
            await drafts.say(connection, found.id, payload.language, words)
        else:
            found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
            await draft_changes.say(ctx, connection, found, payload.language, words)
    if words.album is None:
        return Goto(BroadcastDraft(announcement=found.id))
    # the next message of the album answers the question of the draft as it is by now
    return None if more else await write(ctx, payload.model_copy(update={"revision": found.revision + 1}))


async def edited(message: Message, ctx: Context) -> None:
    """The author edited a message that a draft consists of; what was confirmed stays as it was."""
    if message.media_group_id:
        async with ctx.database.writing() as connection:
            await drafts.keep_words(connection, ctx.person.id, message.message_id, ctx.now)
    async with ctx.database.reading() as reader:
        numbers = await drafts.drafts_saying(reader, ctx.person.id, message.message_id)
    words = draft_changes.fitting(message)
    if not numbers or isinstance(words, str) or not ctx.may(Right.ANNOUNCE):
        raise SkipHandler
    async with ctx.database.writing() as connection:
        for number in numbers:
            found = await composition.load(connection, number)
            await draft_changes.change(ctx, connection, found)
            await drafts.reword(connection, number, words)
            await _ask_on(ctx, connection, found)


async def _ask_on(ctx: Context, connection: Writer, before: Draft) -> None:
    """Who is just asked for another message of the same draft has not missed anything: the answer still counts."""
    with suppress(ValueError):
        asked = WriteBroadcast.unpack(ctx.person.asked or "")
        if (asked.announcement, asked.revision) == (before.id, before.revision):
            again = asked.model_copy(update={"revision": before.revision + 1})
            await people.set_asked(connection, ctx.person.id, again.pack())


async def clear(ctx: Context, payload: ClearBroadcast) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        if payload.language in found.said:
            await draft_changes.change(ctx, connection, found, missing=None)
            await drafts.unsay(connection, found.id, payload.language)
    return Goto(BroadcastDraft(announcement=payload.announcement))


async def set_missing(ctx: Context, payload: SetMissingLanguage) -> Goto:
    missing = MissingLanguage(payload.missing) if payload.missing else None
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        if found.missing is not missing:
            await draft_changes.change(ctx, connection, found, missing=missing)
    return Goto(BroadcastDraft(announcement=payload.announcement))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BroadcastList, announcement_list)
    activity.on(NewBroadcast, new)
    activity.on(BroadcastDraft, careful(draft))
    activity.on(DropBroadcast, careful(drop))
    activity.on(WriteBroadcast, careful(write))
    activity.sent(WriteBroadcast, careful(written))
    activity.edited_message(edited)
    activity.on(ClearBroadcast, careful(clear))
    activity.on(SetMissingLanguage, careful(set_missing))
    return activity
