"""Walks the whole bot as a person could: draws every screen that a button leads to, in every language and status.

What Telegram would refuse, what has no words and what leads nowhere is found here, before anybody taps it.
"""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from tempfile import TemporaryDirectory

from bot.check.contexts import contexts_at
from bot.check.sample_questions import ANYBODY, QUESTIONS, occupy
from bot.check.screen_faults import ScreenFault
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.entry import Home
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import PreviewQuestion, ThreadCard
from bot.payloads.questions.cases import CaseCard
from bot.payloads.rules.eligibility import EligibilityCheck, EligibilityInTime
from bot.payloads.topics import Finder, TopicList
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
from storage.migrate import migrate

BUTTONS_IN_A_ROW = 2
COPY_CHARACTERS = 256
"""Characters that a copy button may hold (CopyTextButton)."""
MADE = ("package", "attempt", "reuse", "number", "announcement")
CHANGING = frozenset({"revision", "seen", "after", "state", "versions"})
"""Fields that name what was seen."""
ALIKE = dict.fromkeys(("revision", "seen", "after", "state", "position"), 0) | {"versions": ""}
MOST_MADE = 3
"""Packages, attempts, announcements that are followed: they could be made without end, and a few stand for all."""

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


async def crawl(walkers: Iterable[Walker]) -> Crawl:
    visits: list[Visit] = []
    faults: list[ScreenFault] = []
    for walker in walkers:
        drawn, wrong = await _walk(walker)
        visits += (visit for visit, _ in drawn)
        faults += wrong
        for visit, payload in drawn:
            faults += (
                ScreenFault(walker.contest, payload, visit.language, visit.screen.text, what) for what in visit.faults()
            )
    return Crawl(tuple(visits), tuple(faults))


async def _walk(walker: Walker) -> tuple[list[tuple[Visit, Payload]], list[ScreenFault]]:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/crawl.db")
        try:
            await migrate(database)
            return await _visit_all(walker, database)
        finally:
            await database.close()


async def _visit_all(walker: Walker, database: Database) -> tuple[list[tuple[Visit, Payload]], list[ScreenFault]]:
    """Breadth first, and while answers count depth first too: what is set last differs, and so do the screens."""
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
        mine = (
            payload
            for number in range(1, QUESTIONS + 1)
            for payload in (ThreadCard(question=number), CaseCard(question=number))
        )
        known = [PreviewQuestion(contest=walker.contest.id), ConsultantMenu(), *mine]
    faults: list[ScreenFault] = []
    for following in (deque[Payload].popleft, deque[Payload].pop)[
        : 2 if walker.changeable and not walker.at_work else 1
    ]:
        known, wrong = await explore(walker.navigation, known, draw, following)
        for payload, target in wrong:
            what = Complaint("nothing answers {target!r}", target=target.pack())
            faults.append(ScreenFault(walker.contest, payload, walker.language, "", what))
    return visits, faults


async def explore(
    navigation: Navigation, start: Iterable[Payload], draw: Draw, following: Following, most_made: int = MOST_MADE
) -> tuple[list[Payload], list[tuple[Payload, Payload]]]:
    """Taps every button there is to be seen, once: what was tapped, and screens with buttons that nothing answers."""
    known = {_alike(payload): payload for payload in start}
    waiting = deque(known.values())
    dead: list[tuple[Payload, Payload]] = []
    while waiting:
        payload = known[_alike(following(waiting))]
        screen = await draw(payload)
        for target in (button.payload for row in screen.rows for button in row if button.payload):
            if _alike(target) in known and type(target).model_fields.keys() & CHANGING:
                known[_alike(target)] = target  # only the newest button changes a draft, or an answer
            if _alike(target) in known or any(getattr(target, name, 0) > most_made for name in MADE):
                continue
            known[_alike(target)] = target
            if type(target) in navigation.acts:
                waiting.append(target)
            else:
                dead.append((payload, target))
    return [payload for payload in known.values() if type(payload) in navigation.acts], dead


def _alike(payload: Payload) -> str:
    """One key for payloads of which it is enough to follow one, lest answers carried in buttons multiply."""
    if isinstance(payload, EligibilityCheck | EligibilityInTime):
        payload = payload.model_copy(update={"answers": f"{len(payload.answers)}{sorted(set(payload.answers))}"})
    if isinstance(payload, Finder):  # the last answer is what the next screen shows
        last = payload.budget or payload.place or payload.audience
        return f"{Finder.__prefix__} {bool(payload.place)}{bool(payload.budget)} {last}"
    still = {name: ALIKE[name] for name in type(payload).model_fields.keys() & ALIKE.keys()}
    if "book" in type(payload).model_fields:  # a first package and an organisation are only made on the way
        still |= {"book": getattr(payload, "book", "")[:1].replace("c", "p").replace("n", "o"), **_row(payload)}
    return payload.model_copy(update=still).pack()


def _row(payload: Payload) -> dict[str, str]:
    """Of the rows that somebody added to a table one stands for all."""
    names = type(payload).model_fields.keys() & {"row", "table_row", "activity"}
    return {name: re.sub(r"[0-9]+", "0", getattr(payload, name)) for name in names}
