"""The buttons below an announcement: where they lead, and what they are called in each language."""

from urllib.parse import urlsplit

from bot.payloads.broadcasts.drafts import (
    AddBroadcastButton,
    BroadcastButtonCard,
    BroadcastButtons,
    ChooseButtonTarget,
    LabelBroadcastButton,
    RemoveBroadcastButton,
)
from bot.services.broadcasts import button_targets, draft_changes
from bot.services.broadcasts.composition import MOST_BUTTONS
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, pairs
from content.ellipsis import cut
from content.models import WRITTEN_LANGUAGES, Contest, Language
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.broadcasts import drafts
from storage.broadcasts.drafts import ButtonTarget, Draft, Goal

LABEL_CHARACTERS = 30


async def buttons(ctx: Context, payload: BroadcastButtons) -> Screen:
    found = await draft_screen.to_see(ctx, payload.announcement)
    contest = ctx.contest(found.contest_id)
    language = ctx.person.language
    text = ctx.text(
        "broadcasts/buttons",
        ways=[(way, button_targets.target_name(contest, way, language)) for way in found.ways],
        album=any(len(parts) > 1 for parts in found.said.values()),
        most=MOST_BUTTONS,
    )
    rows = column(
        Button(way.labels[language.written], BroadcastButtonCard(announcement=found.id, button=number))
        for number, way in enumerate(found.ways, 1)
    )
    if len(found.ways) < MOST_BUTTONS:
        rows += _new_buttons(ctx, found)
    return ctx.screen(text, rows, back=draft_screen.back_to(found.id))


def _new_buttons(ctx: Context, found: Draft) -> list[list[Button]]:
    to_choose = [
        ctx.button(
            f"announce.add.{goal.value}", ChooseButtonTarget(announcement=found.id, revision=found.revision, goal=goal)
        )
        for goal in (Goal.LINK, Goal.TOPIC, Goal.DOCUMENT)
    ]
    ask = AddBroadcastButton(announcement=found.id, revision=found.revision, goal=Goal.ASK)
    return pairs([*to_choose, ctx.button("announce.add.ask", ask)])


async def choose(ctx: Context, payload: ChooseButtonTarget, fault: str | None = None) -> Screen:
    """A topic or a document to choose; or an address to be typed."""
    async with ctx.database.reading() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    back = BroadcastButtons(announcement=found.id)
    text = ctx.text("broadcasts/target", goal=payload.goal.value, most=button_targets.ADDRESS_CHARACTERS, fault=fault)
    if payload.goal is Goal.LINK:
        return ctx.screen(text, back=back, asks=payload)
    contest = ctx.contest(found.contest_id)
    rows = []
    for target in button_targets.targets(contest, payload.goal):
        name = button_targets.target_name(contest, ButtonTarget(payload.goal, target, {}), ctx.person.language)
        to = AddBroadcastButton(announcement=found.id, revision=found.revision, goal=payload.goal, target=target)
        rows.append([Button(name, to)])
    return ctx.screen(text, rows, back=back)


async def address(ctx: Context, payload: ChooseButtonTarget, words: str) -> Outcome:
    target = words.strip()
    if "://" not in target:
        target = f"https://{target}"
    if payload.goal is not Goal.LINK:
        raise ExplainedError("entry/button_unknown")
    if not button_targets.is_address(target):
        return await choose(ctx, payload, "address")
    name = cut(urlsplit(target).netloc.removeprefix("www.") or target, LABEL_CHARACTERS)
    way = ButtonTarget(Goal.LINK, target, dict.fromkeys(Language, name))
    return await _add(ctx, payload.announcement, payload.revision, way)


async def add(ctx: Context, payload: AddBroadcastButton) -> Outcome:
    found = await draft_screen.to_see(ctx, payload.announcement)
    contest = ctx.contest(found.contest_id)
    if payload.goal is not Goal.ASK and payload.target not in button_targets.targets(contest, payload.goal):
        raise ExplainedError("broadcasts/target_gone")
    return await _add(ctx, payload.announcement, payload.revision, _way(ctx, contest, payload.goal, payload.target))


