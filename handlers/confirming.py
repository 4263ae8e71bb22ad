"""An announcement before it goes out: when, how it will arrive, and the word that sends it. And its buttons opened."""

from collections.abc import Mapping
from datetime import datetime

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.callbacks import (
    AnnouncementTime,
    AskConsultant,
    Broadcast,
    ConfirmAnnouncement,
    DocumentCard,
    Draft,
    OpenAnnounced,
    PreviewAnnouncement,
    SendAnnouncement,
    SendAtOnce,
    TopicCard,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Screen
from bot.services import announcing, auditing, broadcasting, drafts
from bot.services.delivery import Composed, Nothing
from bot.services.drafts import careful
from content.days import moment_typed
from content.models import Language
from storage import announcements, outbox
from storage.announcements import Goal, State
from storage.database import Writer
from storage.outbox import Letter, Priority

PREVIEW, PREVIEWED = "ann_preview", "ann_previewed"
"""Kinds of rows in the outbox: an announcement as it will arrive, to who writes it; and what follows it."""
TYPED_FROM = 500
"""More people than this are confirmed by typing their number."""


# --- when


async def time(ctx: Context, at: AnnouncementTime, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("announce/when", announcement=found, contest=contest, now=ctx.now, fault=fault)
    at_once = ctx.button("announce.at_once", SendAtOnce(announcement=found.id, revision=found.revision))
    return ctx.screen(text, [[at_once]], back=drafts.back_to(found.id), asks=at)


async def time_typed(ctx: Context, at: AnnouncementTime, words: str) -> Outcome:
    found = await drafts.to_see(ctx, at.announcement)
    moment = moment_typed(words, ctx.now, ctx.contest(found.contest_id).tzinfo)
    if moment is None:
        return await time(ctx, at, "unclear")
    if moment <= ctx.now:
        return await time(ctx, at, "past")
    return await _set_time(ctx, at.announcement, at.revision, moment)


async def at_once(ctx: Context, to: SendAtOnce) -> Outcome:
    return await _set_time(ctx, to.announcement, to.revision, None)


async def _set_time(ctx: Context, announcement_id: int, revision: int, moment: datetime | None) -> Goto:
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, announcement_id, revision)
        if found.at != moment:
            await announcing.change(ctx, connection, found, at=moment)
    return Goto(Draft(announcement=announcement_id))


# --- how it will arrive


async def preview(ctx: Context, to: PreviewAnnouncement) -> Outcome:
    """Sends it to who writes it, by the same way by which it goes to everybody, once a language."""
    found = await drafts.to_see(ctx, to.announcement)
    if announcing.unsendable(found):
        return Goto(Draft(announcement=found.id))
    stamp = f"annview:{found.id}:{found.revision}:{ctx.person.id}:{int(ctx.now.timestamp())}"
    async with ctx.database.writing() as connection:
        for language in announcing.served(found):
            content = {"announcement": found.id, "language": language.value}
            await _queue(ctx, connection, f"{stamp}:{language.value}", PREVIEW, content)
        await _queue(ctx, connection, f"{stamp}:end", PREVIEWED, {"announcement": found.id})
    ctx.wake()
    return ctx.screen(ctx.text("announce/preview", languages=announcing.served(found)), back=drafts.back_to(found.id))


async def _queue(ctx: Context, connection: Writer, key: str, kind: str, content: Mapping[str, object]) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=kind,
        person_id=ctx.person.id,
        content=content,
        priority=Priority.ANSWER,
        now=ctx.now,
    )


async def preview_row(ctx: Context, letter: Letter) -> Composed:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await announcing.load(connection, letter.content["announcement"])
    composed = announcing.compose(found, Language(letter.content["language"]))
    return composed or Nothing(outbox.State.SKIPPED, "changed meanwhile")


