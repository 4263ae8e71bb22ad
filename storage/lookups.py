"""Look-ups that taps make all the time: compiled once.

SQLAlchemy takes several times as long to hand such a statement on as SQLite takes to answer it, so on the spot they go
to the driver itself (see `storage.sqlite.OnTheSpot`). Everything else goes SQLAlchemy's way.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select

Convert = Callable[[Any], Any]


class CompiledLookup:
    """A statement as SQLite takes it, and how its values go in and come out."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        types = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        columns = statement.selected_columns
        self.text = str(compiled)
        self._order: Sequence[str] = getattr(compiled, "positiontup", None) or ()
        self._fixed = dict(compiled.params)
        self._into = {name: convert for name in types if (convert := types[name].bind_processor(dialect)) is not None}
        self._row = _row(columns.keys())
        converts = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        self._out_of = [(index, convert) for index, convert in enumerate(converts) if convert is not None]

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        given = {**self._fixed, **values}
        return [self._into[name](given[name]) if name in self._into else given[name] for name in self._order]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        rows = []
        for each in found:
            row = list(each)
            for index, convert in self._out_of:
                row[index] = convert(row[index])
            rows.append(self._row(*row))
        return rows


def _row(names: Sequence[str]) -> Callable[..., Any]:
    """With a field for each column, as SQLAlchemy's rows have."""
    return namedtuple("Row", names)  # noqa: PYI024  its fields are known only here


class Lookup:
    """A look-up of a few rows by their keys, with a name for each of its values (`bindparam`)."""

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement
        self.compiled: CompiledLookup | None = None

    def compile(self, dialect: Dialect) -> None:
        if self.compiled is None:
            self.compiled = CompiledLookup(self.statement, dialect)
