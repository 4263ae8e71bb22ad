"""YAML -> models. Every fault of every file is found at once and named by file and line."""

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from yaml.composer import ComposerError

from content.bundles import is_yaml
from content.checks import findings, texts
from content.models import Contest, Location, OrganisationSheet, Paper, Text
from content.models.complaint import Complaint


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where a person can find it. Lines count from 1."""

    file: Path
    line: int
    message: str
    where: Location = dataclasses.field(default=(), compare=False)
    what: str = dataclasses.field(default="", compare=False)
    """The message without the place."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """The content cannot be used; carries every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


ORGANISATION = Path(__file__).parent / "organisation.yaml"
DEEPEST = 30
"""Levels of a file."""
LARGEST = 2_000_000
"""What a file may hold, in characters and so much for each value, where all that it names again is written out."""
EACH_VALUE = 20
TODO = "TODO "
"""Begins what a new folder leaves open; an example follows it."""
BLOCK = ("|", ">")
"""Styles of a text that begins on the line below."""
WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})")


class YamlFile:
    """A parsed YAML file that remembers the line of everything in it; from a folder, or from texts by their names.

    What would take all memory is a fault: files also come from outside.
    """

    def __init__(self, path: Path, files: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.lines: dict[Location, int] = {}
        self.faults: list[Fault] = []
        self.data: Any = None
        self._room = LARGEST
        try:
            node = composed(path.read_text(encoding="utf-8") if files is None else files[path.stem])
            self.data = self._plain(node, ()) if node else {}
        except (FileNotFoundError, KeyError):
            self.faults.append(Fault(path, 1, Complaint("the file is missing")))
        except OSError as error:
            self.faults.append(Fault(path, 1, Complaint("the file cannot be read: {why}", why=error.strerror)))
        except UnicodeDecodeError:
            self.faults.append(Fault(path, 1, Complaint("the file is not UTF-8 text")))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            self.faults.append(Fault(path, mark.line + 1 if mark else 1, _unreadable(problem)))

    def fault(self, location: Location, message: str) -> Fault:
        """A fault at a place in the file, or at the nearest place above it that the file has."""
        known = location
        while known and known not in self.lines:
            known = known[:-1]
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
        said = f"{where}: {message}" if where else message
        return Fault(self.path, self.lines.get(known, 1), said, location, message)

    def _plain(self, node: yaml.Node, location: Location) -> Any:
        self.lines[location] = node.start_mark.line + 1
        self._room -= EACH_VALUE + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if self._room < 0 or len(location) > DEEPEST:
            raise ComposerError(problem="names used again make it too large", problem_mark=node.start_mark)
        if isinstance(node, yaml.MappingNode):
            result: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                if key in result:
                    line = key_node.start_mark.line + 1
                    self.faults.append(Fault(self.path, line, Complaint("{key!r} stands twice", key=key)))
                result[key] = self._plain(value_node, (*location, key))
                self.lines[(*location, key)] = key_node.start_mark.line + 1
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*location, index)) for index, item in enumerate(node.value)]
        if node.value.startswith(TODO):
            line = node.start_mark.line + (2 if getattr(node, "style", None) in BLOCK else 1)
            self.faults.append(Fault(self.path, line, Complaint("still to be filled in")))
        return _scalar(node)


