"""What a handler works with: who talks, at what moment, and the way to words, contests and data."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.access import Access, Right
from bot.clock import Clock
from bot.payloads.consultants.regions import ConsultantCard
from bot.payloads.entry import Home
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskConsultant
from bot.ui.screens import Attachment, Button, Rows, Screen
from content.catalogue import Catalogue
from content.models import Contest, Document, Region
from content.rules import stages
from content.rules.dates import Status, status
from content.texts.render import Texts
from storage.database import Database
from storage.entry.people import Person

Facts = Mapping[str, str | int | float | None]


class TopicMode(Protocol):
    """Topics in private chats, as far as the bot may have them."""

    async def on(self) -> bool: ...

    async def icon(self, emoji: str) -> str | None:
        """The custom_emoji_id of a topic's icon; None where there is none."""


class ExplainedError(Exception):
    """Something a person asked for cannot be; `reason` is feature/name of the template in its
    folder `explain` that tells them why. `rows` are buttons to what can be done instead.
    """

    def __init__(self, reason: str, /, rows: Rows = (), **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.rows = rows
        self.values = values


@dataclass
class Context:
    """Made anew for every update. Actions that change the person (the language) replace `person`."""

    database: Database
    catalogue: Catalogue
    texts: Texts
    now: datetime
    person: Person
    name: str
    """How the person is called in Telegram; kept only for a team that asks for it."""
    access: Access
    wake: Callable[[], None]
    """Tells the worker that something was queued which should go at once."""
    username: str
    """Of the bot itself, for links that lead to it."""
    facts: Callable[[datetime], Awaitable[Facts]]
    """How the bot itself gets on, at a moment."""
    topics: TopicMode
    drawn: datetime | None = None
    """When the screen was drawn on which the person tapped, in whole seconds; None for what was not tapped."""
    replied: Message | None = None
    """What the tapped screen replies to, as long as that stands in the chat."""

    def text(self, name: str, /, **values: object) -> str:
        """A template's text; `operator` is whoever holds the contest that it speaks of, or else the current one."""
        contest = values.get("contest")
        operator = self.operator(contest if isinstance(contest, Contest) else None)
        return self.texts.render(self.person.language, name, **({"operator": operator} | values))

    def operator(self, contest: Contest | None = None) -> str:
        """The operator's name, as it stands with «қызметкерлері» and «сотрудники»."""
        return (contest or self.current()).contest.operator.whose[self.person.language]

    def label(self, key: str, /, **values: object) -> str:
        return self.texts.label(self.person.language, key, **values)

    def button(self, key: str, payload: Payload, /, style: ButtonStyle | None = None, **values: object) -> Button:
        return Button(self.label(key, **values), payload, style=style)

    def ask_button(self, contest: Contest, region: str = "", style: ButtonStyle | None = None) -> Button:
        """To whoever can be asked, called by whether that is a consultant."""
        key = "consultant" if contest.regions.consultants else "ask_staff"
        return self.button(key, ConsultantCard(contest=contest.id, region=region), style=style)

    def write_button(
        self, contest: Contest, asked: int = 0, style: ButtonStyle | None = None, key: str = "answer.ask"
    ) -> Button:
        """To a question of one's own; `key` calls it where a consultant gets it, `asked` is what was typed before."""
        key = key if contest.regions.consultants else "ask_staff"
        return self.button(key, AskConsultant(contest=contest.id, asked=asked), style=style)

    def screen(
        self,
        text: str,
        rows: Rows = (),
        back: Payload | None = None,
        asks: Payload | None = None,
        attachment: Attachment | None = None,
    ) -> Screen:
        """A screen with the way back to its parent, where that is not home itself, and the way home."""
        home = self.button("home", Home())
        way = [home] if back is None or isinstance(back, Home) else [self.button("back", back), home]
        return Screen(text, (*rows, way), asks, attachment)

    def notice(self, text: str, rows: Rows, reply_to: int | None = None) -> Screen:
        """What the bot says by itself: a tap on it opens a new message, and it stays."""
        return Screen(text, rows, notice=True, reply_to=reply_to)

    @property
    def is_staff(self) -> bool:
        return bool(self.access.rights(self.person.id))

    @property
    def staff_ids(self) -> frozenset[int]:
        """Staff who answer questions."""
        return self.access.who_may(Right.ANSWER)

    @property
    def is_owner(self) -> bool:
        return self.person.id in self.access.owners

    def may(self, *rights: Right) -> bool:
        """Whether the person has one of these rights."""
        return not self.access.rights(self.person.id).isdisjoint(rights)

    def require(self, *rights: Right) -> None:
        """Raises ExplainedError for somebody who has none of these rights, or not any more; without any, for all but
        staff.
        """
        if not self.is_staff:
            raise ExplainedError("staff/staff_only")
        if rights and not self.may(*rights):
            raise ExplainedError("staff/right_missing", rights=[right.value for right in rights])

    def require_owner(self) -> None:
        """Raises ExplainedError for everybody whom the settings do not name."""
        if not self.is_owner:
            raise ExplainedError("staff/owner_only" if self.is_staff else "staff/staff_only")

    def link(self, parameter: str) -> str:
        """A link that starts the bot with this parameter (deep linking, 64 characters at the most)."""
        return f"https://t.me/{self.username}?start={parameter}"

    def current(self) -> Contest:
        """The contest that the person has chosen, until its last papers are taken; else the one that counts now."""
        chosen = self.catalogue.get(self.person.contest_id or "")
        if chosen is not None and (not self.closed(chosen) or stages.taking(chosen, self.now)):
            return chosen
        return self.catalogue.current(self.now)

    def closed(self, contest: Contest) -> bool:
        return status(contest, self.now) is Status.CLOSED

    def past(self, contest: Contest, document: Document) -> bool:
        """Whether a document is handed in no more: since the deadline, or since its own stage is over."""
        stage = stages.later_stage(contest, document)
        return self.closed(contest) if stage is None else stages.over(contest, stage, self.now)

    def today(self, contest: Contest) -> date:
        """The day it is where the contest is held."""
        return self.now.astimezone(contest.tzinfo).date()

    def zone(self, contest: Contest) -> ZoneInfo:
        """Where the person's clock hangs; the contest's own zone for those who named no region."""
        region = contest.regions.region(self.person.region_id)
        return ZoneInfo(region.zone) if region else contest.tzinfo

    def own_clock(self, contest: Contest, moment: datetime) -> datetime | None:
        """What the person's clock shows at that moment; None where it shows what the contest's does."""
        local = moment.astimezone(self.zone(contest))
        return None if local.utcoffset() == moment.astimezone(contest.tzinfo).utcoffset() else local

    def contest(self, contest_id: str) -> Contest:
        """A contest to read about; raises ExplainedError where it is not kept any more."""
        contest = self.catalogue.get(contest_id)
        if contest is None:
            raise ExplainedError("contests/contest_gone")
        return contest

    def document(self, contest: Contest, document_id: str) -> Document:
        """A document of the contest; raises ExplainedError where it is not asked for any more."""
        document = contest.document(document_id)
        if document is None:
            raise ExplainedError("packages/document_gone")
        return document

    def region(self, contest: Contest, region_id: str) -> Region:
        """A region of the contest; raises ExplainedError where it has none of that id any more."""
        region = contest.regions.region(region_id)
        if region is None:
            raise ExplainedError("consultants/region_gone")
        return region

    def changeable(self, contest_id: str) -> Contest:
        """A contest to work in; raises ExplainedError once it is closed."""
        contest = self.contest(contest_id)
        if self.closed(contest):
            raise ExplainedError("contests/contest_closed", contest=contest)
        return contest


@dataclass(frozen=True)
class ContextFactory:
    """Makes every Context, at the moment when it is needed."""

    database: Database
    catalogue: Catalogue
    texts: Texts
    clock: Clock
    access: Access
    wake: Callable[[], None]
    username: Callable[[], Awaitable[str]]
    """Asked each time: whoever answers remembers it."""
    facts: Callable[[datetime], Awaitable[Facts]]
    topics: TopicMode

    async def make(self, person: Person, name: str = "") -> Context:
        """A Context of this moment; raises what asking for the bot's own name raises (getMe)."""
        return Context(
            self.database,
            self.catalogue,
            self.texts,
            self.clock.now(),
            person,
            name,
            self.access,
            self.wake,
            await self.username(),
            self.facts,
            self.topics,
        )
