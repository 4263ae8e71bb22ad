"""Who may take part, why one is refused, when a contest is void (grounds.yaml)."""

from collections.abc import Iterator
from typing import Literal

from content.models.base import Finding, ItemId, Rule, Strict, Text, unique


class Check(Strict):
    """What applicants can ask themselves about a condition, in our words; `fine` is the answer that does no harm."""

    title: Text
    question: Text
    fine: Literal["yes", "no"]
    if_fails: Text
    if_unknown: Text


class Ground(Rule):
    """A rule that decides who or what falls out; `plain` says it in our words, as an item of a list."""

    plain: Text


class Condition(Ground):
    """A ground that applicants can check themselves before they apply."""

    check: Check


class Grounds(Strict):
    """Who may take part, and why an application or a topic falls out (grounds.yaml)."""

    eligibility: Rule
    excluded: tuple[Condition, ...]
    required: tuple[Ground, ...]
    refusal_intro: Text
    refusal: tuple[Condition, ...]
    refusal_consequence: Text
    void_intro: Text
    void: tuple[Ground, ...]
    threshold: ItemId

    def findings(self) -> Iterator[Finding]:
        for name in ("excluded", "required", "refusal", "void"):
            yield from unique(name, (rule.id for rule in getattr(self, name)))
        if self.threshold not in {rule.id for rule in self.void}:
            yield ("threshold",), f"no void ground has the id {self.threshold!r}"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that applicants can check themselves, in the order of the announcement."""
        return self.excluded + self.refusal

    @property
    def threshold_rule(self) -> Rule:
        return next(rule for rule in self.void if rule.id == self.threshold)
