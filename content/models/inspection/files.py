"""Kinds of rules about the files that are handed in. Whoever sent none hears nothing of them."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from content.models.base import ItemId, Text
from content.models.complaint import Complaint
from content.models.inspection.rules import InspectionRule, Reference, RefersTo


class FileFormat(StrEnum):
    """By the last part of its name; `other` is whatever cannot be read."""

    WORD = "docx"
    PDF = "pdf"
    SHEET = "xlsx"
    OTHER = "other"


class FilesCounted(InspectionRule):
    """There are so many files of a format, not more and not fewer."""

    gaps: ClassVar = frozenset({"number", "names"})
    kind: Literal["files_counted"]
    format: FileFormat
    count: Annotated[int, Field(gt=0, le=20)]


class FilesForeign(InspectionRule):
    """No file is of another format than those asked for."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["files_foreign"]
    formats: Annotated[tuple[FileFormat, ...], Field(min_length=1)]


class FilesOpen(InspectionRule):
    """Every file can be opened: it has no password and is whole."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["files_open"]


class FilesWithin(InspectionRule):
    """No file of a format is larger than that. Megabytes of 2^20 bytes, pages as far as the file says them."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["files_within"]
    format: FileFormat
    most_mb: Annotated[int, Field(gt=0)] | None = None
    most_pages: Annotated[int, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.most_mb is None and self.most_pages is None:
            raise ValueError(Complaint("name a size, or a number of pages"))
        return self


class PartsFound(InspectionRule):
    """Files of each format have all of these documents, known by their headings. With a page that has no text nothing
    is said of that format: who knows what stands there.
    """

    gaps: ClassVar = frozenset({"file", "names"})
    kind: Literal["parts_found"]
    formats: Annotated[tuple[FileFormat, ...], Field(min_length=1)]
    headings: Annotated[dict[ItemId, Annotated[tuple[Text, ...], Field(min_length=1)]], Field(min_length=1)]

    def refers(self) -> Iterator[Reference]:
        yield from ((RefersTo.DOCUMENT, document) for document in self.headings)

    def words(self) -> Mapping[str, list[str]]:
        """All headings of a document, in every language."""
        return {
            document: [words for text in headings for words in text.said.values()]
            for document, headings in self.headings.items()
        }


OfFiles = FilesCounted | FilesForeign | FilesOpen | FilesWithin | PartsFound
