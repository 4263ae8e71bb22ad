"""Names that were written elsewhere and are wanted here again: what is offered, and where an older name still stands.

Which places these are, the forms say (`names_from`); nothing is filled in by itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s

from bot.services.forms.asking import FormQuestion
from bot.services.forms.books import FormBook
from content.matching.spelling import fold
from content.models import FormField, FormSection, Language
from content.models.forms.fields import OF_ORGANISATION
from content.rules.forms.filled import FilledForms, FilledSheet, Place
from content.rules.forms.typed import says_none
from content.rules.inspection.likeness import alike

MOST = 200
"""Characters of a name; a longer line is a text."""
NUMBERED = re.compile(r"^\s*(?:[0-9]{1,2}[.)]|[-–—•*])\s*")
ONE_LINE = re.compile(r"[;\n]|\s(?=[0-9]{1,2}[.)]\s)")
"""Between things that people number or part in one line."""
COUNTED = re.compile(r"(?:,| [–—-]| ?\()\s*[0-9][0-9\s]*(?:[^\W\d_]+\.?)?\)?$")
"""How many there are, behind a name."""


@dataclass(frozen=True)
class WrittenName:
    """`origin` is where it stands, the same in every language of the paper."""

    words: str
    origin: str

    @property
    def mark(self) -> str:
        """By which a button means these words, and no others that stand there later."""
        return blake2s(self.words.encode(), digest_size=4).hexdigest()


def known(book: FormBook, asked: FormQuestion, language: str = "") -> list[WrittenName]:
    """Every name that can stand there, in the language of the place, or in another one of the paper."""
    said = Language(language or asked.place.language or Language.KK)
    found = [WrittenName(asked.usual[said], "usual")] if asked.usual else []
    if book.contest is not None:
        found += [name for place in asked.names_from for name in _at(book.filled, place, said)]
    return list({fold(name.words): name for name in reversed(found)}.values())[::-1]


def offered(book: FormBook, asked: FormQuestion) -> list[WrittenName]:
    """Without the one that stands there. First that whose other language stands there; last those in other rows."""
    place, here = asked.place, fold(book.own.at(asked.place))
    others = {
        fold(book.own.at(Place(place.field, row.key, place.column, place.language)))
        for row in book.own.rows(place.field)
        if row.key != place.row
    }
    twins = _twins(book, asked)
    names = [name for name in known(book, asked) if fold(name.words) != here]
    return sorted(names, key=lambda name: (name.origin not in twins, fold(name.words) in others))


def _twins(book: FormBook, asked: FormQuestion) -> set[str]:
    """Where the name stands that this place has in another language."""
    place = asked.place
    return {
        name.origin
        for language in book.languages
        if place.language and language.value != place.language
        for name in known(book, asked, language.value)
        if name.words == book.own.at(Place(place.field, place.row, place.column, language.value))
    }


def _at(filled: FilledForms, place: str, language: Language) -> Iterator[WrittenName]:
    of_organisation = place.startswith(OF_ORGANISATION)
    sheet = filled.organisation if of_organisation else filled.own
    named, _, column = place.removeprefix(OF_ORGANISATION).partition(".")
    field = filled.sheet.field(named) if of_organisation else filled.contest.forms.field(named)
    if field is None:
        return
    for origin, words in _words(sheet, field, column, language):
        if words and not says_none(words):
            yield WrittenName(words, f"{place}/{origin}")


def _words(sheet: FilledSheet, field: FormField, column: str, language: Language) -> Iterator[tuple[str, str]]:
    if column:
        for row in sheet.rows(field.id):
            words = sheet.at(Place(field.id, row.key, column, language.value))
            yield row.key, " ".join(words.split()) if len(words) <= MOST else ""
        return
    text = sheet.at(Place(field.id, language=language.value))
    for number, line in enumerate(each for each in ONE_LINE.split(text) if each.strip()):
        yield str(number), _name(line)


def _name(line: str) -> str:
    """What a line is called: without its number, and without how many there are, or what is said behind a colon."""
    called, colon, more = NUMBERED.sub("", line).strip().partition(":")
    words = COUNTED.sub("", called.strip().rstrip(".,")).strip()
    return "" if len(words) > MOST or (colon and not more.strip()) else words


# --- names that changed


def missing(book: FormBook, asked: FormQuestion) -> FormSection | None:
    """The section of which a table has names, and not the one that stands here."""
    value = book.own.at(asked.place)
    if not value or book.contest is None or book.budget(asked.place.field) is not None:
        return None
    names = known(book, asked)
    tables = [place for place in asked.names_from if "." in place and not place.startswith(OF_ORGANISATION)]
    there = next((each for each in tables if any(name.origin.startswith(f"{each}/") for name in names)), None)
    if there is None or any(alike(value, name.words) for name in names):
        return None
    return book.holding(there.partition(".")[0])


def _wanting(book: FormBook, place: Place) -> list[tuple[str, str]]:
    """Columns, with their tables, in which the names of a column are written again."""
    source = f"{place.field}.{place.column}"
    return [
        (field.id, column.id)
        for field in (book.contest.forms.fields if book.contest and place.row else ())
        for column in field.columns
        if source in column.names_from
    ]


def named_elsewhere(book: FormBook, place: Place) -> bool:
    return bool(_wanting(book, place))


def users(book: FormBook, place: Place, words: set[str]) -> list[Place]:
    """Where such words stand that were taken from a column, in the language of the place."""
    return [
        at
        for field_id, column_id in _wanting(book, place)
        for row in book.own.rows(field_id)
        if book.own.at(at := Place(field_id, row.key, column_id, place.language)) in words
    ]


def left_behind(book: FormBook, place: Place, older: set[str]) -> list[Place]:
    """Where an older name of a row still stands, unless another row is called so by now."""
    others = {
        book.own.at(Place(place.field, row.key, place.column, place.language))
        for row in book.own.rows(place.field)
        if row.key != place.row
    }
    return users(book, place, older - others - {""})


def standing(book: FormBook, row: Place) -> list[tuple[FormSection, int]]:
    """The sections in which names of a row stand, and in how many rows each; they stay where it is taken out."""
    table = book.field(row.field)
    cells = [
        Place(row.field, row.row, column.id, language.value)
        for column in (table.columns if table else ())
        if column.type.in_languages
        for language in book.languages
    ]
    rows = {(at.field, at.row) for cell in cells for at in users(book, cell, {book.own.at(cell)} - {""})}
    counted = Counter(book.holding(field).id for field, _ in sorted(rows))
    return [(book.section(section), count) for section, count in counted.items()]
