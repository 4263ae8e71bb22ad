"""Identity, dates and money source of a contest (contest.yaml)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Literal

from content.models.base import ContestId, Finding, Source, Strict, Text, Words, Zone


class Addendum(Strict):
    """A decision that moved the deadline, and where it stands."""

    at: datetime
    announced: date
    decision: Text
    source: Words | None = None


class Deadline(Strict):
    """The last moment an application is taken, as a local time of the contest's zone.

    `original` is what the announcement printed; the last addendum is what counts.
    """

    original: datetime
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
                yield ("deadline", "addenda", index, "at"), "write the local time, without an offset"
        if self.original.tzinfo is not None:
            yield ("deadline", "original"), "write the local time, without an offset"
        announced = [addendum.announced for addendum in self.addenda]
        if announced != sorted(announced):
            yield ("deadline", "addenda"), "addenda stand in the order in which they were announced"


class Operator(Strict):
    name: Text
    short: Text
    legal_form: Text


class Repair(Strict):
    """A slip of the print that is shown mended: only where no meaning depends on it."""

    printed: Words
    shown: Words


class About(Strict):
    """Identity, dates and money source of a contest (contest.yaml).

    `opened` and `closed` are decisions to begin at another moment than the day of the announcement, and to end before
    the deadline.
    """

    id: ContestId
    name: Text
    short: Text
    operator: Operator
    basis: Text
    announced: date
    zone: Zone
    zone_label: Text
    deadline: Deadline
    opened: Addendum | None = None
    closed: Addendum | None = None
    latest_project_end: date
    holidays: tuple[date, ...] = ()
    budget: Literal["republican", "local"]
    budget_unclear: Text | None = None
    prevailing: Text
    repairs: tuple[Repair, ...] = ()

    @property
    def moves(self) -> tuple[Addendum, ...]:
        """Every decision that moved the end, in order."""
        return (*self.deadline.addenda, *([self.closed] if self.closed else []))

    @property
    def as_of(self) -> date:
        """The day of the last word on the deadline: of a decision, or of the announcement."""
        return max((self.announced, *(move.announced for move in self.moves)))

    @property
    def ends(self) -> datetime:
        """The last moment an application is taken, as a local time."""
        return self.closed.at if self.closed else self.deadline.local

    def findings(self) -> Iterator[Finding]:
        yield from self.deadline.findings()
        yield from self._turn_findings()
        if self.deadline.local.date() < self.announced:
            yield ("deadline", "original"), "the deadline lies before the announcement"
        if self.latest_project_end < self.deadline.local.date():
            yield ("latest_project_end",), "projects would end before applications are taken"

    def _turn_findings(self) -> Iterator[Finding]:
        turns = {name: turn for name in ("opened", "closed") if (turn := getattr(self, name))}
        aware = [name for name, turn in turns.items() if turn.at.tzinfo is not None]
        yield from (((name, "at"), "write the local time, without an offset") for name in aware)
        if aware or any(each.tzinfo for each in (self.deadline.local, self.ends)):
            return
        if self.closed and self.closed.at > self.deadline.local:
            yield ("closed", "at"), "only a decision that ends the contest before its deadline stands here"
        begins = self.opened.at if self.opened else datetime.combine(self.announced, time.min)
        if (self.closed or self.opened) and begins >= self.ends:
            yield ("closed" if self.closed else "opened", "at"), "the contest would end before it begins"
