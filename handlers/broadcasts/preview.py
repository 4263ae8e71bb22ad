"""An announcement as it will arrive: sent to whoever writes it, by the same way by which it goes to everybody."""

from collections.abc import Mapping
from datetime import datetime

from bot.access import Right
from bot.payloads.broadcasts.drafts import BroadcastDraft, BroadcastTest, PreviewBroadcast, SendBroadcastTest
from bot.services.broadcasts import addressees, composition
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button
from bot.ui.widgets import column
from content.ellipsis import cut
from content.models import Language
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.audit import audit
from storage.broadcasts.drafts import Draft
from storage.consultants import consultants
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.staff import staff
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind

NAME_CHARACTERS = 30


async def preview(ctx: Context, payload: PreviewBroadcast) -> Outcome:
    """Sends it to whoever writes it, by the same way by which it goes to everybody, once a language."""
    found = await draft_screen.to_see(ctx, payload.announcement)
    if composition.unsendable(found):
        return Goto(BroadcastDraft(announcement=found.id))
    async with ctx.database.writing() as connection:
        await _show(ctx, connection, found, ctx.person.id)
    ctx.wake()
    text = ctx.text("broadcasts/preview", languages=composition.versions(found))
    to_colleague = ctx.button("announce.test", BroadcastTest(announcement=found.id))
    return ctx.screen(text, [[to_colleague]], back=draft_screen.back_to(found.id))


async def _show(ctx: Context, connection: Writer, found: Draft, person: int, by: str | None = None) -> None:
    """Once a language, and what stands below; `by` names whoever shows it to somebody else."""
    stamp = f"annview:{found.id}:{found.revision}:{person}:{int(ctx.now.timestamp())}"
    for language in composition.versions(found):
        content = {"announcement": found.id, "language": language.value}
        await _queue(ctx, connection, f"{stamp}:{language.value}", OutboxKind.BROADCAST_PREVIEW, person, content)
    below = {"announcement": found.id, "by": by}
    await _queue(ctx, connection, f"{stamp}:end", OutboxKind.BROADCAST_PREVIEWED, person, below)


async def test(ctx: Context, payload: BroadcastTest) -> Outcome:
    """Whoever else may announce."""
    found = await draft_screen.to_see(ctx, payload.announcement)
    async with ctx.database.reading() as connection:
        colleagues = await _colleagues(ctx, connection)
    rows = column(
        Button(cut(name, NAME_CHARACTERS), SendBroadcastTest(announcement=found.id, person=person))
        for person, name in colleagues.items()
    )
    return ctx.screen(
        ctx.text("broadcasts/test", announcement=found, nobody=not rows), rows, back=draft_screen.back_to(found.id)
    )


async def _colleagues(ctx: Context, connection: Reader) -> Mapping[int, str]:
    """Those who may announce and can be reached, with their names."""
    others = ctx.access.who_may(Right.ANNOUNCE) - {ctx.person.id}
    names = {
        **await audit.names(connection, others),
        **{each.person_id: each.name for each in await staff.members(connection)},
    }
    return {person: names.get(person, str(person)) for person in await consultants.known(connection, others)}


async def send_test(ctx: Context, payload: SendBroadcastTest) -> Outcome:
    """Taps within a second are one."""
    found = await draft_screen.to_see(ctx, payload.announcement)
    if composition.unsendable(found):
        return Goto(BroadcastDraft(announcement=found.id))
    async with ctx.database.writing() as connection:
        colleagues = await _colleagues(ctx, connection)
        if payload.person not in colleagues:
            return Goto(BroadcastTest(announcement=found.id))
        await _show(ctx, connection, found, payload.person, ctx.name)
    ctx.wake()
    return Goto(BroadcastDraft(announcement=found.id), ctx.label("announce.tested", name=colleagues[payload.person]))


async def _queue(
    ctx: Context, connection: Writer, key: str, kind: OutboxKind, person: int, content: Mapping[str, object]
) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=kind,
        person_id=person,
        content=content,
        priority=Priority.ANSWER,
        now=ctx.now,
    )


async def preview_row(ctx: Context, letter: OutboxRow) -> Composed:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, letter.content["announcement"])
    composed = composition.compose(found, Language(letter.content["language"]))
    return composed or Nothing("changed meanwhile")


async def previewed_row(ctx: Context, letter: OutboxRow) -> Composed:
    """What stands below the previews: who gets them, and the way on; or that Telegram did not take one."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, letter.content["announcement"])
    reach = draft_screen.by_language(await addressees.reach(ctx, found))
    failed = letter.content.get("failed", False)
    by = letter.content.get("by")
    text = ctx.text("broadcasts/previewed", announcement=found, reach=reach, failed=failed, by=by)
    rows = [[ctx.button("announce.open", BroadcastDraft(announcement=found.id), number=found.id)]]
    if not failed and not by and found.state is BroadcastState.DRAFT:
        rows.append([ctx.button("announce.test", BroadcastTest(announcement=found.id))])
    return ctx.notice(text, rows)


async def preview_undelivered(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    await outbox.queue(
        connection,
        key=f"{letter.key}:failed",
        kind=OutboxKind.BROADCAST_PREVIEWED,
        person_id=letter.person_id,
        content={"announcement": letter.content["announcement"], "failed": True},
        priority=Priority.ANSWER,
        now=now,
    )


def build_activity() -> Activity:
    activity = Activity()
    activity.on(PreviewBroadcast, careful(preview))
    activity.on(BroadcastTest, careful(test))
    activity.on(SendBroadcastTest, careful(send_test))
    activity.sends(OutboxKind.BROADCAST_PREVIEW, preview_row, undelivered=preview_undelivered)
    activity.sends(OutboxKind.BROADCAST_PREVIEWED, previewed_row)
    return activity
