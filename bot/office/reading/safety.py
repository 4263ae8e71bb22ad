"""What a file from outside is before it is opened: nothing in it is believed, and little of it is read."""

import sys
import zlib
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_BYTES = 64 * 2**20
"""Of all parts together, unpacked."""
MOST_PARTS = 2_000
BEFORE_ROOT = 2_000
"""Bytes of a part in which entities could be declared."""
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = 0x1
MOST_MEMORY = 2**30
MOST_SECONDS = 60
LOCKED = "EncryptedPackage".encode("utf-16-le")
MACRO_MARKS = ("vbaproject.bin", "vbadata.xml")
MACRO_TYPE = b"macroEnabled"
TYPES = "[Content_Types].xml"


class OfficeKind(StrEnum):
    WORD = "docx"
    SHEET = "xlsx"


MAIN_PARTS = {"word/document.xml": OfficeKind.WORD, "xl/workbook.xml": OfficeKind.SHEET}


class OfficeFileError(Exception):
    """The file is not taken; `reason` names the words that tell why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def limit() -> None:
    """A file from outside gets so much memory and time of its process and no more."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def kind(data: bytes) -> OfficeKind:
    """Raises OfficeFileError for everything but a Word document or a spreadsheet that can be opened safely."""
    if data.startswith(OLE):
        raise OfficeFileError("password" if LOCKED in data else "old")
    if not data.startswith(ZIP):
        raise OfficeFileError("kind")
    try:
        with ZipFile(BytesIO(data)) as package:
            return _kind(package)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, KeyError) as error:
        raise OfficeFileError("broken") from error


def _kind(package: ZipFile) -> OfficeKind:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise OfficeFileError("bomb")
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise OfficeFileError("password")
    names = {part.filename for part in parts}
    found = next((kind for name, kind in MAIN_PARTS.items() if name in names), None)
    if found is None or TYPES not in names:
        raise OfficeFileError("kind")
    if any(name.lower().endswith(MACRO_MARKS) for name in names) or MACRO_TYPE in package.read(TYPES):
        raise OfficeFileError("macros")
    if any(_declares(package, part) for part in parts if part.filename.endswith((".xml", ".rels"))):
        raise OfficeFileError("broken")
    return found


def _declares(package: ZipFile, part: ZipInfo) -> bool:
    """Whether a part brings entities of its own; no office program writes any."""
    with package.open(part) as content:
        return b"<!DOCTYPE" in content.read(BEFORE_ROOT).replace(b"\0", b"")
