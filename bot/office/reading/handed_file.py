"""What a file is that is to be handed in: how many pages, and which documents it has by their headings. Of what is
written below them nothing is looked at, and nothing is given back.
"""

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from bot.office.reading import pdf_text, sheet_cells, word_text
from bot.office.reading.labels import Index, bare
from bot.office.reading.safety import OfficeFileError, OfficeKind, kind, limit

PROPERTIES = "docProps/app.xml"
PAGES = re.compile(rb"<Pages>(\d{1,5})</Pages>")
JOINED = 3
"""Lines over which a long heading runs."""
LISTED = 3
"""So many documents named one right below the other are a list of what is handed in, not the documents themselves."""
MORE = 80
"""Characters by which a line may be longer than the heading that it begins with."""
SENTENCE_ENDS = (".", ";", ",")


def done(task: Mapping[str, Any]) -> bytes:
    limit()
    try:
        outcome = read(b64decode(task["file"]), task["headings"])
    except OfficeFileError as error:
        outcome = {"refused": error.reason}
    except Exception as error:  # noqa: BLE001  whatever the libraries stumble over in a file from outside
        print(type(error).__name__, file=sys.stderr)  # noqa: T201
        outcome = {"refused": "broken"}
    return json.dumps(outcome, ensure_ascii=False).encode()


def read(data: bytes, headings: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Raises OfficeFileError where the file is none that is read."""
    finder = _Finder(headings)
    if pdf_text.is_pdf(data):
        found = pdf_text.pages(data)
        for number, lines in enumerate(found.pages, 1):
            finder.page(lines, number)
        return {"format": "pdf", "pages": found.count, "unread_pages": found.unread, "parts": finder.parts}
    what = kind(data)
    if what is OfficeKind.SHEET:
        for rows in sheet_cells.sheets(data):
            finder.page([cell for row in rows for cell in row if cell], 0)
        return {"format": what.value, "parts": finder.parts}
    for lines in _between_breaks(word_text.lines(data)):
        finder.page(lines, 0)
    return {
        "format": what.value,
        "pages": _pages_of_word(data),
        "parts": finder.parts,
        "made_here": word_text.stamp(data) is not None,
    }


def _between_breaks(lines: Iterator[str | None]) -> Iterator[list[str]]:
    together: list[str] = []
    for line in lines:
        if line is not None:
            together.append(line)
        elif together:
            yield together
            together = []
    yield together


def _pages_of_word(data: bytes) -> int | None:
    """As the program that wrote it counted them; None where it did not. A single page is what many write unasked."""
    with ZipFile(BytesIO(data)) as package:
        said = PAGES.search(package.read(PROPERTIES)) if PROPERTIES in package.namelist() else None
    pages = int(said[1]) if said else 0
    return pages if pages > 1 else None


@dataclass
class _Finder:
    """Finds headings among lines, whatever their numbers, capitals and marks are."""

    headings: Mapping[str, Sequence[str]]
    parts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = Index((words, part) for part, several in self.headings.items() for words in several)
        self._openings = [(f"{words} ", part) for words, part in self._known.known.items() if " " in words]

    def page(self, lines: Sequence[str], number: int) -> None:
        """Lines that stand together, without a new page or a picture between them."""
        for together in _runs(self._on([line for line in lines if line.strip()])):
            if len(set(together)) < LISTED:
                for part in together:
                    self.parts.setdefault(part, number)

    def _on(self, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Each heading: the line that it begins on, the one after it, and whose it is."""
        place = 0
        while place < len(lines):
            found = self._running(lines, place) or self._going_on(lines[place], place)
            if found is not None:
                yield place, *found
            place = found[0] if found else place + 1

    def _running(self, lines: Sequence[str], place: int) -> tuple[int, str] | None:
        """A heading over one or several lines; the longest, for one may begin with the words of another."""
        for after in range(min(place + JOINED, len(lines)), place, -1):
            part = self._known.find(" ".join(lines[place:after]))
            if part is not None:
                return after, part
        return None

    def _going_on(self, line: str, place: int) -> tuple[int, str] | None:
        """A heading with more behind it, as whose charter it is; a sentence is none."""
        words = bare(line)
        if not line.rstrip().endswith(SENTENCE_ENDS):
            for opening, part in self._openings:
                if words.startswith(opening) and len(words) < len(opening) + MORE:
                    return place + 1, part
        return None


def _runs(found: Iterator[tuple[int, int, str]]) -> Iterator[list[str]]:
    """Headings with nothing between them, together."""
    together: list[str] = []
    end = -1
    for begins, ends, part in found:
        if together and begins != end:
            yield together
            together = []
        together.append(part)
        end = ends
    yield together
