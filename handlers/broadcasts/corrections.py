"""An announcement that went out: its words corrected wherever it arrived, or all of it taken back."""

from dataclasses import replace
from datetime import timedelta

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.delivery.calls import messages
from bot.payloads.broadcasts.progress import (
    ApplyCorrection,
    BroadcastList,
    BroadcastProgress,
    CorrectBroadcast,
    TakeBackBroadcast,
)
from bot.services.audit import audit_trail
from bot.services.broadcasts import addressees, composition
from bot.services.broadcasts.composition import CAPTION_UNITS, TEXT_UNITS
from bot.services.broadcasts.dispatch import confirmed, show_mending
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Later, Nothing
from bot.ui.screens import Delete, Screen
from bot.ui.widgets import sure
from content.models import Language
from storage.broadcasts import arrivals, broadcasts, corrections
from storage.broadcasts.arrivals import Arrived
from storage.broadcasts.broadcasts import Broadcast
from storage.broadcasts.drafts import Draft
from storage.database import Reader
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState

WITHOUT_WORDS = "video_note"
"""A kind of message that has no caption."""
DELETABLE = timedelta(hours=48)
"""How long a bot may delete what it sent into a private chat (deleteMessage)."""
A_MOMENT = timedelta(seconds=2)
GONE = Nothing("the announcement is gone")
NOT_THERE = Nothing("it has not arrived")
TOO_OLD = Nothing("older than 48 hours")


def _not_too_old(broadcast: Broadcast) -> None:
    """Whether it still stands in the outbox which message of whom it is."""
    if broadcast.folded_at is not None:
        raise ExplainedError("broadcasts/broadcast_old")


async def _to_correct(
    ctx: Context, connection: Reader, announcement_id: int, language: Language
) -> tuple[Broadcast, Draft]:
    one = await confirmed(ctx, connection, announcement_id)
    _not_too_old(one)
    announcement = await composition.load(connection, one.id)
    if not one.correctable or language not in announcement.said:
        raise ExplainedError("broadcasts/broadcast_gone")
    if announcement.said[language][0].kind == WITHOUT_WORDS:
        raise ExplainedError("broadcasts/broadcast_no_words")
    return one, announcement


async def correct(ctx: Context, payload: CorrectBroadcast, fault: str | None = None) -> Screen:
    """Asks for the new text; `fault` says why what came was not taken."""
    async with ctx.database.reading() as connection:
        one, announcement = await _to_correct(ctx, connection, payload.announcement, payload.language)
    caption = announcement.said[payload.language][0].kind != "text"
    most = CAPTION_UNITS if caption else TEXT_UNITS
    text = ctx.text(
        "broadcasts/correction_write", one=one, language=payload.language.value, caption=caption, most=most, fault=fault
    )
    return ctx.screen(text, back=BroadcastProgress(announcement=one.id), asks=payload)


async def corrected(ctx: Context, payload: CorrectBroadcast, message: Message) -> Outcome:
    """Keeps the new text and shows it as it will arrive; nothing changes before it is confirmed."""
    if not message.text:
        return await correct(ctx, payload, "words")
    async with ctx.database.writing() as connection:
        one, announcement = await _to_correct(ctx, connection, payload.announcement, payload.language)
        changed = composition.reworded(announcement, payload.language, message.html_text)
        if not composition.fits(changed, payload.language):
            return await correct(ctx, payload, "long")
        await corrections.propose(connection, one.id, payload.language, message.html_text)
        one = replace(one, revision=one.revision + 1)
        await outbox.queue(
            connection,
            key=f"{OutboxKind.CORRECTION_PREVIEW}:{one.id}:{one.revision}",
            kind=OutboxKind.CORRECTION_PREVIEW,
            person_id=ctx.person.id,
            content={"announcement": one.id, "revision": one.revision},
            priority=Priority.ANSWER,
            now=ctx.now,
        )
    ctx.wake()
    return await _confirmation(ctx, one, payload.language, changed)


async def _confirmation(ctx: Context, broadcast: Broadcast, language: Language, changed: Draft) -> Screen:
    """Its button confirms this text alone: somebody else may propose another at the same moment."""
    async with ctx.database.scanning() as connection:
        languages = await addressees.concerned(connection, broadcast.id, [language])
        people = await broadcasts.reached(connection, broadcast.id, languages)
        left = await broadcasts.to_come(connection, broadcast.id, languages)
    caption = changed.said[language][0].kind != "text"
    text = ctx.text("broadcasts/correction_apply", one=broadcast, people=people, left=left, caption=caption)
    confirm = ApplyCorrection(announcement=broadcast.id, revision=broadcast.revision)
    number = ctx.texts.count(ctx.person.language, people, "recipient")
    rows = [[ctx.button("broadcast.apply", confirm, style=ButtonStyle.PRIMARY, people=number)]]
    return ctx.screen(text, rows, back=BroadcastProgress(announcement=broadcast.id))


