"""Topics, documents and questions of a contest as rows of a spreadsheet, and rows as its files again.

A head names its column in brackets: what stands before them is for people. What a row has no column for stays as the
files say it, so nothing is lost on the way there and back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.editing import Files, with_value
from content.models.complaint import Complaint
from content.yaml_file import TODO, Fault, YamlFile

ENDING = ".xlsx"
NAMED = re.compile(r"\(([a-z_.]+)\)\s*$")
"""The name at the end of a head, or of the title of a sheet."""
WHOLE = re.compile(r"-?\d{1,18}")
SPACES = re.compile(r"[\s\u00a0\u202f]")
MONTH = re.compile(r"(\d{4}-\d{2})-01")
"""What a spreadsheet makes of a month, however it is typed: its first day."""
TRUE, FALSE = ("true", "иә", "да", "+"), ("false", "жоқ", "нет", "-", "")

BOTH = ("kk", "ru")
SOURCE = ("source.section", "source.item", "source.appendix#", "source.page#", "source.paper")
COLUMNS: Mapping[str, str] = {
    "topics": """id number# kind direction# lot# title@ short@ goal@ tasks[]@ results[]@ period.text@ period.starts~
        period.ends~ territory@ amount.least# amount.most# grants# own_share@ latest_end audiences[] aliases[]""",
    "documents": """id number# printed_label title@ short@ official@ explanation@ mistakes[]@ optional@ stage kinds[]
        file.formats[] file.most_mb# file.name@ as_of appendix# lead.working_days# lead.why@""",
    "faq": "id per question@ short@ phrasings@[] answer@ screens[] quotes[] silent? about_bot?",
}
LISTS = {"topics": "topics", "documents": "documents", "faq": "questions"}
"""The list in each file that its rows are."""


@dataclass(frozen=True)
class TableColumnPath:
    """Where in an item a column stands, and what is in its cells.

    `[]` is a list with a line for each, `#` a whole number, `~` a month, `?` yes or no. A list of texts has a column a
    language.
    """

    path: tuple[str, ...]
    kind: str
    language: str = ""

    @property
    def name(self) -> str:
        return ".".join((*self.path, self.language) if self.language else self.path)


@dataclass(frozen=True)
class SheetRow:
    """A cell a column, and the row of the sheet, counted from 1."""

    row: int
    cells: Mapping[str, str]


def columns(table: str) -> Iterator[TableColumnPath]:
    for written in (*COLUMNS[table].split(), *SOURCE, "unclear@"):
        found = re.fullmatch(r"([a-z_.]+)(.*)", written)
        assert found is not None  # noqa: S101  they are written above
        path, kind = tuple(found[1].split(".")), found[2]
        if kind == "@":
            yield from (TableColumnPath((*path, language), "") for language in BOTH)
        elif kind == "@[]":
            yield from (TableColumnPath((*path, language), "[]") for language in BOTH)
        elif kind == "[]@":
            yield from (TableColumnPath(path, kind, language) for language in BOTH)
        else:
            yield TableColumnPath(path, kind)


# --- there


def rows(table: str, files: Files) -> list[list[str | int]]:
    """What the file of a table says, an item a row."""
    return [[_cell(item, column) for column in columns(table)] for item in _items(table, files)]


def _items(table: str, files: Files) -> list[dict[str, Any]]:
    data = YamlFile(Path(f"{table}.yaml"), {table: files.get(table, "")}).data
    listed = data.get(LISTS[table]) if isinstance(data, dict) else None
    return [_spread(item) for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def _spread(item: dict[str, Any]) -> dict[str, Any]:
    """An amount that is one number is the least and the most."""
    if isinstance(item.get("amount"), int):
        return {**item, "amount": {"least": item["amount"], "most": item["amount"]}}
    return item


def _cell(item: Mapping[str, Any], column: TableColumnPath) -> str | int:
    value = _found(item, column.path)
    if value is None:
        return ""
    if column.language:
        return "\n".join(str(each.get(column.language, "")) for each in value if isinstance(each, dict))
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, int) else str(value)


def _found(item: Any, path: Sequence[str]) -> Any:
    for step in path:
        item = item.get(step) if isinstance(item, dict) else None
    return item


# --- and back


