"""Statements compiled once for all databases of the tests: SQLAlchemy compiles for each engine anew."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect

COMPILED: dict[Any, Any] = {}


def sharing(create: Callable[..., Any]) -> Callable[..., Any]:
    """Creates engines that share what they compile."""

    def created(*arguments: Any, **options: Any) -> Any:
        kept = {"compiled_cache": COMPILED} | options.pop("execution_options", {})
        return create(*arguments, execution_options=kept, **options)

    return created


def alike(dialect: Dialect, other: object) -> bool:
    """What is compiled for one database serves any other of the same driver."""
    return type(dialect) is type(other)


def kind(dialect: Dialect) -> int:
    return hash(type(dialect))
