"""Prepared statements: what every tap asks of the database, compiled once.

SQLAlchemy takes several times as long to hand such a statement on as SQLite takes to do it, so on the spot they go to
the driver itself (see `storage.sqlite.OnTheSpot`). Everything else goes SQLAlchemy's way.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.sql.dml import ReturningInsert

Convert = Callable[[Any], Any]
Statement = Select[Any] | Insert | ReturningInsert[Any] | Update | Delete


class CompiledStatement:
    """A statement as SQLite takes it, and how its values go in and come out."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        types = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        columns = statement.exported_columns
        self.text = str(compiled)
        self._order: Sequence[str] = getattr(compiled, "positiontup", None) or ()
        self._fixed = dict(compiled.params)
        self._into = {name: convert for name in types if (convert := types[name].bind_processor(dialect)) is not None}
        self._row = _row([str(column.key) for column in columns])
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


class PreparedStatement:
    """A statement with a name for each of its values (`bindparam`)."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._compiled: CompiledStatement | None = None

    def compiled(self, dialect: Dialect) -> CompiledStatement:
        if self._compiled is None:
            self._compiled = CompiledStatement(self.statement, dialect)
        return self._compiled


class Lookup(PreparedStatement):
    """Looks a few rows up by their keys."""


class PreparedChange(PreparedStatement):
    """Puts in or changes a few rows, and may return something of each (`RETURNING`)."""
