"""Who gets an announcement: conditions chosen by tapping, with a live count of the people."""

from bot.payloads.broadcasts.drafts import AudienceCard, AudienceChoice, SetAudience, SetEverybody
from bot.services.broadcasts import addressees, draft_changes
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, pairs
from content.models import Contest, Language
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.broadcasts import audiences
from storage.broadcasts.audiences import CONSULTANT, NO_REGION, AudiencePart, Seen, Standing
from storage.broadcasts.drafts import Draft

ON_A_PAGE = 18


async def audience(ctx: Context, payload: AudienceCard) -> Screen:
    found = await draft_screen.to_see(ctx, payload.announcement)
    rows = pairs(
        ctx.button(f"announce.part.{part.value}", AudienceChoice(announcement=found.id, about=part))
        for part in AudiencePart
    )
    if any(found.audience.values()):
        everybody = SetEverybody(announcement=found.id, revision=found.revision)
        rows.append([ctx.button("announce.everybody", everybody)])
    return ctx.screen(await _audience_text(ctx, found, None), rows, back=draft_screen.back_to(found.id))


async def _audience_text(ctx: Context, found: Draft, part: AudiencePart | None) -> str:
    """The conditions, and how many people there are now, by language."""
    reach = await addressees.reach(ctx, found)
    contest = ctx.contest(found.contest_id)
    return ctx.text(
        "broadcasts/audience",
        part=part.value if part else None,
        conditions=draft_screen.conditions(ctx, contest, found.audience),
        reach=draft_screen.by_language(reach),
        total=sum(reach.values()),
    )


async def choice(ctx: Context, payload: AudienceChoice) -> Screen:
    """The values of one condition; a tap chooses one, or takes it away."""
    found = await draft_screen.to_see(ctx, payload.announcement)
    contest = ctx.contest(found.contest_id)
    values = _values(contest, payload.about)
    pages = Pages(len(values), ON_A_PAGE, payload.page)
    rows = column(_value(ctx, contest, found, payload.about, value) for value in pages.shown(values))
    rows.append(pages.turns(ctx, payload))
    if found.audience.get(payload.about):
        to = SetAudience(announcement=found.id, revision=found.revision, about=payload.about, value="", wanted=False)
        rows.append([ctx.button("announce.any", to)])
    text = await _audience_text(ctx, found, payload.about)
    return ctx.screen(text, rows, back=AudienceCard(announcement=found.id))


def _values(contest: Contest, part: AudiencePart) -> list[str]:
    match part:
        case AudiencePart.LANGUAGE:
            return [language.value for language in Language]
        case AudiencePart.REGION:
            return [*(region.id for region in contest.regions.regions), NO_REGION]
        case AudiencePart.TOPIC:
            return [topic.id for topic in contest.topics.topics]
        case AudiencePart.PROGRESS:
            return [standing.value for standing in Standing]
        case AudiencePart.SEEN:
            return [seen.value for seen in Seen]
        case AudiencePart.ROLE:
            return [CONSULTANT]


def _value(ctx: Context, contest: Contest, found: Draft, part: AudiencePart, value: str) -> Button:
    chosen = value in found.audience.get(part, ())
    to = SetAudience(announcement=found.id, revision=found.revision, about=part, value=value, wanted=not chosen)
    name = draft_screen.value_name(ctx, contest, part, value)
    return ctx.button("announce.chosen" if chosen else "announce.not_chosen", to, name=name)


async def set_audience(ctx: Context, payload: SetAudience) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        if payload.value and payload.value not in _values(ctx.contest(found.contest_id), payload.about):
            raise ExplainedError("broadcasts/target_gone")
        wanted = audiences.changed(found.audience, payload.about, payload.value, payload.wanted)
        await draft_changes.change(ctx, connection, found, audience=audiences.written(wanted))
    return Goto(AudienceChoice(announcement=payload.announcement, about=payload.about))


async def set_everybody(ctx: Context, payload: SetEverybody) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        await draft_changes.change(ctx, connection, found, audience=audiences.written({}))
    return Goto(AudienceCard(announcement=payload.announcement))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AudienceCard, careful(audience))
    activity.on(AudienceChoice, careful(choice))
    activity.on(SetAudience, careful(set_audience))
    activity.on(SetEverybody, careful(set_everybody))
    return activity
