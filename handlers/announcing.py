"""Announcements: the list of them, and writing one: what it says in each language, and the buttons below it."""

from urllib.parse import urlsplit

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.access import Right
from bot.callbacks import (
    AddButton,
    AnnouncementButton,
    AnnouncementButtons,
    AnnouncementList,
    Broadcast,
    ChooseTarget,
    ClearAnnouncement,
    Draft,
    DropAnnouncement,
    LabelButton,
    NewAnnouncement,
    RemoveButton,
    SetMissing,
    StaffMenu,
    WriteAnnouncement,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import Button, Screen
from bot.services import announcing, auditing, drafts
from bot.services.announcing import MOST_BUTTONS
from bot.services.drafts import careful
from bot.services.sharing import cut, plain
from content.models import Contest, Language
from storage import announcements
from storage.announcements import Announcement, Goal, Line, Missing, State, Way
from storage.database import Reader

ON_A_PAGE = 8
LABEL_CHARACTERS = 30
ADDRESS_CHARACTERS = 500
TITLE_CHARACTERS = 24
SCHEMES = ("https", "tg")


async def announcement_list(ctx: Context, at: AnnouncementList) -> Screen:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        total = await announcements.total(connection)
        pages = max(1, -(-total // ON_A_PAGE))
        page = min(max(at.page, 1), pages)
        lines = await announcements.listed(connection, (page - 1) * ON_A_PAGE, ON_A_PAGE)
    rows = [[ctx.button("announce.new", NewAnnouncement(), style=ButtonStyle.PRIMARY)]]
    rows += [[_item(ctx, line)] for line in lines]
    rows.append(
        [
            ctx.button(label, AnnouncementList(page=turned), page=turned, pages=pages)
            for label, turned in (("page.previous", page - 1), ("page.next", page + 1))
            if 1 <= turned <= pages
        ]
    )
    return ctx.screen(ctx.text("announce/list", total=total, page=page, pages=pages), rows, back=StaffMenu())


def _item(ctx: Context, line: Line) -> Button:
    words = line.words.get(ctx.person.language) or next(iter(line.words.values()), "")
    title = cut(" ".join(plain(words).split()) or f"№ {line.id}", TITLE_CHARACTERS)
    to = Draft(announcement=line.id) if line.state is State.DRAFT else Broadcast(announcement=line.id)
    return ctx.button(f"announce.item.{line.state.value}", to, title=title)


async def new(ctx: Context, _: NewAnnouncement) -> Goto:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.writing() as connection:
        number = await announcements.begin(connection, ctx.current().id, ctx.person.id, ctx.now)
    return Goto(Draft(announcement=number))


async def draft(ctx: Context, at: Draft) -> Outcome:
    return await drafts.show(ctx, await _found(ctx, at.announcement))


async def _found(ctx: Context, announcement_id: int) -> Announcement:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        return await announcing.load(connection, announcement_id)


async def _draft(ctx: Context, connection: Reader, announcement_id: int, revision: int) -> Announcement:
    return await announcing.draft(ctx, connection, announcement_id, revision)


async def drop(ctx: Context, to: DropAnnouncement) -> Outcome:
    async with ctx.database.writing() as connection:
        found = await _draft(ctx, connection, to.announcement, to.revision)
        if to.sure:
            await announcements.drop(connection, found)
            await auditing.write(ctx, connection, "announcement.dropped", announcement=found.id)
    if to.sure:
        return Goto(AnnouncementList(), ctx.label("announce.dropped"))
    sure = DropAnnouncement(announcement=found.id, revision=found.revision, sure=True)
    text = ctx.text("announce/drop", announcement=found)
    return ctx.screen(text, [[ctx.button("announce.drop_sure", sure)]], back=drafts.back_to(found.id))


# --- what it says


async def write(ctx: Context, at: WriteAnnouncement, fault: str | None = None) -> Screen:
    """Asks for the message; `fault` says why what came was not taken."""
    async with ctx.database.reading() as connection:
        found = await _draft(ctx, connection, at.announcement, at.revision)
    said = found.said.get(at.language)
    text = ctx.text(
        "announce/write",
        language=at.language.value,
        content=drafts.content(at.language, said) if said else None,
        texts=announcing.TEXT_UNITS,
        captions=announcing.CAPTION_UNITS,
        fault=fault,
    )
    clear = ClearAnnouncement(announcement=found.id, revision=found.revision, language=at.language)
    rows = [[ctx.button("announce.clear", clear)]] if said else []
    return ctx.screen(text, rows, back=drafts.back_to(found.id), asks=at)


async def written(ctx: Context, at: WriteAnnouncement, message: Message) -> Outcome | None:
    """Takes any message in place of the one before; those of an album come one by one, and are answered once."""
    words = announcing.fitting(message)
    if isinstance(words, str):
        return await write(ctx, at, words)
    async with ctx.database.writing() as connection:
        ctx.require(Right.ANNOUNCE)
        found = await announcing.load(connection, at.announcement)
        more = found.state is State.DRAFT and announcing.continues(found, at.language, words)
        if more:
            await announcements.say(connection, found.id, at.language, words)
        else:
            found = await _draft(ctx, connection, at.announcement, at.revision)
            await announcing.say(ctx, connection, found, at.language, words)
    if words.album is None:
        return Goto(Draft(announcement=found.id))
    # the next message of the album answers the question of the draft as it is by now
    return None if more else await write(ctx, at.model_copy(update={"revision": found.revision + 1}))


async def edited(message: Message, ctx: Context) -> None:
    """The author edited a message that a draft consists of; what was confirmed stays as it was."""
    async with ctx.database.reading() as reader:
        numbers = await announcements.drafts_saying(reader, ctx.person.id, message.message_id)
    words = announcing.fitting(message)
    if not numbers or isinstance(words, str) or not ctx.may(Right.ANNOUNCE):
        raise SkipHandler
    async with ctx.database.writing() as connection:
        for number in numbers:
            await announcing.change(ctx, connection, await announcing.load(connection, number))
            await announcements.reword(connection, number, ctx.person.id, message.message_id, words.text)


async def clear(ctx: Context, to: ClearAnnouncement) -> Goto:
    async with ctx.database.writing() as connection:
        found = await _draft(ctx, connection, to.announcement, to.revision)
        if to.language in found.said:
            await announcing.change(ctx, connection, found, missing=None)
            await announcements.unsay(connection, found.id, to.language)
    return Goto(Draft(announcement=to.announcement))


async def set_missing(ctx: Context, to: SetMissing) -> Goto:
    missing = Missing(to.missing) if to.missing else None
    async with ctx.database.writing() as connection:
        found = await _draft(ctx, connection, to.announcement, to.revision)
        if found.missing is not missing:
            await announcing.change(ctx, connection, found, missing=missing)
    return Goto(Draft(announcement=to.announcement))


# --- the buttons below it


async def buttons(ctx: Context, at: AnnouncementButtons) -> Screen:
    found = await _found(ctx, at.announcement)
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
        found = await _draft(ctx, connection, at.announcement, at.revision)
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
    """An address that a button may have; its parts are only looked at where there are any."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    complete = parts.scheme == "tg" or "." in (parts.hostname or "").strip(".")
    return parts.scheme in SCHEMES and complete and len(target) <= ADDRESS_CHARACTERS and not set(target) & {" ", "\n"}


async def add(ctx: Context, to: AddButton) -> Outcome:
    found = await _found(ctx, to.announcement)
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
        found = await _draft(ctx, connection, announcement_id, revision)
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
    found = await _found(ctx, at.announcement)
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
        found = await _draft(ctx, connection, at.announcement, at.revision)
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
        found = await _draft(ctx, connection, at.announcement, at.revision)
        way = _of(found, at.button)
        named = Way(way.goal, way.target, {**way.labels, at.language: name})
        ways = (*found.ways[: at.button - 1], named, *found.ways[at.button :])
        await announcing.change(ctx, connection, found, buttons=announcements.as_json(ways))
    return Goto(AnnouncementButton(announcement=at.announcement, button=at.button))


async def remove(ctx: Context, to: RemoveButton) -> Goto:
    async with ctx.database.writing() as connection:
        found = await _draft(ctx, connection, to.announcement, to.revision)
        _of(found, to.button)
        ways = (*found.ways[: to.button - 1], *found.ways[to.button :])
        await announcing.change(ctx, connection, found, buttons=announcements.as_json(ways))
    return Goto(AnnouncementButtons(announcement=to.announcement), ctx.label("announce.removed"))


def build_router() -> Activity:
    router = Activity("announcing")
    router.on(AnnouncementList, announcement_list)
    router.on(NewAnnouncement, new)
    router.on(Draft, draft)
    router.on(DropAnnouncement, careful(drop))
    router.on(WriteAnnouncement, careful(write))
    router.sent(WriteAnnouncement, careful(written))
    router.edited_message.register(edited)
    router.on(ClearAnnouncement, careful(clear))
    router.on(SetMissing, careful(set_missing))
    router.on(AnnouncementButtons, buttons)
    router.on(ChooseTarget, careful(choose))
    router.typed(ChooseTarget, careful(address))
    router.on(AddButton, careful(add))
    router.on(AnnouncementButton, button_card)
    router.on(LabelButton, careful(label))
    router.typed(LabelButton, careful(labelled))
    router.on(RemoveButton, careful(remove))
    return router
