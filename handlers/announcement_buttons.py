"""The buttons below an announcement: where they lead, and what they are called in each language."""

from urllib.parse import urlsplit

from bot.callbacks import (
    AddButton,
    AnnouncementButton,
    AnnouncementButtons,
    ChooseTarget,
    LabelButton,
    RemoveButton,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Button, Screen
from bot.services import announcing, drafts
from bot.services.announcing import MOST_BUTTONS
from bot.services.drafts import careful
from bot.services.sharing import cut
from content.models import Contest, Language
from storage import announcements
from storage.announcements import Announcement, Goal, Way

LABEL_CHARACTERS = 30
ADDRESS_CHARACTERS = 500
SCHEMES = ("https", "tg")


async def buttons(ctx: Context, at: AnnouncementButtons) -> Screen:
    found = await drafts.to_see(ctx, at.announcement)
    contest = ctx.contest(found.contest_id)
    language = ctx.person.language
    text = ctx.text(
        "announce/buttons",
        ways=[(way, announcing.target_name(contest, way, language)) for way in found.ways],
        album=any(len(parts) > 1 for parts in found.said.values()),
        most=MOST_BUTTONS,
    )
    rows = [
        [Button(way.labels[language], AnnouncementButton(announcement=found.id, button=number))]
        for number, way in enumerate(found.ways, 1)
    ]
    if len(found.ways) < MOST_BUTTONS:
        rows += _new_buttons(ctx, found)
    return ctx.screen(text, rows, back=drafts.back_to(found.id))


def _new_buttons(ctx: Context, found: Announcement) -> list[list[Button]]:
    link, topic, document = (
        ctx.button(
            f"announce.add.{goal.value}", ChooseTarget(announcement=found.id, revision=found.revision, goal=goal)
        )
        for goal in (Goal.LINK, Goal.TOPIC, Goal.DOCUMENT)
    )
    ask = AddButton(announcement=found.id, revision=found.revision, goal=Goal.ASK)
    return [[link, topic], [document, ctx.button("announce.add.ask", ask)]]


async def choose(ctx: Context, at: ChooseTarget, fault: str | None = None) -> Screen:
    """A topic or a document to choose; or an address to be typed."""
    async with ctx.database.reading() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
    back = AnnouncementButtons(announcement=found.id)
    text = ctx.text("announce/target", goal=at.goal.value, most=ADDRESS_CHARACTERS, fault=fault)
    if at.goal is Goal.LINK:
        return ctx.screen(text, back=back, asks=at)
    contest = ctx.contest(found.contest_id)
    rows = []
    for target in announcing.targets(contest, at.goal):
        name = announcing.target_name(contest, Way(at.goal, target, {}), ctx.person.language)
        to = AddButton(announcement=found.id, revision=found.revision, goal=at.goal, target=target)
        rows.append([Button(name, to)])
    return ctx.screen(text, rows, back=back)


async def address(ctx: Context, at: ChooseTarget, words: str) -> Outcome:
    target = words.strip()
    if "://" not in target:
        target = f"https://{target}"
    if at.goal is not Goal.LINK:
        raise ExplainedError("button_unknown")
    if not _is_address(target):
        return await choose(ctx, at, "address")
    name = cut(urlsplit(target).netloc.removeprefix("www.") or target, LABEL_CHARACTERS)
    way = Way(Goal.LINK, target, dict.fromkeys(Language, name))
    return await _add(ctx, at.announcement, at.revision, way)


def _is_address(target: str) -> bool:
    """An address that Telegram takes for a button: it would refuse the whole announcement for another one."""
    try:
        parts = urlsplit(target)
        names, _ = (parts.hostname or "").split("."), parts.port  # looked at, a port that is none is an error
    except ValueError:
        return False
    complete = all(names) and (parts.scheme == "tg" or (len(names) > 1 and "@" not in parts.netloc))
    return parts.scheme in SCHEMES and complete and len(target) <= ADDRESS_CHARACTERS and not set(target) & {" ", "\n"}


async def add(ctx: Context, to: AddButton) -> Outcome:
    found = await drafts.to_see(ctx, to.announcement)
    contest = ctx.contest(found.contest_id)
    if to.goal is not Goal.ASK and to.target not in announcing.targets(contest, to.goal):
        raise ExplainedError("announcement_target_gone")
    return await _add(ctx, to.announcement, to.revision, _way(ctx, contest, to.goal, to.target))


def _way(ctx: Context, contest: Contest, goal: Goal, target: str) -> Way:
    """With the name of the thing on it, to begin with."""
    bare = Way(goal, target, {})
    if goal is Goal.ASK:
        return Way(goal, "", {language: ctx.texts.label(language, "announce.ask") for language in Language})
    labels = {each: cut(announcing.target_name(contest, bare, each), LABEL_CHARACTERS) for each in Language}
    return Way(goal, target, labels)


async def _add(ctx: Context, announcement_id: int, revision: int, way: Way) -> Goto:
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, announcement_id, revision)
        if len(found.ways) >= MOST_BUTTONS:
            raise ExplainedError("announcement_buttons_many", most=MOST_BUTTONS)
        ways = (*found.ways, way)
        await announcing.change(ctx, connection, found, buttons=announcements.as_json(ways))
    return Goto(AnnouncementButton(announcement=announcement_id, button=len(ways)))


