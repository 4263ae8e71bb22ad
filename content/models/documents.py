"""What an application is made of (documents.yaml)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from content.models.base import Finding, Item, Quote, Source, Strict, Text, Words, numbered, unique


class Lead(Strict):
    """Our own advice on how long a paper takes to get; the announcement says nothing of it. Working days."""

    working_days: Annotated[int, Field(ge=1, le=30)]
    why: Text


class DocumentCase(Strict):
    """One of several cases that ask for different papers."""

    when: Text
    text: Text
    source: Source


class Document(Item):
    """A document of the application. `optional` says when it may be marked as not needed, and why."""

    number: int
    printed_label: Words
    title: Text
    short: Text
    official: Text
    appendix: int | None = None
    as_of: date | None = None
    optional: Text | None = None
    lead: Lead | None = None
    explanation: Text
    mistakes: tuple[Text, ...]
    notes: tuple[Quote, ...] = ()
    cases: tuple[DocumentCase, ...] = ()


class Documents(Strict):
    """The documents an application is made of (documents.yaml); `count` guards against a misread label."""

    source: Source
    count: int
    documents: tuple[Document, ...]

    def findings(self) -> Iterator[Finding]:
        yield from unique("documents", (item.id for item in self.documents))
        yield from numbered("documents", [document.number for document in self.documents])
        if len(self.documents) != self.count:
            yield ("count",), f"{self.count} documents announced, {len(self.documents)} listed"
