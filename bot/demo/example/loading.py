"""The example on the demo's page: an organisation and an application with forms that are filled in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.services.forms import changes
from bot.services.forms.changes import FormChange
from content.models import WRITTEN_LANGUAGES, Language
from content.rules.forms.filled import Place
from content.yaml_file import YamlFile
from storage.database import Database, Writer
from storage.entry import people
from storage.forms import rows, workbooks
from storage.packages import packages

EXAMPLE = Path(__file__).parent / "example.yaml"
BUDGET = "budget"
ORIGIN = "example"


async def load_example(database: Database, person_id: int, now: datetime) -> None:
    """Opens one more application of a person with it; each time a new one."""
    example = YamlFile(EXAMPLE).data
    async with database.writing() as connection:
        if await people.find(connection, person_id) is None:
            await people.set_language(connection, person_id, Language.KK, now)
        package = await packages.open_new(connection, person_id, example["contest"], now)
        found = await packages.find(connection, person_id, example["contest"], package)
        assert found is not None  # noqa: S101  it was just opened
        await packages.set_topic(connection, found, example["topic"])
        organisation = await workbooks.open_for_organisation(connection, person_id, now)
        await _write(connection, organisation.id, example["organisation"], person_id, now)
        book = await workbooks.open_for_package(connection, package)
        await workbooks.set_languages(connection, book.id, WRITTEN_LANGUAGES)
        await _write(connection, book.id, example["answers"], person_id, now)
        for name, table in example["tables"].items():
            for number, cells in enumerate(table):
                key, _ = await rows.add(connection, book.id, name, f"example.{name}.{number}")
                await _cells(connection, book.id, name, key, cells, person_id, now)
        await _budget(connection, book.id, example["budget"], person_id, now)


async def _budget(connection: Writer, book: int, example: Mapping[str, Any], by: int, now: datetime) -> None:
    for line, figures in example["lines"].items():
        await _cells(connection, book, BUDGET, line, figures, by, now)
    for number, row in enumerate(example["rows"]):
        cells = {name: value for name, value in row.items() if name != "line"}
        key, _ = await rows.add(connection, book, BUDGET, f"example.{BUDGET}.{number}", row["line"])
        await _cells(connection, book, BUDGET, key, cells, by, now)


async def _write(connection: Writer, book: int, answers: Mapping[str, Any], by: int, now: datetime) -> None:
    for name, value in answers.items():
        await _say(connection, book, Place(name), value, by, now)


async def _cells(
    connection: Writer, book: int, name: str, row: str, cells: Mapping[str, Any], by: int, now: datetime
) -> None:
    for column, value in cells.items():
        await _say(connection, book, Place(name, row, column), value, by, now)


async def _say(connection: Writer, book: int, place: Place, value: Any, by: int, now: datetime) -> None:
    await changes.write(connection, book, list(_versions(place, value)), by, now, ORIGIN)


def _versions(place: Place, value: Any) -> Iterator[FormChange]:
    if not isinstance(value, Mapping):
        yield FormChange(place, value, 0)
        return
    for language, words in value.items():
        yield FormChange(Place(place.field, place.row, place.column, language), words, 0)