def _of(found: Announcement, button: int) -> Way:
    """Raises ExplainedError where the button was taken away meanwhile."""
    if not 1 <= button <= len(found.ways):
        raise ExplainedError("announcement_button_gone")
    return found.ways[button - 1]


async def button_card(ctx: Context, at: AnnouncementButton) -> Screen:
    found = await drafts.to_see(ctx, at.announcement)
    way = _of(found, at.button)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("announce/button", way=way, target=announcing.target_name(contest, way, ctx.person.language))
    place = {"announcement": found.id, "revision": found.revision, "button": at.button}
    rows = [
        [
            ctx.button(f"announce.label.{language.value}", LabelButton(**place, language=language))
            for language in Language
        ],
        [ctx.button("announce.remove", RemoveButton(**place))],
    ]
    return ctx.screen(text, rows, back=AnnouncementButtons(announcement=found.id))


async def label(ctx: Context, at: LabelButton, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
    way = _of(found, at.button)
    text = ctx.text(
        "announce/label", language=at.language.value, now=way.labels[at.language], most=LABEL_CHARACTERS, fault=fault
    )
    return ctx.screen(text, back=AnnouncementButton(announcement=found.id, button=at.button), asks=at)


async def labelled(ctx: Context, at: LabelButton, words: str) -> Outcome:
    name = " ".join(words.split())
    if not 0 < len(name) <= LABEL_CHARACTERS:
        return await label(ctx, at, "long")
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, at.announcement, at.revision)
        way = _of(found, at.button)
        named = Way(way.goal, way.target, {**way.labels, at.language: name})
        ways = (*found.ways[: at.button - 1], named, *found.ways[at.button :])
        await announcing.change(ctx, connection, found, buttons=announcements.as_json(ways))
    return Goto(AnnouncementButton(announcement=at.announcement, button=at.button))


async def remove(ctx: Context, to: RemoveButton) -> Goto:
    async with ctx.database.writing() as connection:
        found = await announcing.draft(ctx, connection, to.announcement, to.revision)
        _of(found, to.button)
        ways = (*found.ways[: to.button - 1], *found.ways[to.button :])
        await announcing.change(ctx, connection, found, buttons=announcements.as_json(ways))
    return Goto(AnnouncementButtons(announcement=to.announcement), ctx.label("announce.removed"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AnnouncementButtons, careful(buttons))
    activity.on(ChooseTarget, careful(choose))
    activity.typed(ChooseTarget, careful(address))
    activity.on(AddButton, careful(add))
    activity.on(AnnouncementButton, careful(button_card))
    activity.on(LabelButton, careful(label))
    activity.typed(LabelButton, careful(labelled))
    activity.on(RemoveButton, careful(remove))
    return activity
