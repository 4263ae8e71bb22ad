"""What the tables are made of."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, Enum, MetaData, Text, TypeDecorator, cast, type_coerce

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Choice = TypeVar("Choice", bound=StrEnum)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC also where the database knows no zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Json(TypeDecorator[Any]):
    """A value written as JSON. The column is text in both databases: what was written stays as it was, key by key.

    `column["key"].as_string()` is the text that stands in it under a key.
    """

    impl = Text
    cache_ok = True

    class comparator_factory(TypeDecorator.Comparator[Any]):  # noqa: N801  SQLAlchemy's name
        def __getitem__(self, index: Any) -> ColumnElement[Any]:
            readable = Text().with_variant(JSON(), "postgresql")  # SQLite reads JSON from text
            return type_coerce(cast(self.expr, readable), JSON)[index]

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else json.loads(value)


def one_of(choices: type[Choice], length: int) -> Enum:
    """A column that holds one of these by its value, as text: a new choice needs no migration."""
    return Enum(
        choices,
        length=length,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        values_callable=lambda kind: [choice.value for choice in kind],
    )
