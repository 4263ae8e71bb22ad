"""Who may take part, why one is refused, when a contest is void (grounds.yaml)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from content.models.base import Finding, ItemId, Rule, Strict, Text, unique
from content.models.complaint import Complaint


class Check(Strict):
    """What applicants can ask themselves about a condition, in our words; `fine` is the answer that does no harm.

    `turn` is when it is asked: what somebody can know first comes first. Without it, in the order of the announcement,
    after those that have one.
    """

    title: Text
    question: Text
    fine: Literal["yes", "no"]
    if_fails: Text
    if_unknown: Text
    turn: Annotated[int, Field(ge=1, le=40)] | None = None


class Ground(Rule):
    """A rule that decides who or what falls out; `plain` says it in our words, as an item of a list."""

    plain: Text


class Condition(Ground):
    """A ground that applicants can check themselves before they apply."""

    check: Check


class Grounds(Strict):
    """Who may take part, and why an application or a topic falls out (grounds.yaml).

    `threshold` names the void ground that a self-assessment recalls, under `threshold_title`.
    """

    eligibility: Rule | None = None
    excluded: tuple[Condition, ...] = ()
    required: tuple[Ground, ...] = ()
    refusal_intro: Text | None = None
    refusal: tuple[Condition, ...] = ()
    refusal_consequence: Text | None = None
    void_intro: Text | None = None
    void: tuple[Ground, ...] = ()
    threshold: ItemId | None = None
    threshold_title: Text | None = None

    def findings(self) -> Iterator[Finding]:
        for name in ("excluded", "required", "refusal", "void"):
            yield from unique(name, (rule.id for rule in getattr(self, name)))
        if self.threshold is not None and self.threshold_rule is None:
            yield ("threshold",), Complaint("no void ground has the id {threshold!r}", threshold=self.threshold)
        if (self.threshold is None) != (self.threshold_title is None):
            yield ("threshold",), Complaint("`threshold` and `threshold_title` stand together")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that applicants can check themselves, in the order of the announcement."""
        return self.excluded + self.refusal

    def condition(self, item_id: str | None) -> Condition | None:
        return next((condition for condition in self.conditions if condition.id == item_id), None)

    @property
    def in_time(self) -> tuple[Condition, ...]:
        """The same in the order in which applicants can know of them."""
        return tuple(sorted(self.conditions, key=lambda each: each.check.turn or len(self.conditions) + 40))

    @property
    def who(self) -> bool:
        """Whether anything is said of who may take part."""
        return bool(self.eligibility or self.required or self.excluded)

    @property
    def threshold_rule(self) -> Ground | None:
        return next((rule for rule in self.void if rule.id == self.threshold), None)
