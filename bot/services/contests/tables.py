"""Topics, documents and questions as a spreadsheet, for those who do not write YAML: there, and back into the files."""

import re
from base64 import b64decode
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.services.papers.office import PaperWorks
from bot.services.spreadsheet import Rows, Sheet
from bot.ui.context import Context
from content import contest_tables
from content.bundles import SHEET, BundleError
from content.contest_tables import LISTS, SheetRow, TableColumnPath, columns
from content.editing import Files
from content.texts.complaints import told
from content.yaml_file import Fault

NARROW, WIDE = 14, 40
PLACE = re.compile(rf"(?P<table>{'|'.join(LISTS)})\.yaml:\d+: (?:{'|'.join(LISTS.values())})\.(?P<number>\d+)")


@dataclass(frozen=True)
class TakenTables:
    """The files with what spreadsheets say, what is wrong with their cells, and in which rows the items stand."""

    files: Files
    faults: Sequence[Fault] = ()
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)


async def book(ctx: Context, files: Files) -> AsyncIterator[Rows]:
    """A sheet a table; heads say what is meant, and in brackets how it is called in the files."""
    for table in LISTS:
        of_table = list(columns(table))
        heads = [f"{_called(ctx, column)} ({column.name})" for column in of_table]
        widths = [WIDE if {"kk", "ru"} & set(column.name.split(".")) else NARROW for column in of_table]
        title = f"{ctx.label(f'diff.file.{table}')[:20]} ({table})"
        yield [Sheet(title, widths, heads), *contest_tables.rows(table, files)]


def _called(ctx: Context, column: TableColumnPath) -> str:
    """The name of the field in words, and of the language where it is one's."""
    own = ctx.texts.found(ctx.person.language, f"diff.column.{column.name}")
    return own or ", ".join(ctx.label(f"diff.field.{part}") for part in column.name.split("."))


async def taken_over(office: PaperWorks, files: Files, data: bytes) -> TakenTables:
    """Files with what a spreadsheet says. Raises BundleError where it is none that can be read."""
    found = await office.cells(data)
    if "refused" in found:
        raise BundleError("sheet")
    taken = {table: grid for title, grid in found["sheets"].items() if (table := contest_tables.table_named(title))}
    if not taken:
        raise BundleError("no_tables")
    faults: list[Fault] = []
    places: dict[str, Sequence[int]] = {}
    for table, grid in taken.items():
        rows: list[SheetRow] = contest_tables.read(grid)
        if not rows and table not in files:
            continue
        files, wrong = contest_tables.merged(table, rows, files)
        faults += wrong
        places[table] = [row.row for row in rows]
    return TakenTables(files, faults, places)


async def beside(office: PaperWorks, files: Files) -> TakenTables:
    """Files of a folder, with what the spreadsheets in it say; these are no files of a contest themselves."""
    taken = TakenTables({name: text for name, text in files.items() if not name.endswith(SHEET)})
    for name in sorted(name for name in files if name.endswith(SHEET)):
        more = await taken_over(office, taken.files, b64decode(files[name]))
        taken = TakenTables(more.files, (*taken.faults, *more.faults), {**taken.places, **more.places})
    return taken


def cell_faults(ctx: Context, taken: TakenTables) -> list[str]:
    return told(ctx.texts, ctx.person.language, taken.faults)


def with_rows(ctx: Context, lines: Sequence[str], taken: TakenTables) -> list[str]:
    """Faults of the files, those of items with the row of the spreadsheet that they come from."""
    return [f"{_row(ctx, line, taken)}{line}" for line in lines]


def _row(ctx: Context, line: str, taken: TakenTables) -> str:
    found = PLACE.match(line)
    rows = taken.places.get(found["table"], ()) if found else ()
    if found is None or not 0 < int(found["number"]) <= len(rows):
        return ""
    return ctx.label("contest_desk.row", table=found["table"], number=rows[int(found["number"]) - 1]) + " "
