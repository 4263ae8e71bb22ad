"""Identity, dates and money source of a contest (contest.yaml)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from content.models.base import ContestId, Finding, ItemId, Source, Strict, Text, Words, Zone, unique
from content.models.complaint import Complaint
from content.models.faq import LinkedScreen, Related
from content.models.stages import Stage, stage_findings
from content.models.written_dates import WrittenDay, WrittenMoment
from content.rules.reminders import BEFORE_DEADLINE, USUAL, ReminderRule

Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s]{4,300}$")]
LONGEST_LABEL = 28
"""Characters of a link's label: with the sign before them as many as a small phone shows of a button."""
WITH_LINKS = (
    LinkedScreen.RULES,
    LinkedScreen.WHEN,
    LinkedScreen.WHO,
    LinkedScreen.REFUSAL,
    LinkedScreen.VOID,
    LinkedScreen.NOT_STATED,
    LinkedScreen.STAGES,
    LinkedScreen.ELIGIBILITY,
    LinkedScreen.DOCUMENT,
)
"""Screens on which links may stand."""


class Addendum(Strict):
    """A decision that moved the deadline, and where it stands."""

    at: WrittenMoment
    announced: WrittenDay
    decision: Text
    source: Words | None = None


class Deadline(Strict):
    """The last moment an application is taken, as a local time of the contest's zone.

    `original` is what the announcement printed; the last addendum is what counts.
    """

    original: WrittenMoment
    text: Text
    source: Source
    unclear: Text | None = None
    addenda: tuple[Addendum, ...] = ()

    @property
    def local(self) -> datetime:
        return self.addenda[-1].at if self.addenda else self.original

    def findings(self) -> Iterator[Finding]:
        for index, addendum in enumerate(self.addenda):
            if addendum.at.tzinfo is not None:
                yield ("deadline", "addenda", index, "at"), Complaint("write the local time, without an offset")
        if self.original.tzinfo is not None:
            yield ("deadline", "original"), Complaint("write the local time, without an offset")
        announced = [addendum.announced for addendum in self.addenda]
        if announced != sorted(announced):
            yield ("deadline", "addenda"), Complaint("addenda stand in the order in which they were announced")


class Operator(Strict):
    """Whoever holds the contest. `belonging` is how its name stands with «қызметкерлері» and «сотрудники»: «Фонда»;
    without it the Russian speaks of «организатора», for a name cannot be put into a case.

    `inside` says where something happens: «в Фонде».
    """

    name: Text
    short: Text
    legal_form: Text | None = None
    belonging: Text | None = None
    inside: Text | None = None

    @property
    def whose(self) -> Text:
        return self.belonging or Text(kk=self.short.kk, ru="организатора")

    @property
    def where(self) -> Text:
        return self.inside or Text(kk=f"{self.short.kk}:", ru=f"{self.short.ru}:")


class Paper(Strict):
    """Something beside the announcement that a contest goes by: its rules, an order, an addendum, a site."""

    id: ItemId
    name: Text
    url: Words | None = None


class ContestLink(Strict):
    """A page on the web that people need, and the screens on which it stands: `rules`, `rules/<page>`, `who`,
    `document/<id>`, `eligibility/<condition>`.

    `source` is where the address is printed, `confirmed` the day on which the operator confirmed it.
    """

    id: ItemId
    label: Text
    url: Link
    at: Annotated[tuple[Related, ...], Field(min_length=1)]
    source: Source | None = None
    confirmed: WrittenDay | None = None

    @model_validator(mode="after")
    def _warranted(self) -> Self:
        if self.source is None and self.confirmed is None:
            raise ValueError(Complaint("say where the link is printed, or when the operator confirmed it"))
        return self

    @property
    def host(self) -> str:
        """All between `https://` and the path: a name or a port before or behind the host makes it another one."""
        return urlsplit(self.url).netloc

    def findings(self, hosts: tuple[str, ...]) -> Iterator[Finding]:
        if self.host not in hosts:
            yield ("url",), Complaint("{host} is not among the hosts that the operator confirmed", host=self.host)
        for language, words in self.label.said.items():
            if len(words) > LONGEST_LABEL:
                what = Complaint("a label of a link has {most} characters at the most", most=LONGEST_LABEL)
                yield ("label", language.value), what
        for index, place in enumerate(self.at):
            if place.view not in WITH_LINKS or (place.view is LinkedScreen.DOCUMENT and place.item is None):
                yield ("at", index), Complaint("no links stand on the screen {value}", value=place.view.value)


