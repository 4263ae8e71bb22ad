"""An announcement before it goes out: who gets it, when, how it will arrive, and the word that sends it."""

from collections.abc import Mapping
from datetime import datetime

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.callbacks import (
    AnnouncementTime,
    AskConsultant,
    AudienceCard,
    AudienceChoice,
    Broadcast,
    ConfirmAnnouncement,
    DocumentCard,
    Draft,
    OpenAnnounced,
    PreviewAnnouncement,
    SendAnnouncement,
    SendAtOnce,
    SetAudience,
    SetEverybody,
    TopicCard,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Button, Screen
from bot.services import announcing, auditing, broadcasting, drafts
from bot.services.delivery import Composed, Nothing
from bot.services.drafts import careful
from content.days import moment_typed
from content.models import Contest, Language
from storage import announcements, audiences, outbox
from storage.announcements import Announcement, Goal, State
from storage.audiences import CONSULTANT, NO_REGION, Part, Seen, Stage
from storage.database import Writer
from storage.outbox import Letter, Priority

PREVIEW, PREVIEWED = "ann_preview", "ann_previewed"
"""Kinds of rows in the outbox: an announcement as it will arrive, to who writes it; and what follows it."""
TYPED_FROM = 500
"""More people than this are confirmed by typing their number."""
ON_A_PAGE = 18


async def _found(ctx: Context, announcement_id: int) -> Announcement:
    """A draft to look at; what is none any more raises StaleError."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await announcing.load(connection, announcement_id)
    if found.state is not State.DRAFT:
        raise announcing.StaleError(found)
    return found


# --- who gets it


async def audience(ctx: Context, at: AudienceCard) -> Screen:
    found = await _found(ctx, at.announcement)
    choices = [
        ctx.button(f"announce.part.{part.value}", AudienceChoice(announcement=found.id, about=part)) for part in Part
    ]
    rows = [choices[index : index + 2] for index in range(0, len(choices), 2)]
    if any(found.audience.values()):
        everybody = SetEverybody(announcement=found.id, revision=found.revision)
        rows.append([ctx.button("announce.everybody", everybody)])
    return ctx.screen(await _audience_text(ctx, found, None), rows, back=drafts.back_to(found.id))


async def _audience_text(ctx: Context, found: Announcement, part: Part | None) -> str:
    """The conditions, and how many people there are now, by language."""
    reach = await announcing.reach(ctx, found)
    contest = ctx.contest(found.contest_id)
    return ctx.text(
        "announce/audience",
        part=part.value if part else None,
        conditions=drafts.conditions(ctx, contest, found.audience),
        reach=drafts.by_language(reach),
        total=sum(reach.values()),
    )


async def choice(ctx: Context, at: AudienceChoice) -> Screen:
    """The values of one condition; a tap chooses one, or takes it away."""
    found = await _found(ctx, at.announcement)
    contest = ctx.contest(found.contest_id)
    values = _values(contest, at.about)
    pages = max(1, -(-len(values) // ON_A_PAGE))
    page = min(max(at.page, 1), pages)
    rows = [
        [_value(ctx, contest, found, at.about, value)] for value in values[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    ]
    rows.append(
        [
            ctx.button(name, at.model_copy(update={"page": turned}), page=turned, pages=pages)
            for name, turned in (("page.previous", page - 1), ("page.next", page + 1))
            if 1 <= turned <= pages
        ]
    )
    if found.audience.get(at.about):
        to = SetAudience(announcement=found.id, revision=found.revision, about=at.about, value="", wanted=False)
        rows.append([ctx.button("announce.any", to)])
    text = await _audience_text(ctx, found, at.about)
    return ctx.screen(text, rows, back=AudienceCard(announcement=found.id))


def _values(contest: Contest, part: Part) -> list[str]:
    match part:
        case Part.LANGUAGE:
            return [language.value for language in Language]
        case Part.REGION:
            return [*(region.id for region in contest.regions.regions), NO_REGION]
        case Part.TOPIC:
            return [topic.id for topic in contest.topics.topics]
        case Part.PROGRESS:
            return [stage.value for stage in Stage]
        case Part.SEEN:
            return [seen.value for seen in Seen]
        case Part.ROLE:
            return [CONSULTANT]


def _value(ctx: Context, contest: Contest, found: Announcement, part: Part, value: str) -> Button:
    chosen = value in found.audience.get(part, ())
    to = SetAudience(announcement=found.id, revision=found.revision, about=part, value=value, wanted=not chosen)
    name = drafts.value_name(ctx, contest, part, value)
    return ctx.button("announce.chosen" if chosen else "announce.not_chosen", to, name=name)


async def set_audience(ctx: Context, to: SetAudience) -> Goto:
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, to.announcement, to.revision)
        if to.value and to.value not in _values(ctx.contest(found.contest_id), to.about):
            raise ExplainedError("announcement_target_gone")
        wanted = audiences.changed(found.audience, to.about, to.value, to.wanted)
        await announcing.change(ctx, connection, found, audience=audiences.written(wanted))
    return Goto(AudienceChoice(announcement=to.announcement, about=to.about))


async def set_everybody(ctx: Context, to: SetEverybody) -> Goto:
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, to.announcement, to.revision)
        await announcing.change(ctx, connection, found, audience=audiences.written({}))
    return Goto(AudienceCard(announcement=to.announcement))


# --- when


async def time(ctx: Context, at: AnnouncementTime, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("announce/when", announcement=found, contest=contest, now=ctx.now, fault=fault)
    at_once = ctx.button("announce.at_once", SendAtOnce(announcement=found.id, revision=found.revision))
    return ctx.screen(text, [[at_once]], back=drafts.back_to(found.id), asks=at)


async def time_typed(ctx: Context, at: AnnouncementTime, words: str) -> Outcome:
    found = await _found(ctx, at.announcement)
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
    found = await _found(ctx, to.announcement)
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
        values = {"state": state, "confirmed_by": ctx.person.id, "confirmed_at": ctx.now}
        await announcing.change(ctx, connection, found, **values)
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


def build_router() -> Activity:
    router = Activity("confirming")
    router.on(AudienceCard, careful(audience))
    router.on(AudienceChoice, careful(choice))
    router.on(SetAudience, careful(set_audience))
    router.on(SetEverybody, careful(set_everybody))
    router.on(AnnouncementTime, careful(time))
    router.typed(AnnouncementTime, careful(time_typed))
    router.on(SendAtOnce, careful(at_once))
    router.on(PreviewAnnouncement, careful(preview))
    router.sends(PREVIEW, preview_row, undelivered=preview_undelivered)
    router.sends(PREVIEWED, previewed_row)
    router.on(ConfirmAnnouncement, careful(confirm))
    router.on(SendAnnouncement, careful(send))
    router.typed(SendAnnouncement, careful(number_typed))
    router.on(OpenAnnounced, opened)
    return router
