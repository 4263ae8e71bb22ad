"""Walks the whole bot as a person could: draws every screen that a button leads to, in every language and status.

What Telegram would refuse, what has no words and what leads nowhere is found here, before anybody taps it.

Whoever changes the bot has all of it walked. Whoever changes a contest waits for the answer: then every screen is drawn
as it is while applications are taken, and of what lies before and after only what may show something else.
"""

import os
import shutil
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest
from itertools import groupby, product
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.check.contexts import contexts_at
from bot.check.likeness import Key, alike, changing, whichever
from bot.check.sample_questions import ANYBODY, QUESTIONS, occupy
from bot.check.screen_faults import ScreenFault
from bot.payloads.audit import AuditLog
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.entry import Help, Home
from bot.payloads.packages.packages import PackageList
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import PreviewQuestion, ThreadCard
from bot.payloads.questions.cases import CaseCard
from bot.payloads.topics import TopicList
from bot.ui.context import ExplainedError
from bot.ui.navigation import Goto, Navigation
from bot.ui.screens import MESSAGE_UNITS, Screen, visible_units
from content.catalogue import Catalogue
from content.models import Contest, Language
from content.models.complaint import Complaint
from content.rules.dates import Status, opens, status
from content.texts.render import Texts
from storage.database import Database
from storage.entry import people
from storage.tables import metadata

BUTTONS_IN_A_ROW = 2
MEMORY = Path("/dev/shm")  # noqa: S108  each walk makes a folder in it that nobody else may enter
"""Where what is thrown away need not be brought to the disk first, on systems that have it."""
COPY_CHARACTERS = 256
"""Characters that a copy button may hold (CopyTextButton)."""
MADE = ("package", "attempt", "reuse", "number", "announcement")
MOST_MADE = 3
"""Packages, attempts, announcements that are followed: they could be made without end, and a few stand for all."""
STAND_IN = 4
"""Of screens of one kind the longest ones, which stand for all where only the time differs: it adds as much to each."""

Drawn = Mapping[Key, tuple[Payload, int]]
"""What was drawn while applications are taken, with its length."""
Draw = Callable[[Payload], Awaitable[Screen]]
Following = Callable[[deque[Payload]], Payload]
"""Which of the buttons seen is tapped next."""


@dataclass(frozen=True)
class Visit:
    """A screen as drawn, and where it was found."""

    language: Language
    at: str
    screen: Screen
    broken: str = ""
    """Why it could not be drawn."""

    def faults(self) -> Iterator[Complaint]:
        """What Telegram, or a person with a phone, would not take."""
        if self.broken:
            yield Complaint("cannot be drawn: {problem}", problem=self.broken)
            return
        units = visible_units(self.screen.text)
        if not 0 < units <= MESSAGE_UNITS:
            yield Complaint("{units} characters, {most} fit", units=units, most=MESSAGE_UNITS)
        for row in self.screen.rows:
            if len(row) > BUTTONS_IN_A_ROW:
                yield Complaint("{number} buttons in a row", number=len(row))
            for button in row:
                if not button.label.strip():
                    yield Complaint("a button without words")
                if sum(action is not None for action in (button.payload, button.url, button.copy)) != 1:
                    yield Complaint("button {label!r} needs exactly one action", label=button.label)
                if button.copy is not None and len(button.copy) > COPY_CHARACTERS:
                    yield Complaint(
                        "button {label!r} copies more than {most} characters", label=button.label, most=COPY_CHARACTERS
                    )


@dataclass(frozen=True)
class Crawl:
    visits: tuple[Visit, ...]
    found: tuple[ScreenFault, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(map(str, self.found)))


@dataclass(frozen=True)
class Walker:
    """Who walks, through which contest, and when."""

    catalogue: Catalogue
    texts: Texts
    navigation: Navigation
    contest: Contest
    language: Language
    now: datetime
    at_work: bool = False
    """As a consultant and owner rather than as an applicant."""

    @property
    def changeable(self) -> bool:
        return status(self.contest, self.now) is Status.OPEN


def walkers(catalogue: Catalogue, texts: Texts, navigation: Navigation) -> Iterator[Walker]:
    """For everything reachable from home, and from every contest's list of topics, before, during and after it.

    And for what somebody finds there who answers questions and may do everything that staff may.
    """
    catalogue = Catalogue({contest.id: contest for contest in catalogue})  # without files: a walk publishes nothing
    hour = timedelta(hours=1)
    for contest, language in product(catalogue, Language):
        in_time = contest.deadline - hour
        for now in (opens(contest) - hour, in_time, contest.deadline + hour):
            yield Walker(catalogue, texts, navigation, contest, language, now)
        yield Walker(catalogue, texts, navigation, contest, language, in_time, at_work=True)


async def crawl(walkers: Iterable[Walker], *, quick: bool = False) -> Crawl:
    """`quick` is for a contest that is changed: what can only be wrong with the code is left aside."""
    visits: list[Visit] = []
    faults: list[ScreenFault] = []
    in_time: dict[tuple[str, Language], Drawn] = {}
    order = sorted(walkers, key=lambda each: (not each.changeable, each.at_work)) if quick else walkers
    with TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        empty = await _empty_database(Path(folder))
        for walker in order:
            whose = (walker.contest.id, walker.language)
            drawn, wrong = await _walk(walker, empty, in_time.get(whose), quick=quick)
            if quick and not walker.at_work:
                in_time.setdefault(
                    whose, {alike(payload): (payload, visible_units(visit.screen.text)) for visit, payload in drawn}
                )
            visits += (visit for visit, _ in drawn)
            faults += wrong
            for visit, payload in drawn:
                faults += (
                    ScreenFault(walker.contest, payload, visit.language, visit.screen.text, what)
                    for what in visit.faults()
                )
    return Crawl(tuple(visits), tuple(faults))


