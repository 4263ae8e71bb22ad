"""Kinds of rules about words that have to agree: between tables, with a text, between languages, with the topic."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from content.models.forms.fields import AnswerId
from content.models.inspection.rules import InspectionRule, Reference, RefersTo, TableCells


class RowsAlike(InspectionRule):
    """What stands in a column stands in the other one too."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["rows_alike"]
    cells: TableCells
    others: TableCells

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()
        yield from self.others.refers()


class RowsNamed(InspectionRule):
    """What stands in a column is named in a text."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["rows_named"]
    cells: TableCells
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()
        yield RefersTo.FIELD, self.field


class CountsNamed(InspectionRule):
    """Numbers of a column, or their sum, stand in a text that has figures."""

    gaps: ClassVar = frozenset({"sum"})
    kind: Literal["counts_named"]
    cells: TableCells
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()
        yield RefersTo.FIELD, self.field


class PersonListed(InspectionRule):
    """Somebody whom the organisation names stands in a column."""

    gaps: ClassVar = frozenset({"name"})
    kind: Literal["person_listed"]
    organisation: AnswerId
    cells: TableCells

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()


class TerritoryWithin(InspectionRule):
    """A text names no region but those of the topic."""

    gaps: ClassVar = frozenset({"names", "territory"})
    kind: Literal["territory_within"]
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.FIELD, self.field


class TerritoryNamed(InspectionRule):
    """A text names every place of the topic."""

    gaps: ClassVar = frozenset({"names", "territory"})
    kind: Literal["territory_named"]
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.FIELD, self.field


class TerritoryWhole(InspectionRule):
    """A text does not name single regions where the topic is for the whole country, or for all regions."""

    gaps: ClassVar = frozenset({"names", "territory"})
    kind: Literal["territory_whole"]
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.FIELD, self.field


class FiguresGiven(InspectionRule):
    """Texts, or cells of a column, have a figure in them."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["figures_given"]
    fields: tuple[AnswerId, ...] = ()
    cells: tuple[TableCells, ...] = ()

    def refers(self) -> Iterator[Reference]:
        yield from ((RefersTo.FIELD, each) for each in self.fields)
        for column in self.cells:
            yield from column.refers()


class LanguagesWhole(InspectionRule):
    """What is written in a language of the paper is written in the others too."""

    gaps: ClassVar = frozenset({"names", "language"})
    kind: Literal["languages_whole"]


class FiguresAlike(InspectionRule):
    """Figures are the same in all languages of the paper."""

    gaps: ClassVar = frozenset({"names", "figures"})
    kind: Literal["figures_alike"]


class NamesAlike(InspectionRule):
    """Names of people are the same in all languages of the paper."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["names_alike"]
    organisation: tuple[AnswerId, ...] = ()
    cells: tuple[TableCells, ...] = ()

    def refers(self) -> Iterator[Reference]:
        for column in self.cells:
            yield from column.refers()


OfWords = (
    RowsAlike
    | RowsNamed
    | CountsNamed
    | PersonListed
    | TerritoryWithin
    | TerritoryNamed
    | TerritoryWhole
    | FiguresGiven
    | LanguagesWhole
    | FiguresAlike
    | NamesAlike
)
