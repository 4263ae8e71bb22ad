"""Looks at a file that is to be handed in. Only what was found is kept: format, pages, and where which document is."""

from collections.abc import Iterable

from aiogram.types import Message

from bot.services.papers.fetching import NotFetchedError, fetched
from bot.services.papers.office import PaperWorks
from content.models import Contest
from content.models.inspection.files import FileFormat
from content.rules.inspection.sent_files import SentFile
from storage.database import Reader
from storage.packages.packages import Package
from storage.papers import hand_in_files
from storage.papers.hand_in_files import ArrivedFile, KeptFile

NAME = 120
"""Characters of a file's name."""
FORMATS = {
    "docx": FileFormat.WORD,
    "docm": FileFormat.WORD,
    "doc": FileFormat.WORD,
    "pdf": FileFormat.PDF,
    "xlsx": FileFormat.SHEET,
    "xlsm": FileFormat.SHEET,
    "xls": FileFormat.SHEET,
}
"""By the end of a file's name, whether it can be read or not."""


def format_of(name: str) -> FileFormat:
    return FORMATS.get(name.rpartition(".")[2].casefold(), FileFormat.OTHER)


async def looked_at(office: PaperWorks, contest: Contest, message: Message) -> tuple[ArrivedFile, bytes]:
    """Raises NotFetchedError for what is no file, or is not handed over. One that is too large counts all the same."""
    document = message.document
    if document is None:
        raise NotFetchedError("no_file")
    name = " ".join((document.file_name or "?").split())[-NAME:]
    kind = format_of(name)
    data = b""
    try:
        data = await fetched(message)
        found = dict(await office.handed_file(data, contest.inspection.headings()))
    except NotFetchedError as error:
        if error.reason != "large":
            raise
        found = {"refused": error.reason}
    found.setdefault("format", kind.value)
    return ArrivedFile(message.message_id, message.media_group_id, name, document.file_size or 0, found), data


async def sent_files(connection: Reader, package: Package | None) -> list[SentFile]:
    """Those of a package, in the order in which they came."""
    return list(_known(await hand_in_files.of_package(connection, package.id))) if package else []


def _known(kept: Iterable[KeptFile]) -> Iterable[SentFile]:
    for each in kept:
        found = each.found
        yield SentFile(
            each.id,
            each.name,
            FileFormat(found["format"]),
            each.size,
            found.get("pages"),
            found.get("unread_pages", 0),
            found.get("parts", {}),
            found.get("refused"),
        )
