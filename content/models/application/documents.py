"""What an application is made of (documents.yaml)."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from content.models.base import Finding, Item, ItemId, Quote, Source, Strict, Text, Words, numbered, unique
from content.models.complaint import Complaint
from content.models.written_dates import WrittenDay


class Lead(Strict):
    """Our own advice on how long a paper takes to get; the announcement says nothing of it. Working days."""

    working_days: Annotated[int, Field(ge=1, le=30)]
    why: Text


class DocumentCase(Strict):
    """One of several cases that ask for different papers."""

    when: Text
    text: Text
    source: Source


def _ending(value: object) -> object:
    """«PDF» and «.pdf» are written as often as «pdf»."""
    return value.strip().removeprefix(".").lower() if isinstance(value, str) else value


class FileDemand(Strict):
    """What the file of a document has to be like, as printed; `formats` are endings, `most_mb` its largest size."""

    formats: tuple[Annotated[str, BeforeValidator(_ending), StringConstraints(pattern=r"^[a-z0-9]{2,5}$")], ...] = ()
    most_mb: Annotated[int, Field(gt=0)] | None = None
    name: Text | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.formats and self.most_mb is None and self.name is None:
            raise ValueError(Complaint("name a format, a size or a name"))
        return self


class Document(Item):
    """A document of the application. `optional` says when it may be marked as not needed, and why.

    With `stage` it is handed in only in that stage, with `kinds` only for grants of these kinds. `official` is the
    printed sentence.
    """

    number: int
    printed_label: Words | None = None
    stage: ItemId | None = None
    kinds: tuple[ItemId, ...] = ()
    title: Text
    short: Text
    official: Text | None = None
    appendix: int | None = None
    as_of: WrittenDay | None = None
    file: FileDemand | None = None
    optional: Text | None = None
    lead: Lead | None = None
    explanation: Text
    mistakes: tuple[Text, ...] = ()
    notes: tuple[Quote, ...] = ()
    cases: tuple[DocumentCase, ...] = ()


class Documents(Strict):
    """The documents an application is made of (documents.yaml); `count` guards against a misread label."""

    source: Source
    count: int | None = None
    documents: tuple[Document, ...]

    @property
    def with_files(self) -> tuple[Document, ...]:
        """Those whose files have to be like something."""
        return tuple(document for document in self.documents if document.file)

    def findings(self) -> Iterator[Finding]:
        if not self.documents:
            yield ("documents",), Complaint("at least one is needed")
        yield from unique("documents", (item.id for item in self.documents))
        yield from numbered("documents", [document.number for document in self.documents])
        if self.count is not None and len(self.documents) != self.count:
            yield (
                ("count",),
                Complaint("{count} documents announced, {number} listed", count=self.count, number=len(self.documents)),
            )