def _way(ctx: Context, contest: Contest, goal: Goal, target: str) -> ButtonTarget:
    """With the name of the thing on it, to begin with."""
    bare = ButtonTarget(goal, target, {})
    if goal is Goal.ASK:
        return ButtonTarget(
            goal, "", {language: ctx.texts.label(language, "announce.ask") for language in WRITTEN_LANGUAGES}
        )
    labels = {
        each: cut(button_targets.target_name(contest, bare, each), LABEL_CHARACTERS) for each in WRITTEN_LANGUAGES
    }
    return ButtonTarget(goal, target, labels)


async def _add(ctx: Context, announcement_id: int, revision: int, way: ButtonTarget) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, announcement_id, revision)
        if len(found.ways) >= MOST_BUTTONS:
            raise ExplainedError("broadcasts/buttons_many", most=MOST_BUTTONS)
        ways = (*found.ways, way)
        await draft_changes.change(ctx, connection, found, buttons=drafts.written(ways))
    return Goto(BroadcastButtonCard(announcement=announcement_id, button=len(ways)))


def _of(found: Draft, button: int) -> ButtonTarget:
    """Raises ExplainedError where the button was taken away meanwhile."""
    if not 1 <= button <= len(found.ways):
        raise ExplainedError("broadcasts/button_gone")
    return found.ways[button - 1]


async def button_card(ctx: Context, payload: BroadcastButtonCard) -> Screen:
    found = await draft_screen.to_see(ctx, payload.announcement)
    way = _of(found, payload.button)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("broadcasts/button", way=way, target=button_targets.target_name(contest, way, ctx.person.language))
    place = {"announcement": found.id, "revision": found.revision, "button": payload.button}
    rows = [
        [
            ctx.button(f"announce.label.{language.value}", LabelBroadcastButton(**place, language=language))
            for language in WRITTEN_LANGUAGES
        ],
        [ctx.button("announce.remove", RemoveBroadcastButton(**place))],
    ]
    return ctx.screen(text, rows, back=BroadcastButtons(announcement=found.id))


async def label(ctx: Context, payload: LabelBroadcastButton, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    way = _of(found, payload.button)
    text = ctx.text(
        "broadcasts/label",
        language=payload.language.value,
        now=way.labels[payload.language],
        most=LABEL_CHARACTERS,
        fault=fault,
    )
    return ctx.screen(text, back=BroadcastButtonCard(announcement=found.id, button=payload.button), asks=payload)


async def labelled(ctx: Context, payload: LabelBroadcastButton, words: str) -> Outcome:
    name = " ".join(button_targets.TURNS.sub("", words).split())
    if not 0 < len(name) <= LABEL_CHARACTERS:
        return await label(ctx, payload, "long")
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        way = _of(found, payload.button)
        named = ButtonTarget(way.goal, way.target, {**way.labels, payload.language: name})
        ways = (*found.ways[: payload.button - 1], named, *found.ways[payload.button :])
        await draft_changes.change(ctx, connection, found, buttons=drafts.written(ways))
    return Goto(BroadcastButtonCard(announcement=payload.announcement, button=payload.button))


async def remove(ctx: Context, payload: RemoveBroadcastButton) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        _of(found, payload.button)
        ways = (*found.ways[: payload.button - 1], *found.ways[payload.button :])
        await draft_changes.change(ctx, connection, found, buttons=drafts.written(ways))
    return Goto(BroadcastButtons(announcement=payload.announcement), ctx.label("announce.removed"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BroadcastButtons, careful(buttons))
    activity.on(ChooseButtonTarget, careful(choose))
    activity.typed(ChooseButtonTarget, careful(address))
    activity.on(AddBroadcastButton, careful(add))
    activity.on(BroadcastButtonCard, careful(button_card))
    activity.on(LabelBroadcastButton, careful(label))
    activity.typed(LabelBroadcastButton, careful(labelled))
    activity.on(RemoveBroadcastButton, careful(remove))
    return activity
