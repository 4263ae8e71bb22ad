"""The pages of a PDF as lines of text, as far as they have any: a scan has none."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from bot.office.reading.safety import OfficeFileError

HEAD = b"%PDF-"
BEFORE_HEAD = 1024
"""Bytes that may stand before it (ISO 32000, annex H)."""
MOST_PAGES = 400
"""Whose text is read; further ones are counted."""
MOST_CHARACTERS = 40_000
"""Of a page."""
MOST_SECONDS = 30
"""Of the processor, for all pages; what is left then counts as unread."""


@dataclass(frozen=True)
class PdfPages:
    """`pages` are those that were read, `unread` counts those without text and those that were not come to."""

    count: int
    unread: int
    pages: Sequence[Sequence[str]]


def is_pdf(data: bytes) -> bool:
    return HEAD in data[:BEFORE_HEAD]


def pages(data: bytes) -> PdfPages:
    """Raises OfficeFileError where it has a password, or is no PDF after all."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise OfficeFileError("password")
        count = len(reader.pages)
        read = _read(reader, min(count, MOST_PAGES))
    except (DependencyError, FileNotDecryptedError) as error:
        raise OfficeFileError("password") from error
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise OfficeFileError("broken") from error
    if not count:
        raise OfficeFileError("broken")
    return PdfPages(count, count - sum(1 for lines in read if lines), read)


def _read(reader: PdfReader, count: int) -> list[Sequence[str]]:
    ends = time.process_time() + MOST_SECONDS
    found: list[Sequence[str]] = []
    for number in range(count):
        if time.process_time() > ends:
            break
        found.append(_lines(reader.pages[number]))
    return found


def _lines(page: PageObject) -> Sequence[str]:
    """Nothing where the page cannot be understood: the others may be whole."""
    try:
        text = page.extract_text()
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return []
    return [line for line in text[:MOST_CHARACTERS].splitlines() if line.strip()]
