"""A YAML file, every fault of which is found at once and named by file and line."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError

from content.models import Location
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
SLIPS = {
    re.compile(r" *\t"): "a tab in the indentation",
    re.compile("[ \u2000-\u200b\u202f\u3000]*[\u00a0\u2000-\u200b\u202f\u3000]"): "an indentation of other signs",
    re.compile(r" *[—–−•·] *\S"): "a dash that is no hyphen",
    re.compile(r" *(?:- +)?[a-z_]+:(?!//)[^\s:]"): "no space behind the colon",
    re.compile(r""" *(?:- +)?[a-z_]+: *(?:"[^"]*"|'[^']*') +[^\s#,}\]]"""): "words behind the closing quotation mark",
}
"""How a line begins in which people slipped, tried in this order. The reader often stumbles a line or two below it."""
LINES_BELOW = 2


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
        text = ""
        try:
            text = path.read_text(encoding="utf-8") if files is None else files[path.stem]
            node = composed(text)
            self.data = self._plain(node, ()) if node else {}
        except (FileNotFoundError, KeyError):
            self.faults.append(Fault(path, 1, Complaint("the file is missing")))
        except OSError as error:
            self.faults.append(Fault(path, 1, Complaint("the file cannot be read: {why}", why=error.strerror)))
        except UnicodeDecodeError:
            self.faults.append(Fault(path, 1, Complaint("the file is not UTF-8 text")))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line, complaint = _unreadable(
                text, mark.line + 1 if mark else 1, getattr(error, "problem", "") or str(error)
            )
            self.faults.append(Fault(path, line, complaint))

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
            what = Complaint("still to be filled in")
            self.faults.append(Fault(self.path, line, what, location, what))
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


def _unreadable(text: str, line: int, problem: str) -> tuple[int, Complaint]:
    """The line to mend, and what is wrong with it."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)), max(0, line - LINES_BELOW - 1), -1):
        slip = next((sentence for begins, sentence in SLIPS.items() if begins.match(lines[number - 1])), None)
        if slip:
            return number, Complaint(slip, f"{slip}; not YAML: {problem}")
    known = next((sentence for part, sentence in STUMBLES.items() if part in problem), "not YAML")
    return line, Complaint(known, f"not YAML: {problem}")
