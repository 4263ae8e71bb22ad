"""A contest folder as a ZIP: taken from people, so nothing in it is believed; and made for them.

Its files are kept as texts: the YAML files by their names without ending, Word templates and spreadsheets by their
whole names, in base64.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_FILES = 40
MOST_BYTES = 3 * 2**20
"""Of all files together, unpacked."""
LARGEST_ZIP = 2 * 2**20
PORTION = 2**16
ENCRYPTED = 0x1
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What computers add to a folder by themselves."""
LOCK = ("~$", ".~lock")
"""How the file begins that marks another one as open in an office program."""
ENDING, WORD, SHEET = ".yaml", ".docx", ".xlsx"
ALSO_YAML = (".yml", ".yaml.txt", ".yml.txt")
"""How editors of texts name the same file."""
ZIP = ".zip"
OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".csv", ".ods")


class BundleError(Exception):
    """The ZIP is not taken; `reason` names the words that tell why, `name` the file in it."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(f"{reason}: {name}" if name else reason)
        self.reason = reason
        self.name = name


def read(data: bytes, name: str = "") -> dict[str, str]:
    """The files of a ZIP, which has this `name`, as texts. Raises BundleError; takes little memory whatever comes."""
    if len(data) > LARGEST_ZIP:
        raise BundleError("large")
    if name and not name.lower().endswith(ZIP):
        raise BundleError("table" if name.lower().endswith(OTHER_SHEETS) else "kind", name)
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
    folders: set[PurePosixPath] = set()
    left = MOST_BYTES
    for entry in entries:
        path = _path(entry)
        if entry.is_dir() or any(part in LITTER or part.startswith(LOCK) for part in path.parts):
            continue
        if path.suffix.lower() in OTHER_SHEETS:
            raise BundleError("table", path.name)
        if path.suffix not in {ENDING, WORD, SHEET}:
            raise BundleError("stray", entry.filename)
        folders.add(path.parent)
        key = path.stem if path.suffix == ENDING else path.name
        if key in texts or len(folders) > 1:
            raise BundleError("folders", entry.filename)
        content = b"".join(_unpacked(bundle, entry, left))
        left -= len(content)
        texts[key] = _text(content, path.name) if path.suffix == ENDING else b64encode(content).decode()
    if not any(map(is_yaml, texts)):
        raise BundleError("empty")
    return texts


def _path(entry: ZipInfo) -> PurePosixPath:
    """Where a file would stand; raises BundleError for anywhere outside the folder."""
    name = entry.orig_filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or set(name) & {"\\", ":", "\0"}:
        raise BundleError("outside", name.replace("\0", " "))
    other = next((ending for ending in ALSO_YAML if path.name.endswith(ending)), None)
    return path.with_name(f"{path.name.removesuffix(other)}{ENDING}") if other else path


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


def is_yaml(name: str) -> bool:
    return not name.endswith((WORD, SHEET))


def as_file(name: str, text: str) -> tuple[str, bytes]:
    """The file that a text stands for: its name, and what is in it."""
    if is_yaml(name):
        return f"{name}{ENDING}", text.encode()
    return name, b64decode(text)


def in_folder(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The texts of a folder: of these YAML files those that are there, and every Word template."""
    yaml = {name: folder / f"{name}{ENDING}" for name in names}
    texts = {name: path.read_text(encoding="utf-8") for name, path in yaml.items() if path.exists()}
    return texts | {path.name: b64encode(path.read_bytes()).decode() for path in sorted(folder.glob(f"*{WORD}"))}


def templates(texts: Mapping[str, str]) -> dict[str, bytes]:
    """The Word templates among them."""
    return {name: b64decode(text) for name, text in texts.items() if not is_yaml(name)}


def replaced(texts: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    """The names of Word templates that are not the same, or only in one of the two."""
    names = [name for name in {**texts, **others} if not is_yaml(name)]
    return sorted(name for name in names if texts.get(name) != others.get(name))


def pack(folder: str, texts: Mapping[str, str]) -> bytes:
    """A ZIP of one folder."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as bundle:
        for name, text in sorted(texts.items()):
            path, content = as_file(name, text)
            bundle.writestr(f"{folder}/{path}", content)
    return file.getvalue()
