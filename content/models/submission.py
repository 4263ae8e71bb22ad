"""Where, when and how an application is handed in (submission.yaml)."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated

from pydantic import Field, StringConstraints

from content.models.base import Finding, ItemId, Quote, Rule, Source, Strict, Text, unique


class OfficeHours(Strict):
    """When papers are taken by hand: ISO weekdays (1 is Monday), times in the contest's zone."""

    weekdays: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(min_length=1)]
    opens: time
    closes: time
    lunch_starts: time
    lunch_ends: time
    text: Text
    source: Source
    unclear: Text | None = None


class RuleGroup(Strict):
    """A page of rules on one matter, in our words; `quotes` are clauses printed elsewhere, with a document.

    The page with `shows_address` also offers the address, the map and the e-mail.
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
    """Where, when and how an application is handed in (submission.yaml)."""

    address: Text
    address_source: Source
    address_unclear: Text
    map_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")]
    office_hours: OfficeHours
    groups: tuple[RuleGroup, ...]
    rules: tuple[SubmissionRule, ...]
    not_stated: tuple[Rule, ...] = ()

    def findings(self) -> Iterator[Finding]:
        yield from unique("rules", (item.id for item in self.rules))
        yield from unique("not_stated", (item.id for item in self.not_stated))
        yield from unique("groups", (group.id for group in self.groups))
        for index, rule in enumerate(self.rules):
            for group_id in rule.groups:
                if self.group(group_id) is None:
                    yield ("rules", index, "groups"), f"no group has the id {group_id!r}"
        for index, group in enumerate(self.groups):
            if not self.quoted(group):
                yield ("groups", index, "id"), f"no rule is in the group {group.id!r}"
        hours = self.office_hours
        times = (hours.opens, hours.lunch_starts, hours.lunch_ends, hours.closes)
        if any(each.tzinfo is not None for each in times):
            yield ("office_hours",), "write local times, without an offset"
        elif list(times) != sorted(set(times)):
            yield ("office_hours",), "opening, lunch and closing times are not in order"

    def rule(self, item_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == item_id)

    def group(self, item_id: str) -> RuleGroup | None:
        return next((group for group in self.groups if group.id == item_id), None)

    def quoted(self, group: RuleGroup) -> tuple[SubmissionRule, ...]:
        """The rules on the page of a group, in the order of the announcement."""
        return tuple(rule for rule in self.rules if group.id in rule.groups)
