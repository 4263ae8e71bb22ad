"""Words of broadcasts that staff keep: keeping them, the list, and a draft begun with them."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.broadcasts.drafts import BroadcastDraft
from bot.payloads.broadcasts.progress import BroadcastList
from bot.payloads.broadcasts.templates import (
    BeginFromTemplate,
    BroadcastTemplateCard,
    BroadcastTemplates,
    DropTemplate,
    KeepTemplate,
)
from bot.services.audit import audit_trail
from bot.services.broadcasts import composition
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, sure
from content.ellipsis import cut
from content.texts.plain_words import plain
from handlers.broadcasts import draft_screen
from storage.broadcasts import templates
from storage.broadcasts.drafts import DraftMessage
from storage.broadcasts.templates import Template
from storage.database import Reader

ON_A_PAGE = 8
TITLE_CHARACTERS = 26
WORDS_SHOWN = 500
"""Characters of each language on the card."""


async def keep(ctx: Context, payload: KeepTemplate) -> Goto:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.writing() as connection:
        found = await composition.load(connection, payload.announcement)
        if not composition.keepable(found):
            raise ExplainedError("broadcasts/template_impossible")
        new = await templates.keep(connection, found, ctx.person.id, ctx.now)
        if new:
            await audit_trail.write(ctx, connection, "announcement.template_kept", announcement=found.id)
    return Goto(BroadcastTemplates(), ctx.label("announce.template.kept" if new else "announce.template.known"))


async def template_list(ctx: Context, payload: BroadcastTemplates) -> Screen:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        pages = Pages(await templates.total(connection), ON_A_PAGE, payload.page)
        found = await templates.listed(connection, pages.offset, pages.size)
    rows = [*column(_item(ctx, each) for each in found), pages.turns(ctx, payload)]
    text = ctx.text("broadcasts/templates", total=pages.total, page=pages.number, pages=pages.count)
    return ctx.screen(text, rows, back=BroadcastList())


def _item(ctx: Context, template: Template) -> Button:
    said = template.said.get(ctx.person.language.written) or next(iter(template.said.values()))
    title = cut(_words(said) or f"№{template.id}", TITLE_CHARACTERS)
    return Button(title, BroadcastTemplateCard(template=template.id))


def _words(said: tuple[DraftMessage, ...]) -> str:
    return " ".join(plain(said[composition.worded(said)].text).split())


async def _load(connection: Reader, template_id: int) -> Template:
    found = await templates.find(connection, template_id)
    if found is None:
        raise ExplainedError("broadcasts/template_gone")
    return found


async def card(ctx: Context, payload: BroadcastTemplateCard) -> Screen:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await _load(connection, payload.template)
    contents = [
        (draft_screen.content(language, said), cut(_words(said), WORDS_SHOWN)) for language, said in found.said.items()
    ]
    begin = BeginFromTemplate(template=found.id)
    rows = [
        [ctx.button("announce.template.begin", begin, style=ButtonStyle.PRIMARY)],
        [ctx.button("announce.template.drop", DropTemplate(template=found.id))],
    ]
    return ctx.screen(ctx.text("broadcasts/template", contents=contents), rows, back=BroadcastTemplates())


async def begin(ctx: Context, payload: BeginFromTemplate) -> Goto:
    """A second tap finds the draft of the first, as long as nothing was changed in it."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.writing() as connection:
        found = await _load(connection, payload.template)
        number = await templates.begin(connection, found, ctx.current().id, ctx.person.id, ctx.now)
    return Goto(BroadcastDraft(announcement=number))


async def drop(ctx: Context, payload: DropTemplate) -> Outcome:
    ctx.require(Right.ANNOUNCE)
    if not payload.sure:
        back = BroadcastTemplateCard(template=payload.template)
        return ctx.screen(
            ctx.text("broadcasts/template_drop"), [[sure(ctx, "announce.template.drop_sure", payload)]], back=back
        )
    async with ctx.database.writing() as connection:
        if await templates.drop(connection, payload.template):
            await audit_trail.write(ctx, connection, "announcement.template_dropped")
    return Goto(BroadcastTemplates(), ctx.label("announce.template.dropped"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(KeepTemplate, keep)
    activity.on(BroadcastTemplates, template_list)
    activity.on(BroadcastTemplateCard, card)
    activity.on(BeginFromTemplate, begin)
    activity.on(DropTemplate, drop)
    return activity