async def previewed_row(ctx: Context, letter: Letter) -> Composed:
    """What stands below the previews: who gets them, and the way on; or that Telegram did not take one."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await announcing.load(connection, letter.content["announcement"])
    reach = drafts.by_language(await announcing.reach(ctx, found))
    failed = letter.content.get("failed", False)
    text = ctx.text("announce/previewed", announcement=found, reach=reach, failed=failed)
    return ctx.notice(text, [[ctx.button("announce.open", Draft(announcement=found.id), number=found.id)]])


async def preview_undelivered(connection: Writer, letter: Letter, now: datetime) -> None:
    await outbox.queue(
        connection,
        key=f"{letter.key}:failed",
        kind=PREVIEWED,
        person_id=letter.person_id,
        content={"announcement": letter.content["announcement"], "failed": True},
        priority=Priority.ANSWER,
        now=now,
    )


# --- the word


async def confirm(ctx: Context, at: ConfirmAnnouncement, fault: str | None = None) -> Outcome:
    """Names the people; from some number on it has to be typed."""
    async with ctx.database.reading() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
    contest = ctx.contest(found.contest_id)
    reach = await announcing.reach(ctx, found)
    total = sum(reach.values())
    if announcing.faults(found, contest, ctx.now, total):
        return Goto(Draft(announcement=found.id))
    to = SendAnnouncement(announcement=found.id, revision=found.revision, number=total)
    typed = total > TYPED_FROM
    text = ctx.text(
        "announce/confirm",
        announcement=found,
        contest=contest,
        conditions=drafts.conditions(ctx, contest, found.audience),
        reach=drafts.by_language(reach),
        total=total,
        typed=typed,
        media=any(parts[0].kind != "text" for parts in found.said.values()),
        fault=fault,
    )
    label = "announce.send" if found.at is None else "announce.schedule"
    rows = [] if typed else [[ctx.button(label, to, style=ButtonStyle.PRIMARY, number=total)]]
    return ctx.screen(text, rows, back=drafts.back_to(found.id), asks=to if typed else None)


async def send(ctx: Context, to: SendAnnouncement) -> Outcome:
    return await _send(ctx, to, typed=False)


async def number_typed(ctx: Context, to: SendAnnouncement, words: str) -> Outcome:
    if "".join(words.split()) != str(to.number):
        at = ConfirmAnnouncement(announcement=to.announcement, revision=to.revision)
        return await confirm(ctx, at, "number")
    return await _send(ctx, to, typed=True)


async def _send(ctx: Context, to: SendAnnouncement, *, typed: bool) -> Outcome:
    """Freezes it and lets it go. Where there are more people by now than were named, they are named again."""
    async with ctx.database.reading() as connection:
        seen = await announcing.draft(ctx, connection, to.announcement, to.revision)
    total = sum((await announcing.reach(ctx, seen)).values())
    if announcing.faults(seen, ctx.contest(seen.contest_id), ctx.now, total) or (total > TYPED_FROM and not typed):
        return await confirm(ctx, ConfirmAnnouncement(announcement=seen.id, revision=seen.revision))
    state = State.SENDING if seen.at is None else State.SCHEDULED
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, to.announcement, to.revision)
        await announcing.freeze(ctx, connection, found, state)
        await auditing.write(
            ctx,
            connection,
            "announcement.confirmed",
            announcement=found.id,
            number=total,
            at=found.at.isoformat() if found.at else None,
        )
    await broadcasting.start(ctx, seen.id)
    toast = "announce.sending" if state is State.SENDING else "announce.scheduled"
    return Goto(Broadcast(announcement=seen.id), ctx.label(toast))


# --- what people open by its buttons


async def opened(ctx: Context, to: OpenAnnounced) -> Goto:
    """Counts who opens a button of an announcement that went out, and leads them where it leads."""
    async with ctx.database.reading() as connection:
        found = await announcing.load(connection, to.announcement)
    if not 1 <= to.button <= len(found.ways):
        raise ExplainedError("announcement_button_gone")
    way = found.ways[to.button - 1]
    contest = ctx.contest(found.contest_id)
    if found.state is not State.DRAFT:
        async with ctx.database.writing() as connection:
            await announcements.opened(connection, found.id, to.button, ctx.person.id, ctx.now)
    match way.goal:
        case Goal.TOPIC:
            return Goto(TopicCard(contest=contest.id, topic=way.target))
        case Goal.DOCUMENT:
            return Goto(DocumentCard(contest=contest.id, document=way.target))
    return Goto(AskConsultant(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AnnouncementTime, careful(time))
    activity.typed(AnnouncementTime, careful(time_typed))
    activity.on(SendAtOnce, careful(at_once))
    activity.on(PreviewAnnouncement, careful(preview))
    activity.sends(PREVIEW, preview_row, undelivered=preview_undelivered)
    activity.sends(PREVIEWED, previewed_row)
    activity.on(ConfirmAnnouncement, careful(confirm))
    activity.on(SendAnnouncement, careful(send))
    activity.typed(SendAnnouncement, careful(number_typed))
    activity.on(OpenAnnounced, opened)
    return activity