def read(grid: Sequence[Sequence[str]]) -> list[SheetRow]:
    """The rows below the heads; empty ones are left out."""
    heads = {place: found[1] for place, head in enumerate(grid[0] if grid else ()) if (found := NAMED.search(head))}
    return [
        SheetRow(number, {name: row[place].strip() for place, name in heads.items() if place < len(row)})
        for number, row in enumerate(grid[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def table_named(title: str) -> str | None:
    found = NAMED.search(title)
    return found[1] if found and found[1] in LISTS else None


def merged(table: str, taken: Sequence[SheetRow], files: Files) -> tuple[Files, list[Fault]]:
    """The files with the items of a table as its rows say them, and what in the cells is none of their kind."""
    before = _items(table, files)
    known = {str(item.get("id")): item for item in before}
    faults: list[Fault] = []
    items: list[dict[str, Any]] = []
    for place, row in enumerate(taken, start=1):
        item = deepcopy(known.get(row.cells.get("id", ""), {}))
        for column in columns(table):
            if column.name in row.cells:
                fault = _set(item, column, row.cells[column.name])
                if fault is not None:
                    faults.append(Fault(Path(f"{table}{ENDING}"), row.row, fault, (column.name,), fault))
        if not item.get("number") and "number" in row.cells:
            item["number"] = place
        items.append(_folded(item))
    if items == [_folded(item) for item in before]:
        return files, faults
    return {**files, table: _written(table, files, items)}, faults


def _written(table: str, files: Files, items: list[dict[str, Any]]) -> str:
    """Only what is different is written anew, where the rows are the same ones."""
    before = [_folded(item) for item in _items(table, files)]
    text = files.get(table, "") or f"{LISTS[table]}: []\n"
    if [item.get("id") for item in before] != [item.get("id") for item in items]:
        return with_value(text, (LISTS[table],), items)
    for place, (old, new) in enumerate(zip(before, items, strict=True)):
        if old != new:
            text = with_value(text, (LISTS[table], place), new)
    return text


def _folded(item: dict[str, Any]) -> dict[str, Any]:
    amount = item.get("amount")
    if isinstance(amount, dict) and amount.get("most") is not None and amount.get("least") == amount.get("most"):
        return {**item, "amount": amount["most"]}
    return item


def _set(item: dict[str, Any], column: TableColumnPath, words: str) -> Complaint | None:
    """Puts what a cell says in its place; an empty cell takes it away. Says what is wrong with the cell."""
    if column.language:
        _set_texts(item, column, words)
        return None
    value, fault = _value(column.kind, words)
    if value is None:
        _remove(item, column.path)
    else:
        _put(item, column.path, value)
    return fault


def _value(kind: str, words: str) -> tuple[Any, Complaint | None]:
    if kind == "[]":
        return [line.strip() for line in words.split("\n") if line.strip()] or None, None
    if kind == "#":
        bare = SPACES.sub("", words.removeprefix(TODO))
        if WHOLE.fullmatch(bare) and not words.startswith(TODO):
            return int(bare), None
        return words or None, Complaint("{words!r} is no whole number", words=words) if bare else None
    if kind == "~":
        return MONTH.sub(r"\1", words) or None, None
    if kind == "?":
        said = words.casefold()
        wrong = Complaint("{words!r} is neither yes nor no", words=words) if said not in TRUE + FALSE else None
        return (True if said in TRUE else None), wrong
    return words or None, None


def _set_texts(item: dict[str, Any], column: TableColumnPath, words: str) -> None:
    """One language of a list of texts, a line each; what else is said of a line stays with it."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    old = _found(item, column.path) or []
    new = [deepcopy(old[place]) if place < len(old) else {} for place in range(max(len(lines), len(old)))]
    for place, each in enumerate(new):
        each.pop(column.language, None)
        if place < len(lines):
            each[column.language] = lines[place]
    kept = [each for each in new if each.keys() & set(BOTH)]
    if kept:
        _put(item, column.path, kept)
    else:
        _remove(item, column.path)


def _put(item: dict[str, Any], path: Sequence[str], value: Any) -> None:
    *way, last = path
    for step in way:
        if not isinstance(item.get(step), dict):
            item[step] = {}
        item = item[step]
    item[last] = value


def _remove(item: dict[str, Any], path: Sequence[str]) -> None:
    if len(path) > 1 and isinstance(item.get(path[0]), dict):
        _remove(item[path[0]], path[1:])
        if not item[path[0]]:
            del item[path[0]]
    elif len(path) == 1:
        item.pop(path[0], None)
