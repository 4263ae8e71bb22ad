"""An announcement as it will arrive: sent to whoever writes it, by the same way by which it goes to everybody."""

from collections.abc import Mapping
from datetime import datetime

from bot.access import Right
from bot.payloads.broadcasts.drafts import BroadcastDraft, PreviewBroadcast
from bot.services.broadcasts import addressees, composition
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from content.models import Language
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.tables.delivery import OutboxKind


async def preview(ctx: Context, payload: PreviewBroadcast) -> Outcome:
    """Sends it to whoever writes it, by the same way by which it goes to everybody, once a language."""
    found = await draft_screen.to_see(ctx, payload.announcement)
    if composition.unsendable(found):
        return Goto(BroadcastDraft(announcement=found.id))
    stamp = f"annview:{found.id}:{found.revision}:{ctx.person.id}:{int(ctx.now.timestamp())}"
    async with ctx.database.writing() as connection:
        for language in composition.versions(found):
            content = {"announcement": found.id, "language": language.value}
            await _queue(ctx, connection, f"{stamp}:{language.value}", OutboxKind.BROADCAST_PREVIEW, content)
        await _queue(ctx, connection, f"{stamp}:end", OutboxKind.BROADCAST_PREVIEWED, {"announcement": found.id})
    ctx.wake()
    return ctx.screen(
        ctx.text("broadcasts/preview", languages=composition.versions(found)), back=draft_screen.back_to(found.id)
    )


async def _queue(ctx: Context, connection: Writer, key: str, kind: OutboxKind, content: Mapping[str, object]) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=kind,
        person_id=ctx.person.id,
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
    text = ctx.text("broadcasts/previewed", announcement=found, reach=reach, failed=failed)
    return ctx.notice(text, [[ctx.button("announce.open", BroadcastDraft(announcement=found.id), number=found.id)]])


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
    activity.sends(OutboxKind.BROADCAST_PREVIEW, preview_row, undelivered=preview_undelivered)
    activity.sends(OutboxKind.BROADCAST_PREVIEWED, previewed_row)
    return activity
