"""What an application is held against before it is handed in (inspection.yaml)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from content.models.base import Finding, Strict, unique
from content.models.complaint import Complaint
from content.models.inspection.files import OfFiles, PartsFound
from content.models.inspection.money import OfMoney
from content.models.inspection.papers import OfPapers
from content.models.inspection.rules import RefersTo, RemarkGroup
from content.models.inspection.words import OfWords

RuleOfKind = Annotated[OfPapers | OfMoney | OfWords | OfFiles, Field(discriminator="kind")]


class Inspection(Strict):
    """Every rule of a contest (inspection.yaml). The file may be missing: then nothing is inspected."""

    rules: tuple[RuleOfKind, ...] = ()

    @property
    def of_files(self) -> bool:
        """Whether anything is asked of the files that are handed in."""
        return any(isinstance(rule, OfFiles) for rule in self.rules)

    def headings(self) -> Mapping[str, list[str]]:
        """By which headings documents are known in a file, those of all rules together."""
        found: dict[str, list[str]] = {}
        for rule in self.rules:
            if isinstance(rule, PartsFound):
                for document, words in rule.words().items():
                    found.setdefault(document, []).extend(words)
        return {document: list(dict.fromkeys(words)) for document, words in found.items()}

    def findings(self) -> Iterator[Finding]:
        yield from unique("rules", (rule.id for rule in self.rules))
        for index, rule in enumerate(self.rules):
            yield from ((("rules", index, *where), what) for where, what in rule.findings())
            if rule.serves is not None and rule.group is not RemarkGroup.POINTS:
                yield ("rules", index, "serves"), Complaint("only a rule of the group `points` serves a sub-point")

    def unknown(self, known: Mapping[RefersTo, Collection[str]]) -> Iterator[Finding]:
        """What rules name that the other files of the contest do not have."""
        for index, rule in enumerate(self.rules):
            serves = rule.serves
            point = [(RefersTo.SUB_POINT, f"{serves.criterion}.{serves.sub_point}")] if serves else []
            for kind, name in (*rule.refers(), *point):
                if name not in known[kind]:
                    yield (
                        ("rules", index),
                        Complaint("rule {id!r}: no {kind} has the id {name!r}", id=rule.id, kind=kind.value, name=name),
                    )