async def _empty_database(folder: Path) -> Path:
    """With all its tables, made at once: what migrations lead to takes longer, and copying takes the least."""
    path = folder / "empty.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    try:
        async with database.bulk_writing() as connection:
            await connection.run_sync(metadata.create_all)
    finally:
        await database.close()
    return path


async def _walk(
    walker: Walker, empty: Path, in_time: Drawn | None, *, quick: bool
) -> tuple[list[tuple[Visit, Payload]], list[ScreenFault]]:
    path = empty.with_name("crawl.db")
    for old in empty.parent.glob("crawl.db*"):
        old.unlink()
    shutil.copyfile(empty, path)
    database = Database(f"sqlite+aiosqlite:///{path}")
    try:
        return await _visit_all(walker, database, in_time, quick=quick)
    finally:
        await database.close()


def _standing_in(in_time: Drawn) -> tuple[list[Payload], frozenset[Key]]:
    """The longest screens of each kind, and the keys of the others."""
    drawn = sorted(in_time.values(), key=lambda each: each[0].__prefix__)
    longest = [
        payload
        for _, of_kind in groupby(drawn, key=lambda each: each[0].__prefix__)
        for payload, _ in nlargest(STAND_IN, of_kind, key=lambda each: each[1])
    ]
    return longest, frozenset(in_time) - {alike(payload) for payload in longest}


async def _visit_all(
    walker: Walker, database: Database, in_time: Drawn | None = None, *, quick: bool = False
) -> tuple[list[tuple[Visit, Payload]], list[ScreenFault]]:
    """Breadth first, and while answers count depth first too: what is set last differs, and so do the screens.

    Where it is known what there is `in_time`, that is drawn no more but for what stands in for the rest; whoever is at
    work sees the same of it.
    """
    async with database.writing() as connection:
        person = await people.set_language(connection, ANYBODY, walker.language, walker.now)
        if walker.at_work:
            person = await occupy(connection, walker.contest, walker.language, walker.now)
    owners = (ANYBODY,) if walker.at_work else ()
    contexts = contexts_at(walker.now, database, walker.catalogue, walker.texts, *owners)
    visits: list[tuple[Visit, Payload]] = []

    async def draw(payload: Payload) -> Screen:
        ctx = await contexts.make(person)
        try:
            screen, _ = await walker.navigation.draw(ctx, Goto(payload))
        except ExplainedError as error:
            screen = walker.navigation.explain(ctx, error)
        except Exception as error:  # noqa: BLE001 - whatever a screen breaks on is found like any other fault
            broken = Visit(walker.language, payload.pack(), Screen(""), f"{type(error).__name__}: {error}")
            visits.append((broken, payload))
            return Screen("")
        visits.append((Visit(walker.language, payload.pack(), screen), payload))
        return screen

    known: list[Payload] = [Home(), TopicList(contest=walker.contest.id)]
    if walker.at_work:
        shared = (Home(), Help(), PackageList(contest=walker.contest.id))  # with more on them for whoever is at work
        mine = (
            payload
            for number in range(1, QUESTIONS + 1)
            for payload in (ThreadCard(question=number), CaseCard(question=number))
        )
        known = [PreviewQuestion(contest=walker.contest.id), ConsultantMenu(), *shared, *mine]
    aside: frozenset[Key] = frozenset()
    if in_time is not None and walker.at_work:
        aside = frozenset(whichever(payload) for payload, _ in in_time.values()) - set(map(whichever, known))
    elif in_time is not None:
        longest, aside = _standing_in(in_time)
        known += longest
    faults: list[ScreenFault] = []
    twice = walker.changeable and not walker.at_work and not quick
    first, likeness = (_deeds_last, whichever) if walker.at_work else (deque[Payload].popleft, alike)
    for following in (first, deque[Payload].pop)[: 2 if twice else 1]:
        known, wrong = await explore(walker.navigation, known, draw, following, aside=aside, likeness=likeness)
        for payload, target in wrong:
            what = Complaint("nothing answers {target!r}", target=target.pack())
            faults.append(ScreenFault(walker.contest, payload, walker.language, "", what))
    return visits, faults


def _deeds_last(waiting: deque[Payload]) -> Payload:
    """The list of what staff did is begun when there is hardly anything on it, and followed when all of it is done."""
    for _ in range(len(waiting)):
        if not isinstance(waiting[0], AuditLog) or waiting[0].page == 1:
            break
        waiting.rotate(-1)
    return waiting.popleft()


async def explore(
    navigation: Navigation,
    start: Iterable[Payload],
    draw: Draw,
    following: Following,
    most_made: int = MOST_MADE,
    aside: frozenset[Key] = frozenset(),
    likeness: Callable[[Payload], Key] = alike,
) -> tuple[list[Payload], list[tuple[Payload, Payload]]]:
    """Taps every button there is to be seen, once: what was tapped, and screens with buttons that nothing answers.

    What is `aside` is not tapped, nor what has a likeness to it.
    """
    known = {alike(payload): payload for payload in start}
    waiting = deque(known.values())
    dead: list[tuple[Payload, Payload]] = []
    while waiting:
        payload = known[alike(following(waiting))]
        screen = await draw(payload)
        for target in (button.payload for row in screen.rows for button in row if button.payload):
            key = alike(target)
            if key in known and changing(type(target)):
                known[key] = target  # only the newest button changes a draft, or an answer
            if key in known or likeness(target) in aside or any(getattr(target, name, 0) > most_made for name in MADE):
                continue
            known[key] = target
            if type(target) in navigation.acts:
                waiting.append(target)
            else:
                dead.append((payload, target))
    return [payload for payload in known.values() if type(payload) in navigation.acts], dead
