"""What is wrong with a screen, and the place in the files of the contest whose words it shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.payloads.payload import Payload
from content.loader import contest_folder
from content.models import Contest, Language, Location
from content.models.complaint import Complaint
from content.texts.render import inner_quotes
from content.yaml_file import Fault, YamlFile

MARK_UP = re.compile(r"<[^>]*>")
NAME_CHARACTERS = 40
ITEMS = {
    "topic": ("topics", "topics"),
    "document": ("documents", "documents"),
    "criterion": ("criteria", "criteria"),
    "region": ("regions", "regions"),
    "consultant": ("regions", "consultants"),
    "group": ("submission", "groups"),
    "step": ("preparing", "steps"),
    "question": ("preparing", "questions"),
}
"""Where an item stands that a field of a payload names: the file, and the list in it."""
FEATURES = {
    "topics": "topics",
    "packages": "documents",
    "assessment": "criteria",
    "rules": "submission",
    "consultants": "regions",
    "answers": "faq",
    "forms": "forms",
    "papers": "forms",
}
"""Which file the other screens of a feature are drawn from."""


@dataclass(frozen=True)
class ScreenFault:
    """A fault of a screen: where a walk met it, and in which language."""

    contest: Contest
    payload: Payload
    language: Language
    shown: str
    what: Complaint

    def __str__(self) -> str:
        return f"{self.language.value} {self.payload.pack()}: {self.what}"

    @property
    def screen(self) -> str:
        """How it is called: by its first line, where it has any."""
        first = MARK_UP.sub("", self.shown).strip().split("\n")[0]
        return f"«{inner_quotes(first[:NAME_CHARACTERS]) or self.payload.pack()}» ({self.language.value})"


def placed(directory: Path, found: Iterable[ScreenFault]) -> list[Fault]:
    """Each once at its worst, however often a walk met it, with the file and line to look at first."""
    worst: dict[tuple[str, ...], Fault] = {}
    for each in sorted(found, key=lambda each: each.what.values.get("units", 0), reverse=True):
        fault = _placed(directory, each)
        worst.setdefault((str(fault.file), str(fault.where), each.screen, each.what.sentence), fault)
    return list(worst.values())


def _placed(directory: Path, found: ScreenFault) -> Fault:
    folder = contest_folder(directory, found.contest.id)
    part, where = next(_items(found), (_part(found), ()))
    path = folder / f"{part}.yaml"
    file = YamlFile(path if path.exists() else folder / "contest.yaml")
    what = Complaint(
        found.what.sentence,
        f"screen {found.screen}, {found.payload.pack()}: {found.what}",
        **{**found.what.values, "screen": found.screen},
    )
    return file.fault(where, what)


def _items(found: ScreenFault) -> Iterator[tuple[str, Location]]:
    """The items that the payload names and the contest has."""
    for field, (part, name) in ITEMS.items():
        for place, item in enumerate(getattr(getattr(found.contest, part), name)):
            if item.id == getattr(found.payload, field, None):
                yield part, (name, place)


def _part(found: ScreenFault) -> str:
    module = type(found.payload).__module__.split(".")
    return next((FEATURES[part] for part in module if part in FEATURES), "contest")