class Repair(Strict):
    """A slip of the print that is shown mended: only where no meaning depends on it."""

    printed: Words
    shown: Words


class About(Strict):
    """Identity, dates and money source of a contest (contest.yaml).

    `begins` is the printed moment from which applications are taken, where it is not the day of the announcement.
    `opened` and `closed` are decisions to begin at another moment, and to end before the deadline. `archived` is the
    day since which nothing of it is said or offered any more. `reminders` are the times before the deadline at which
    people are reminded, where they are not the usual ones.
    """

    id: ContestId
    name: Text
    short: Text
    operator: Operator
    papers: tuple[Paper, ...] = ()
    basis: Text | None = None
    announced: WrittenDay
    zone: Zone
    zone_label: Text
    begins: WrittenMoment | None = None
    deadline: Deadline
    opened: Addendum | None = None
    closed: Addendum | None = None
    archived: WrittenDay | None = None
    stages: tuple[Stage, ...] = ()
    reminders: tuple[ReminderRule, ...] = USUAL
    latest_project_end: WrittenDay | None = None
    holidays: tuple[WrittenDay, ...] = ()
    budget: Literal["republican", "local"] | None = None
    budget_unclear: Text | None = None
    prevailing: Text | None = None
    announcement_url: Link | None = None
    """Where the announcement itself can be read."""
    link_hosts: tuple[Words, ...] = ()
    """Names of sites, as the operator gave them: no link leads anywhere else."""
    links: tuple[ContestLink, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def links_at(self, view: LinkedScreen, item: str | None = None) -> tuple[ContestLink, ...]:
        """The pages on the web that stand on a screen."""
        here = Related(view=view, item=item)
        return tuple(link for link in self.links if here in link.at)

    @property
    def moves(self) -> tuple[Addendum, ...]:
        """Every decision that moved the end, in order."""
        return (*self.deadline.addenda, *([self.closed] if self.closed else []))

    @property
    def as_of(self) -> date:
        """The day of the last word on the deadline: of a decision, or of the announcement."""
        return max((self.announced, *(move.announced for move in self.moves)))

    @property
    def starts(self) -> datetime:
        """The first moment an application is taken, as a local time."""
        if self.opened is not None:
            return self.opened.at
        return self.begins or datetime.combine(self.announced, time.min)

    @property
    def ends(self) -> datetime:
        """The last moment an application is taken, as a local time."""
        return self.closed.at if self.closed else self.deadline.local

    @property
    def remind_before(self) -> tuple[ReminderRule, ...]:
        """When people are reminded of the deadline, the earliest first."""
        return tuple(rule for rule in BEFORE_DEADLINE if rule in self.reminders)

    def findings(self) -> Iterator[Finding]:
        for index, rule in enumerate(self.reminders):
            if rule not in BEFORE_DEADLINE:
                yield (
                    ("reminders", index),
                    Complaint("{rule!r} is no time before the deadline", rule=rule.value),
                )
        yield from unique("papers", (paper.id for paper in self.papers))
        yield from unique("links", (link.id for link in self.links))
        for index, link in enumerate(self.links):
            yield from ((("links", index, *where), what) for where, what in link.findings(self.link_hosts))
        yield from self.deadline.findings()
        yield from self._turn_findings()
        yield from stage_findings(self.stages, self.starts.date(), self.ends.date())
        if self.deadline.local.date() < self.announced:
            yield ("deadline", "original"), Complaint("the deadline lies before the announcement")
        if self.archived is not None and self.archived < self.ends.date():
            yield ("archived",), Complaint("a contest is archived once applications are no longer taken")
        if self.latest_project_end is not None and self.latest_project_end < self.deadline.local.date():
            yield ("latest_project_end",), Complaint("projects would end before applications are taken")

    def _turn_findings(self) -> Iterator[Finding]:
        turns = {name: turn.at for name in ("opened", "closed") if (turn := getattr(self, name))}
        if self.begins is not None:
            turns["begins"] = self.begins
        aware = [name for name, moment in turns.items() if moment.tzinfo is not None]
        for name in aware:
            place = (name,) if name == "begins" else (name, "at")
            yield place, Complaint("write the local time, without an offset")
        if aware or any(each.tzinfo for each in (self.deadline.local, self.ends)):
            return
        if self.closed and self.closed.at > self.deadline.local:
            yield ("closed", "at"), Complaint("only a decision that ends the contest before its deadline stands here")
        if turns and self.starts >= self.ends:
            where = ("closed", "at") if self.closed else ("opened", "at") if self.opened else ("begins",)
            yield where, Complaint("the contest would end before it begins")
