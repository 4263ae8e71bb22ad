"""Ready-made answers looked after: a new one, its title, its words in each language, its file, and giving it up."""

from collections.abc import Sequence

from aiogram.types import Message

from bot.payloads.consultants.canned_answers import (
    FILE,
    NO_FILE,
    TITLE,
    CannedAnswerCard,
    CannedAnswerList,
    DropCannedAnswer,
    NewCannedAnswer,
    WriteCannedAnswer,
)
from bot.services.audit import audit_trail
from bot.services.consultants import canned_access, canned_reply
from bot.services.message_words import words_of
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen, visible_units
from bot.ui.widgets import sure
from content.models import WRITTEN_LANGUAGES, Language
from storage.consultants import canned_answers
from storage.consultants.canned_answers import CannedAnswer, CannedFile
from storage.database import Writer

TITLE_CHARACTERS = 60
TEXT_CHARACTERS = 1700
"""Visible, of one language: both stand on one screen."""
ALBUM = 10
"""Messages of an album at the most."""


async def new(ctx: Context, payload: NewCannedAnswer, fault: str | None = None) -> Screen:
    """Asks for the title: an answer without one is not kept."""
    async with ctx.database.reading() as connection:
        await canned_access.require_room(ctx, connection, shared=payload.shared)
    text = ctx.text("consultants/canned_new", shared=payload.shared, most=TITLE_CHARACTERS, fault=fault)
    return ctx.screen(text, back=CannedAnswerList(), asks=payload)


async def titled(ctx: Context, payload: NewCannedAnswer, words: str) -> Outcome:
    title = " ".join(words.split())
    if len(title) > TITLE_CHARACTERS:
        return await new(ctx, payload, "long")
    async with ctx.database.writing() as connection:
        await canned_access.require_room(ctx, connection, shared=payload.shared)
        ready_id = await canned_answers.add(connection, None if payload.shared else ctx.person.id, title, ctx.now)
        if payload.shared:
            await audit_trail.write(ctx, connection, "ready.added", number=ready_id)
    return Goto(CannedAnswerCard(ready=ready_id), ctx.label("ready.kept"))


async def write(ctx: Context, payload: WriteCannedAnswer) -> Outcome:
    if payload.part == NO_FILE:
        async with ctx.database.writing() as connection:
            answer = await canned_access.to_change(ctx, connection, payload.ready)
            await canned_answers.set_file(connection, answer.id, None)
            await canned_access.note(ctx, connection, "changed", answer)
        return Goto(CannedAnswerCard(ready=answer.id), ctx.label("ready.kept"))
    async with ctx.database.reading() as connection:
        answer = await canned_access.to_change(ctx, connection, payload.ready)
    return _write_screen(ctx, payload, answer)


def _write_screen(
    ctx: Context,
    payload: WriteCannedAnswer,
    answer: CannedAnswer,
    fault: str | None = None,
    unknown: Sequence[str] = (),
) -> Screen:
    """Asks for a part; `fault` says why what came was not taken."""
    if payload.part not in {*WRITTEN_LANGUAGES, TITLE, FILE}:
        raise ExplainedError("entry/button_unknown")
    most = TITLE_CHARACTERS if payload.part == TITLE else TEXT_CHARACTERS
    text = ctx.text(
        "consultants/canned_write", part=payload.part, answer=answer, most=most, fault=fault, unknown=unknown
    )
    rows = []
    if payload.part == FILE and answer.file is not None:
        rows.append([ctx.button("ready.no_file", WriteCannedAnswer(ready=answer.id, part=NO_FILE))])
    return ctx.screen(text, rows, back=CannedAnswerCard(ready=answer.id), asks=payload)


async def written(ctx: Context, payload: WriteCannedAnswer, message: Message) -> Outcome | None:
    """Takes the part that was asked for; an album is not one file, so its first message stands for it."""
    async with ctx.database.writing() as connection:
        answer = await canned_access.to_change(ctx, connection, payload.ready)
        if payload.part == FILE:
            return await _file_sent(ctx, connection, payload, answer, message)
        if not message.text:
            return _write_screen(ctx, payload, answer, "words")
        title = " ".join(message.text.split())
        if (
            len(title) > TITLE_CHARACTERS
            if payload.part == TITLE
            else visible_units(message.html_text) > TEXT_CHARACTERS
        ):
            return _write_screen(ctx, payload, answer, "long")
        if payload.part != TITLE and (odd := canned_reply.unknown(message.text)):
            return _write_screen(ctx, payload, answer, "variable", odd)
        if payload.part == TITLE:
            await canned_answers.rename(connection, answer.id, title)
        else:
            await canned_answers.reword(connection, answer.id, Language(payload.part), message.html_text)
        await canned_access.note(ctx, connection, "changed", answer)
    return Goto(CannedAnswerCard(ready=answer.id))


async def _file_sent(
    ctx: Context, connection: Writer, payload: WriteCannedAnswer, answer: CannedAnswer, message: Message
) -> Outcome | None:
    words = words_of(message)
    if words is None or words.kind == "text":
        return _write_screen(ctx, payload, answer, "file")
    new = CannedFile(message.chat.id, message.message_id, words.kind, words.file_id)
    old = answer.file
    if words.album and old is not None and new.chat_id == old.chat_id:  # noqa: SIM102
        if old.message_id < new.message_id < old.message_id + ALBUM:
            return None
    await canned_answers.set_file(connection, answer.id, new)
    await canned_access.note(ctx, connection, "changed", answer)
    if words.album:
        return _write_screen(ctx, payload, answer, "album")
    return Goto(CannedAnswerCard(ready=answer.id))


async def drop(ctx: Context, payload: DropCannedAnswer) -> Outcome:
    async with ctx.database.writing() as connection:
        answer = await canned_access.to_change(ctx, connection, payload.ready)
        if payload.sure:
            await canned_answers.drop(connection, answer.id)
            await canned_access.note(ctx, connection, "dropped", answer)
    if payload.sure:
        return Goto(CannedAnswerList(), ctx.label("ready.dropped"))
    text = ctx.text("consultants/canned_drop", answer=answer)
    return ctx.screen(text, [[sure(ctx, "ready.drop_sure", payload)]], back=CannedAnswerCard(ready=answer.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(NewCannedAnswer, new)
    activity.typed(NewCannedAnswer, titled)
    activity.on(WriteCannedAnswer, write)
    activity.sent(WriteCannedAnswer, written)
    activity.on(DropCannedAnswer, drop)
    return activity
