"""For staff: people whose data is to rest, on their request or because they do harm."""

from aiogram.enums import ButtonStyle

from bot.payloads.personal.blocking import BlockCard, BlockList, SetBlocked
from bot.payloads.personal.personal import DataRules
from bot.services.personal import blocking
from bot.services.personal.blocking import RIGHTS
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import Pages, column, sure
from storage.personal import blocked

ON_A_PAGE = 10


async def block_list(ctx: Context, payload: BlockList) -> Screen:
    """Whoever is meant is typed: nobody but staff knows a person by a button."""
    return await _list(ctx, payload, unknown=False)


async def _list(ctx: Context, payload: BlockList, *, unknown: bool) -> Screen:
    ctx.require(*RIGHTS)
    async with ctx.database.reading() as connection:
        pages = Pages(await blocked.number(connection), ON_A_PAGE, payload.page)
        found = await blocked.page(connection, offset=pages.offset, limit=pages.size)
    text = ctx.text(
        "personal/blocks",
        contest=ctx.current(),
        people=found,
        total=pages.total,
        page=pages.number,
        pages=pages.count,
        unknown=unknown,
    )
    rows = column(ctx.button("block.person", BlockCard(person=each.person_id), person=each.person_id) for each in found)
    return ctx.screen(text, [*rows, pages.turns(ctx, payload)], back=DataRules(), asks=BlockList())


async def typed(ctx: Context, payload: BlockList, words: str) -> Outcome:
    ctx.require(*RIGHTS)
    person_id = await blocking.named(ctx, words)
    return await _list(ctx, payload, unknown=True) if person_id is None else Goto(BlockCard(person=person_id))


async def card(ctx: Context, payload: BlockCard) -> Screen:
    """Who it is, as far as the bot knows, and the one thing that can be done."""
    ctx.require(*RIGHTS)
    async with ctx.database.reading() as connection:
        person = await blocking.person_of(connection, payload.person)
        block = await blocked.find(connection, payload.person)
    contest = ctx.current()
    change = SetBlocked(person=person.id, blocked=block is None)
    text = ctx.text(
        "personal/block_card",
        contest=contest,
        person=person,
        language=ctx.texts.label(person.language, "language.name"),
        region=contest.regions.region(person.region_id),
        block=block,
    )
    key = "block.set" if block is None else "block.end"
    return ctx.screen(text, [[ctx.button(key, change)]], back=BlockList())


async def set_blocked(ctx: Context, payload: SetBlocked) -> Outcome:
    ctx.require(*RIGHTS)
    card = BlockCard(person=payload.person)
    if not payload.sure:
        key = "block.set_sure" if payload.blocked else "block.end_sure"
        text = ctx.text("personal/block_sure", person_id=payload.person, blocked=payload.blocked)
        return ctx.screen(text, [[sure(ctx, key, payload, style=ButtonStyle.PRIMARY)]], back=card)
    change = blocking.by_staff if payload.blocked else blocking.end_by_staff
    async with ctx.database.writing() as connection:
        await change(ctx, connection, payload.person)
    return Goto(card, ctx.label("block.is_set" if payload.blocked else "block.is_ended"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BlockList, block_list)
    activity.typed(BlockList, typed)
    activity.on(BlockCard, card)
    activity.on(SetBlocked, set_blocked)
    return activity
