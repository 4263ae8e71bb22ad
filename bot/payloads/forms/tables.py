"""Tables and budgets: their rows, added, copied, moved, removed. `after` is the newest row that was there."""

from bot.payloads.forms.places import AddedRowAt, BookAt, ColumnAt, FieldAt, RowAt
from bot.payloads.payload import Number, Payload


class TableCard(Payload, prefix="ftab"):
    book: BookAt
    field: FieldAt
    page: Number = 1


class AddRow(Payload, prefix="fadd"):
    book: BookAt
    field: FieldAt
    line: ColumnAt = ""
    activity: AddedRowAt = ""
    after: Number = 0


class RowCard(Payload, prefix="frow"):
    book: BookAt
    field: FieldAt
    row: RowAt


class CopyRow(Payload, prefix="fcopy"):
    book: BookAt
    field: FieldAt
    row: RowAt
    after: Number = 0


class MoveRow(Payload, prefix="fmov"):
    """Puts a row at a place of its table, counted from 1."""

    book: BookAt
    field: FieldAt
    row: RowAt
    position: Number


class RemoveRow(Payload, prefix="frem"):
    book: BookAt
    field: FieldAt
    row: RowAt
    sure: bool = False


class BringBackRow(Payload, prefix="fres"):
    book: BookAt
    field: FieldAt
    row: RowAt


class OfferedRows(Payload, prefix="foff"):
    """Rows of the organisation that fit here."""

    book: BookAt
    field: FieldAt
    page: Number = 1


class TakeRow(Payload, prefix="ftake"):
    book: BookAt
    field: FieldAt
    row: RowAt
    after: Number = 0


class BudgetCard(Payload, prefix="fbud"):
    """A line with what stands below it; without one, the whole budget."""

    book: BookAt
    field: FieldAt
    line: ColumnAt = ""
    activity: AddedRowAt = ""
    page: Number = 1


class FromGrant(Payload, prefix="fgra"):
    """What no other source pays for comes from the grant; `seen` is the version of that figure."""

    book: BookAt
    field: FieldAt
    row: RowAt
    seen: Number = 0
