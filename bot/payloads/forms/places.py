"""Places in forms, in the short fields that buttons carry."""

from typing import Annotated

from pydantic import BaseModel, Field

from bot.payloads.payload import Number
from content.rules.forms.filled import Place

BookAt = Annotated[str, Field(pattern=r"^(?:c[a-z0-9-]{2,14}|[pno][0-9]{1,9})$")]
"""Which book: see bot/services/forms/books.py."""
FieldAt = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,10}$")]
RowAt = Annotated[str, Field(pattern=r"^(?:[0-9]{1,9}|[a-z][a-z0-9_]{1,10}(?:\.[0-9]{1,9})?)?$")]
AddedRowAt = Annotated[str, Field(pattern=r"^[0-9]{0,9}$")]
ColumnAt = Annotated[str, Field(pattern=r"^(?:[a-z][a-z0-9_]{1,10})?$")]
LanguageAt = Annotated[str, Field(pattern=r"^(?:kk|ru)?$")]
Version = Number
"""Of an answer; 0 where nothing was ever written."""


class AtPlace(BaseModel):
    """The fields by which a payload means one place."""

    book: BookAt
    field: FieldAt
    row: RowAt = ""
    column: ColumnAt = ""
    language: LanguageAt = ""

    @property
    def place(self) -> Place:
        return Place(self.field, self.row, self.column, self.language)


def fields_of(book: str, place: Place) -> dict[str, str]:
    """These fields, for a place."""
    return {
        "book": book,
        "field": place.field,
        "row": place.row,
        "column": place.column,
        "language": place.language,
    }