async def apply(ctx: Context, payload: ApplyCorrection) -> Outcome:
    """A second tap finds it done. What somebody else proposed meanwhile is not confirmed by it."""
    async with ctx.database.writing() as connection:
        one = await confirmed(ctx, connection, payload.announcement)
        if one.correcting is None or one.revision != payload.revision:
            raise ExplainedError("broadcasts/correction_stale")
        language, text = Language(one.correcting["language"]), one.correcting["text"]
        parts = (await composition.load(connection, one.id)).said[language]
        part = parts[composition.worded(parts)]
        if not await corrections.apply(connection, one, part.author_id, part.message_id, text, ctx.now):
            raise ExplainedError("broadcasts/correction_stale")
        await audit_trail.write(ctx, connection, "broadcast.corrected", announcement=one.id, language=language.value)
        await show_mending(ctx, connection, one.id)
    ctx.wake()
    return Goto(BroadcastList(), ctx.label("broadcast.applied"))


async def take_back(ctx: Context, payload: TakeBackBroadcast) -> Outcome:
    async with ctx.database.writing() as connection:
        one = await confirmed(ctx, connection, payload.announcement)
        _not_too_old(one)
        if payload.sure and await corrections.take_back(connection, one.id):
            await audit_trail.write(ctx, connection, "broadcast.withdrawn", announcement=one.id)
            await show_mending(ctx, connection, one.id)
            ctx.wake()
            return Goto(BroadcastList(), ctx.label("broadcast.taken_back"))
    if not one.correctable:
        return Goto(BroadcastProgress(announcement=one.id))
    async with ctx.database.scanning() as connection:
        people = await broadcasts.reached(connection, one.id, list(Language))
        recent = await broadcasts.sent_since(connection, one.id, ctx.now - DELETABLE)
        left = await broadcasts.to_come(connection, one.id, list(Language))
    text = ctx.text("broadcasts/take_back", one=one, people=people, old=max(0, people - recent), left=left)
    number = ctx.texts.count(ctx.person.language, people, "recipient")
    again = sure(ctx, "broadcast.take_back_sure", payload, ButtonStyle.DANGER, people=number)
    return ctx.screen(text, [[again]], back=BroadcastProgress(announcement=one.id))


# --- what is sent


async def correction(ctx: Context, letter: OutboxRow) -> Composed:
    """The message as it would be sent now."""
    async with ctx.database.reading() as connection:
        one = await broadcasts.find(connection, letter.announcement_id or 0)
        found = await arrivals.arrived(connection, letter.announcement_id or 0, letter.person_id)
        if one is None or one.state is BroadcastState.WITHDRAWN:
            return GONE
        said = await composition.load(connection, one.id)
    waits = _waits(ctx, found)
    if waits is not None or found is None:
        return waits or NOT_THERE
    return composition.edited(said, found) or NOT_THERE


def _waits(ctx: Context, found: Arrived | None) -> Later | Nothing | None:
    """A message just on its way is waited for; None where it has arrived."""
    if found is not None and found.state is OutboxState.IN_FLIGHT:
        return Later(ctx.now + A_MOMENT)
    return None if found is not None and found.state is OutboxState.SENT and found.message_ids else NOT_THERE


async def taking_back(ctx: Context, letter: OutboxRow) -> Composed:
    async with ctx.database.reading() as connection:
        found = await arrivals.arrived(connection, letter.announcement_id or 0, letter.person_id)
    waits = _waits(ctx, found)
    if waits is not None or found is None:
        return waits or NOT_THERE
    if found.finished_at is not None and ctx.now - found.finished_at > DELETABLE:
        return TOO_OLD
    return Delete(found.message_ids)


async def preview(ctx: Context, letter: OutboxRow) -> Composed:
    """The new text before it is confirmed; of an album, the words alone."""
    async with ctx.database.reading() as connection:
        one = await confirmed(ctx, connection, letter.content["announcement"])
        if one.correcting is None or one.revision != letter.content.get("revision", one.revision):
            return GONE
        language, text = Language(one.correcting["language"]), one.correcting["text"]
        changed = composition.reworded(await composition.load(connection, one.id), language, text)
    composed = composition.compose(changed, language)
    return Screen(text, notice=True) if composed is not None and messages(composed) > 1 else composed or GONE


def build_activity() -> Activity:
    activity = Activity()
    activity.on(CorrectBroadcast, correct)
    activity.sent(CorrectBroadcast, corrected)
    activity.on(ApplyCorrection, apply)
    activity.on(TakeBackBroadcast, take_back)
    activity.sends(OutboxKind.CORRECTION, correction)
    activity.sends(OutboxKind.TAKING_BACK, taking_back)
    activity.sends(OutboxKind.CORRECTION_PREVIEW, preview)
    return activity
