"""One item, or line of one, that an entry with `per` answers for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from content.models import Source, Text


@dataclass(frozen=True)
class Subject:
    """One of them; `values` are those of the entry's templates, `about` what else is said of it."""

    id: str
    source: Source
    values: Mapping[str, Any] = field(repr=False)
    about: tuple[Text, ...] = ()
    names: tuple[str, ...] = ()
    """By which alone people ask for it."""
    tied_to: tuple[str, ...] = ()
    """What it is about, or part of: `topic#5`, `appendix#3`, `section#2`, `region#akmola`."""
