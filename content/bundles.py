"""A contest folder as a ZIP: taken from people, so nothing in it is believed; and made for them."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_FILES = 40
MOST_BYTES = 2**20
"""Of all files together, unpacked."""
LARGEST_ZIP = 2 * 2**20
PORTION = 2**16
ENCRYPTED = 0x1
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What computers add to a folder by themselves."""
ENDING = ".yaml"


class BundleError(Exception):
    """The ZIP is not taken; `reason` names the words that tell why, `name` the file in it."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(f"{reason}: {name}" if name else reason)
        self.reason = reason
        self.name = name


def read(data: bytes) -> dict[str, str]:
    """The YAML texts of a ZIP by their names without ending. Raises BundleError; takes little memory whatever comes."""
    if len(data) > LARGEST_ZIP:
        raise BundleError("large")
    try:
        with ZipFile(BytesIO(data)) as bundle:
            return _texts(bundle)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        raise BundleError("broken") from error


def _texts(bundle: ZipFile) -> dict[str, str]:
    entries = bundle.infolist()
    if len(entries) > MOST_FILES:
        raise BundleError("many")
    texts: dict[str, str] = {}
    folders: set[str] = set()
    left = MOST_BYTES
    for entry in entries:
        path = _path(entry)
        if entry.is_dir() or any(part in LITTER for part in path.parts):
            continue
        if len(path.parts) > 2 or path.suffix != ENDING:  # noqa: PLR2004 - a folder and a file
            raise BundleError("stray", entry.filename)
        folders.add(path.parent.name)
        if path.stem in texts or len(folders) > 1:
            raise BundleError("folders", entry.filename)
        content = b"".join(_unpacked(bundle, entry, left))
        left -= len(content)
        texts[path.stem] = _text(content, path.name)
    if not texts:
        raise BundleError("empty")
    return texts


def _path(entry: ZipInfo) -> PurePosixPath:
    """Where a file would stand; raises BundleError for anywhere outside the folder."""
    name = entry.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or set(name) & {"\\", ":", "\0"}:
        raise BundleError("outside", name.replace("\0", " "))
    return path


def _unpacked(bundle: ZipFile, entry: ZipInfo, most: int) -> Iterator[bytes]:
    """A file in portions. What its header says of its size is not believed."""
    if entry.flag_bits & ENCRYPTED:
        raise BundleError("encrypted")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BundleError("broken")
    with bundle.open(entry) as file:
        while portion := file.read(PORTION):
            most -= len(portion)
            if most < 0:
                raise BundleError("bomb")
            yield portion


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BundleError("encoding", name) from error


def pack(folder: str, texts: Mapping[str, str]) -> bytes:
    """A ZIP of one folder."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        for name, text in sorted(texts.items()):
            bundle.writestr(f"{folder}/{name}{ENDING}", text)
    return file.getvalue()