def composed(text: str, loader: Any = yaml.CSafeLoader) -> yaml.Node | None:
    """The nodes of a YAML text. Its depth is looked at first: composing would otherwise end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark: Any = event.start_mark
            raise ComposerError(problem="too many levels", problem_mark=mark)
    node: yaml.Node | None = yaml.compose(text, Loader=loader)
    return node


def _scalar(node: yaml.Node) -> str | int | bool | None:
    """Plain whole numbers, true, false and null; everything else stays the text it is (no dates, no yes/no)."""
    value = str(node.value)
    if getattr(node, "style", None):
        return value
    if WHOLE_NUMBER.fullmatch(value):
        return int(value)
    return {"true": True, "false": False, "null": None, "": None}.get(value, value)


def load_catalogue(directory: Path) -> dict[str, Contest]:
    """Every contest of a content directory by its id, oldest first.

    Raises ContentError with all faults of all contests.
    """
    contests: dict[str, Contest] = {}
    faults: list[Fault] = []
    folders = sorted(path for path in directory.glob("*") if path.is_dir())
    if not folders:
        raise ContentError([Fault(directory, 1, Complaint("no contest folder here"))])
    for folder in folders:
        try:
            contest = load_contest(folder)
        except ContentError as error:
            faults += error.faults
        else:
            contests[contest.id] = contest
    if faults:
        raise ContentError(faults)
    return dict(sorted(contests.items(), key=lambda pair: pair[1].contest.announced))


def load_contest(folder: Path) -> Contest:
    """The contest that a folder describes.

    Raises ContentError with every fault: of form, of reference, of sums, of language.
    """
    return _load(folder, [fault for path in sorted(folder.glob("*.y*ml")) for fault in _stray(path)])


def load_files(name: str, files: Mapping[str, str]) -> Contest:
    """The contest that the texts of a folder of this name describe, each under its name without ending.

    Word templates are looked at where they are used.
    """
    yaml_files = [Path(f"{each}.yaml") for each in sorted(files) if is_yaml(each)]
    return _load(Path(name), [fault for path in yaml_files for fault in _stray(path)], files)


def _load(folder: Path, stray: list[Fault], files: Mapping[str, str] | None = None) -> Contest:
    documents = {name: YamlFile(folder / f"{name}.yaml", files) for name in _there(folder, files)}
    parts: dict[str, BaseModel] = {}
    faults: list[Fault] = []
    papers = _papers(documents["contest"])
    for name, document in documents.items():
        part, wrong = _read(document, Contest.model_fields[name].annotation, papers)
        faults += wrong
        if part is not None:
            parts[name] = part
    faults += stray
    about = parts.get("contest")
    if about is not None and getattr(about, "id", folder.name) != folder.name:
        faults.append(
            documents["contest"].fault(
                ("id",), Complaint("differs from the folder's name {folder!r}", folder=folder.name)
            )
        )
    if faults:
        raise ContentError(faults)
    contest = Contest.model_validate(parts)
    faults = [documents[name].fault(where, what) for name, where, what in contest.findings()]
    if faults:
        raise ContentError(faults)
    return contest


def load_organisation_sheet(path: Path = ORGANISATION) -> OrganisationSheet:
    """What is kept of an organisation. Raises ContentError with every fault."""
    sheet, faults = _read(YamlFile(path), OrganisationSheet)
    if faults or not isinstance(sheet, OrganisationSheet):
        raise ContentError(faults)
    return sheet


def _read(
    document: YamlFile, model: Any, papers: Mapping[str, Text] | None = None
) -> tuple[BaseModel | None, list[Fault]]:
    """A file as its model, with every fault; nothing where it is none."""
    if document.faults:
        return None, document.faults
    try:
        part: BaseModel = TypeAdapter(model).validate_json(
            json.dumps(document.data), strict=True, context={"papers": papers or {}}
        )
    except ValidationError as error:
        return None, [document.fault(*_complained(e)) for e in error.errors()]
    return part, [document.fault(where, what) for where, what in findings(part)]


STUMBLES = {
    "mapping values are not allowed": "cut by a colon",
    "cannot start any token": "begins with a sign of its own",
    "unexpected end of stream": "a quotation mark is not closed",
    "quoted scalar": "a quotation mark is not closed",
    "unexpected document": "a quotation mark is not closed",
    "or '}'": "a bracket is not closed",
    "or ']'": "a bracket is not closed",
    "escape character": "a backslash between quotation marks",
    "undefined alias": "begins with an asterisk",
    "alphabetic or numeric character": "begins with an asterisk",
    "expected key": "lines are not below each other",
    "expected '-' indicator": "lines are not below each other",
    "expected ':'": "lines are not below each other",
    "comment or line break": "text beside >-",
    "too many levels": "too many levels",
    "too large": "names used again make it too large",
}
"""What the YAML reader says, and what people have written then; most often a text with a colon without quotes."""


def _unreadable(problem: str) -> Complaint:
    known = next((sentence for part, sentence in STUMBLES.items() if part in problem), "not YAML")
    return Complaint(known, f"not YAML: {problem}")


PATTERNS = {"a link": "https://", "an e-mail": "@"}
"""What a pattern is of, by a sign in it; the others are of ids."""
FIELD = re.compile(r"[a-z_]+|\d+")
"""What a field may be called; anything else is the rest of a text that a comma has cut."""


def _complained(error: Mapping[str, Any]) -> tuple[Location, Complaint]:
    """What pydantic found, as a sentence that staff can be told."""
    place, message, kind = error["loc"], error["msg"], error["type"]
    last = str(place[-1]) if place else ""
    if place and not FIELD.fullmatch(last):
        return place, Complaint("cut by a comma", message, field=last)
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError) and isinstance(own := cause.args[0], Complaint):
        return place, Complaint(own.sentence, message, **own.values)
    given = {"field": last, **error.get("ctx", {})}
    if "expected" in given:
        given["expected"] = given["expected"].replace(" or ", ", ")
    about = next((f" of {name}" for name, sign in PATTERNS.items() if sign in given.get("pattern", "")), "")
    return place, Complaint(f"pydantic {kind}{about}", message, **given)


def _there(folder: Path, files: Mapping[str, str] | None) -> Iterator[str]:
    """The files of a contest: those it must have, and of the others those that are there."""
    for name, field in Contest.model_fields.items():
        if field.is_required() or (name in files if files is not None else (folder / f"{name}.yaml").exists()):
            yield name


def _papers(file: YamlFile) -> dict[str, Text]:
    """What sources may name besides the announcement; what is wrong with it is found with the rest of the file."""
    papers = {}
    listed = file.data.get("papers") if isinstance(file.data, dict) else None
    for each in listed if isinstance(listed, list) else ():
        with suppress(ValidationError):
            paper = Paper.model_validate(each)
            papers[paper.id] = paper.name
    return papers


def _stray(path: Path) -> Iterator[Fault]:
    if path.stem not in Contest.model_fields or path.suffix != ".yaml":
        yield Fault(path, 1, Complaint("no part of a contest has this name"))


def summary(contests: Mapping[str, Contest]) -> list[tuple[str, str, int]]:
    """What was checked: contest, part, number of items."""
    rows: list[tuple[str, str, int]] = []
    for contest in contests.values():
        counts = {
            "submission rules": len(contest.submission.rules),
            "topics": len(contest.topics.topics),
            "documents": len(contest.documents.documents),
            "criteria": len(contest.criteria.criteria),
            "grounds": len(contest.grounds.refusal) + len(contest.grounds.void),
            "regions": len(contest.regions.regions),
            "consultants": len(contest.regions.consultants),
            "plan rows": len(contest.plan.rows) if contest.plan else 0,
            "forms": len(contest.forms.forms),
            "form fields": sum(1 for _ in contest.forms.fields),
            "questions answered": len(contest.faq.questions),
            "texts in two languages": sum(1 for _ in texts(contest)),
        }
        rows += [(contest.id, part, count) for part, count in counts.items()]
    return rows
