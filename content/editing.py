"""Small changes of a contest's files, made where the value stands: comments and all other words stay as written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from content.models import Contest, Location, Text
from content.yaml_file import YamlFile, composed

Files = Mapping[str, str]
"""The files of a contest folder as content.bundles keeps them."""
WIDE = 10_000
ID_CHARACTERS = 16


def with_value(text: str, location: Location, value: Any) -> str:
    """A YAML text with another value at a place; where it cannot be put there alone, the whole is written anew."""
    data = _data(text)
    _set(data, location, value)
    placed = _placed(text, location, value)
    if placed is not None and _data(placed) == data:
        return placed
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=WIDE)


def without(text: str, key: str) -> str:
    """A YAML text without one of its outermost keys."""
    node = composed(text)
    data = _data(text)
    if key not in data or not isinstance(node, yaml.MappingNode):
        return text
    del data[key]
    name, value = next(pair for pair in node.value if pair[0].value == key)
    cut = text[: name.start_mark.index] + text[_end(value) :].lstrip(" ").removeprefix("\n")
    if _data(cut) == data:
        return cut
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=WIDE)


def _data(text: str) -> Any:
    return YamlFile(Path("edited.yaml"), {"edited": text}).data


def _set(data: Any, location: Location, value: Any) -> None:
    *way, last = location
    for step in way:
        data = data[step]
    data[last] = value


def _placed(text: str, location: Location, value: Any) -> str | None:
    node = composed(text)
    for depth, step in enumerate(location):
        inner = _inside(node, step)
        if inner is None:
            return _added(text, node, step, value) if depth == len(location) - 1 else None
        node = inner
    if node is None:
        return None
    start = node.start_mark
    end = len(text[: _end(node)].rstrip())  # what stands on lines of its own ends where the next begins
    block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    return text[: start.index] + _written(value, start.column if block else None) + text[end:]


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    return None


def _added(text: str, node: yaml.Node | None, step: str | int, value: Any) -> str | None:
    """A key that was not there, behind the last of its mapping."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return None
    end = _end(node)
    line = f"{' ' * node.start_mark.column}{step}: {_written(value, None)}"
    return f"{text[:end].rstrip()}\n{line}\n{text[end:].removeprefix(chr(10))}"


def _end(node: yaml.Node) -> int:
    """Where a value ends, without the comments and empty lines that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _written(value: Any, column: int | None) -> str:
    """On one line, or as a block that begins at a column."""
    if column is None:
        line = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=WIDE, default_flow_style=True)
        return line.removesuffix("\n").removesuffix("\n...").strip()
    block = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=WIDE)
    return block.rstrip("\n").replace("\n", "\n" + " " * column)


# --- what staff change from a phone


def _addendum(moment: datetime, announced: date, decision: Text, source: str) -> dict[str, Any]:
    return {
        "at": moment.isoformat(),
        "announced": announced.isoformat(),
        "decision": decision.model_dump(),
        "source": source,
    }


def extended(files: Files, moment: datetime, announced: date, decision: Text, source: str) -> Files:
    """The deadline at another local time. What was closed early takes applications again, and that it was stays."""
    text = files["contest"]
    about = _data(text)
    addenda = [*about["deadline"].get("addenda", ())]
    if about.get("closed"):
        addenda.append(about["closed"])
        text = without(text, "closed")
    addenda.append(_addendum(moment, announced, decision, source))
    return {**files, "contest": with_value(text, ("deadline", "addenda"), addenda)}


def turned(files: Files, turn: str, moment: datetime, announced: date, decision: Text, source: str) -> Files:
    """`opened` or `closed` at a local time."""
    return {**files, "contest": with_value(files["contest"], (turn,), _addendum(moment, announced, decision, source))}


def archived(files: Files, day: date | None) -> Files:
    """Put into the archive on a day, or taken out of it again."""
    text = files["contest"]
    changed = without(text, "archived") if day is None else with_value(text, ("archived",), day.isoformat())
    return {**files, "contest": changed}


def with_holidays(files: Files, days: Sequence[date]) -> Files:
    dates = [day.isoformat() for day in sorted(set(days))]
    return {**files, "contest": with_value(files["contest"], ("holidays",), dates)}


def with_consultant(files: Files, contest: Contest, consultant_id: str, part: str, words: str) -> Files:
    """Another `name` or `phone` of a consultant."""
    place = [each.id for each in contest.regions.consultants].index(consultant_id)
    value: Any = words if part == "name" else {"printed": words}
    return {**files, "regions": with_value(files["regions"], ("consultants", place, part), value)}


def answered_by(
    files: Files, contest: Contest, region_id: str, consultant_id: str, hired: Mapping[str, str] | None = None
) -> Files:
    """Another consultant for a region; who then answers for none is not listed any more.

    `hired` is the name and phone of one who is new. A number printed for the region alone was the other's.
    """
    text = files["regions"]
    data = _data(text)
    regions = data["regions"]
    place = [each.id for each in contest.regions.regions].index(region_id)
    text = with_value(text, ("regions", place, "consultant"), consultant_id)
    if "phone" in regions[place]:
        text = with_value(text, ("regions", place), {**_without(regions[place], "phone"), "consultant": consultant_id})
    busy = {each["consultant"] for index, each in enumerate(regions) if index != place} | {consultant_id}
    listed = [each for each in data["consultants"] if each["id"] in busy]
    if hired:
        listed.append({"id": consultant_id, "name": hired["name"], "phone": {"printed": hired["phone"]}})
    if listed != data["consultants"]:
        text = with_value(text, ("consultants",), listed)
    return {**files, "regions": text}


def _without(item: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}


LATIN = str.maketrans("абвгдезийклмнопрстуфыэәғқңөұүһі", "abvgdeziiklmnoprstufyeagqnouuhi") | {
    ord(letter): latin
    for letter, latin in (
        ("ж", "zh"),
        ("х", "kh"),
        ("ц", "ts"),
        ("ч", "ch"),
        ("ш", "sh"),
        ("щ", "sh"),
        ("ю", "yu"),
        ("я", "ya"),
    )
}


def new_id(name: str, taken: Sequence[str]) -> str:
    """An id for somebody, of the first word of their name."""
    first = (name.split() or [""])[0].casefold().replace("ё", "е").translate(LATIN)
    stem = re.sub(r"[^a-z0-9]", "", first)[:ID_CHARACTERS].lstrip("0123456789") or "consultant"
    stem = stem if len(stem) > 1 else f"{stem}_"
    return next(each for each in _numbered(stem) if each not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}{number}"
        number += 1
