"""Files that are handed in: how many of which format, whether they open, what is found in them by its heading."""

from collections.abc import Iterator, Sequence

from content.models.inspection.files import FileFormat, FilesCounted, FilesForeign, FilesOpen, FilesWithin, PartsFound
from content.rules.inspection.application import Application, Remark, Spot, SpotKind, listed
from content.rules.inspection.sent_files import SentFile

MEGABYTE = 2**20
NOT_NEEDED = "not_needed"


def _of(application: Application, kind: FileFormat) -> list[SentFile]:
    return [file for file in application.files if file.format is kind]


def _spot(files: Sequence[SentFile]) -> Spot:
    return Spot(SpotKind.FILES, files[0].name if files else "")


def _names(files: Sequence[SentFile]) -> str:
    return listed([file.name for file in files])


def files_counted(rule: FilesCounted, application: Application) -> Iterator[Remark]:
    files = _of(application, rule.format)
    if application.files and len(files) != rule.count:
        names = f" ({_names(files)})" if files else ""
        yield application.remark(rule, _spot(files), number=len(files), names=names)


def files_foreign(rule: FilesForeign, application: Application) -> Iterator[Remark]:
    files = [file for file in application.files if file.format not in rule.formats]
    if files:
        yield application.remark(rule, _spot(files), names=_names(files))


def files_open(rule: FilesOpen, application: Application) -> Iterator[Remark]:
    files = [file for file in application.files if not file.opens]
    if files:
        yield application.remark(rule, _spot(files), names=_names(files))


def files_within(rule: FilesWithin, application: Application) -> Iterator[Remark]:
    files = [
        file
        for file in _of(application, rule.format)
        if (rule.most_mb is not None and file.size > rule.most_mb * MEGABYTE)
        or (rule.most_pages is not None and (file.pages or 0) > rule.most_pages)
    ]
    if files:
        yield application.remark(rule, _spot(files), names=_names(files))


def parts_found(rule: PartsFound, application: Application) -> Iterator[Remark]:
    """What several files have between them counts as there: that they are several is a matter of `files_counted`."""
    needed = [
        document
        for document in map(application.contest.document, rule.headings)
        if document is not None and application.documents.get(document.id, NOT_NEEDED) != NOT_NEEDED
    ]
    for kind in rule.formats:
        files = _of(application, kind)
        there = {part for file in files for part in file.parts}
        missing = [document for document in needed if document.id not in there]
        if files and missing and all(file.read for file in files):
            names = ", ".join(f"{document.number}. {document.short[application.language]}" for document in missing)
            yield application.remark(rule, _spot(files), file=_names(files), names=names)
