"""Where, when and how an application is handed in (submission.yaml)."""

from collections.abc import Iterator
from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from content.models.application.documents import Lead
from content.models.base import Finding, Item, ItemId, Quote, Rule, Source, Strict, Text, unique
from content.models.complaint import Complaint
from content.models.written_dates import WrittenTime


class Hours(Strict):
    """Hours of work: ISO weekdays (1 is Monday), times in the contest's zone, and a break where there is one."""

    weekdays: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(min_length=1)]
    opens: WrittenTime
    closes: WrittenTime
    lunch_starts: WrittenTime | None = None
    lunch_ends: WrittenTime | None = None

    @property
    def spells(self) -> tuple[tuple[time, time], ...]:
        """What is worked without a break, each from when to when."""
        if self.lunch_starts is None or self.lunch_ends is None:
            return ((self.opens, self.closes),)
        return ((self.opens, self.lunch_starts), (self.lunch_ends, self.closes))

    def findings(self) -> Iterator[Finding]:
        if (self.lunch_starts is None) != (self.lunch_ends is None):
            yield (), Complaint("a break has a beginning and an end")
            return
        times = [each for spell in self.spells for each in spell]
        if any(each.tzinfo is not None for each in times):
            yield (), Complaint("write local times, without an offset")
        elif times != sorted(set(times)):
            yield (), Complaint("opening, lunch and closing times are not in order")


class OfficeHours(Hours):
    """When papers are taken by hand, as printed."""

    text: Text
    source: Source
    unclear: Text | None = None


class WayKind(StrEnum):
    BY_HAND = "by_hand"
    POST = "post"
    EMAIL = "email"
    PORTAL = "portal"


class Way(Item):
    """A way to hand in. `plain` is what there is to know of it, in our words; `takes` how long it is on its way."""

    kind: WayKind
    plain: Text
    takes: Lead | None = None


class Portal(Strict):
    """A site on which applications are handed in. `number`: it gives each a number, worth keeping."""

    name: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    number: bool = False


class RuleGroup(Strict):
    """A page of rules on one matter, in our words; `quotes` are clauses printed elsewhere, with a document.

    The page with `shows_address` also offers whatever there is of address, map, e-mail and portal.
    """

    id: ItemId
    title: Text
    plain: Annotated[tuple[Text, ...], Field(min_length=1)]
    shows_address: bool = False
    quotes: tuple[Quote, ...] = ()


class SubmissionRule(Rule):
    """A rule of handing in, and the pages that quote it."""

    groups: Annotated[tuple[ItemId, ...], Field(min_length=1)]


class Submission(Strict):
    """Where, when and how an application is handed in (submission.yaml).

    `email_note` says what the e-mail is not for. `warning` stands above the steps of handing in, `several` where
    somebody has several applications; `results` is what there is to say of them once the contest is closed.
    """

    ways: tuple[Way, ...] = ()
    address: Text | None = None
    address_source: Source | None = None
    address_unclear: Text | None = None
    map_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")] | None = None
    email_note: Text | None = None
    portal: Portal | None = None
    office_hours: OfficeHours | None = None
    warning: Text | None = None
    several: Text | None = None
    results: Text | None = None
    groups: tuple[RuleGroup, ...] = ()
    rules: tuple[SubmissionRule, ...] = ()
    not_stated: tuple[Rule, ...] = ()

    def findings(self) -> Iterator[Finding]:
        yield from unique("rules", (item.id for item in self.rules))
        yield from unique("not_stated", (item.id for item in self.not_stated))
        yield from unique("groups", (group.id for group in self.groups))
        yield from unique("ways", (way.id for way in self.ways))
        for index, rule in enumerate(self.rules):
            for group_id in rule.groups:
                if self.group(group_id) is None:
                    yield ("rules", index, "groups"), Complaint("no group has the id {group_id!r}", group_id=group_id)
        for index, group in enumerate(self.groups):
            if self.rules and not self.quoted(group):
                yield ("groups", index, "id"), Complaint("no rule is in the group {id!r}", id=group.id)
        if self.office_hours is not None:
            yield from ((("office_hours", *where), what) for where, what in self.office_hours.findings())
        yield from self._way_findings()

    def _way_findings(self) -> Iterator[Finding]:
        """An address that a way needs has to be there; a part of an address does not stand alone."""
        needs = {
            WayKind.BY_HAND: ("address", self.address),
            WayKind.POST: ("address", self.address),
            WayKind.EMAIL: ("email", self.email),
            WayKind.PORTAL: ("portal", self.portal),
        }
        for index, way in enumerate(self.ways):
            field, value = needs[way.kind]
            if value is None:
                yield (
                    ("ways", index, "kind"),
                    Complaint("the way {value!r} needs the field {field!r}", value=way.kind.value, field=field),
                )
        for field in ("address_source", "address_unclear", "map_url"):
            if self.address is None and getattr(self, field) is not None:
                yield (field,), Complaint("there is no address for it")

    @property
    def only_way(self) -> Way | None:
        """The way to hand in, where there is just one."""
        return self.ways[0] if len(self.ways) == 1 else None

    def rule(self, item_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == item_id)

    def group(self, item_id: str) -> RuleGroup | None:
        return next((group for group in self.groups if group.id == item_id), None)

    def quoted(self, group: RuleGroup) -> tuple[SubmissionRule, ...]:
        """The rules on the page of a group, in the order of the announcement."""
        return tuple(rule for rule in self.rules if group.id in rule.groups)
