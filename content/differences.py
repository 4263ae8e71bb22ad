"""What differs between two versions of a contest, item by item rather than line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from content.models import Amount, Contest, Text

KEYS = ("id", "number")
"""What tells the items of a list apart, the first of these that they all have."""


@dataclass(frozen=True)
class NamedItem:
    """An item of a list: the list's name, and the item as it is, or was."""

    kind: str
    item: BaseModel


@dataclass(frozen=True)
class Change:
    """A value that became another one; nothing before or after where an item came or went.

    `fields` lead there within the innermost item, or within the file where the value belongs to none.
    """

    file: str
    items: tuple[NamedItem, ...]
    fields: tuple[str, ...]
    before: Any
    after: Any

    @property
    def came(self) -> bool:
        return not self.fields and bool(self.items) and self.before is None

    @property
    def went(self) -> bool:
        return not self.fields and bool(self.items) and self.after is None


def differences(old: Contest, new: Contest) -> list[Change]:
    """Everything that differs; first what is gone, because people may have chosen it."""
    changes = [
        change
        for name in Contest.model_fields
        for change in _compare(Change(name, (), (), None, None), getattr(old, name), getattr(new, name))
    ]
    return sorted(changes, key=lambda change: not change.went)


def _compare(place: Change, old: Any, new: Any) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, BaseModel) and type(old) is type(new) and not isinstance(old, Amount):
        words = set(Text.model_fields) if isinstance(old, Text) else set()
        if isinstance(old, Text) and isinstance(new, Text) and old.said != new.said:
            yield replace(place, before=old, after=new)
        for name in type(old).model_fields:
            if name not in words:
                yield from _compare(_within(place, name), getattr(old, name), getattr(new, name))
    elif isinstance(old, tuple) and isinstance(new, tuple) and (key := _key((*old, *new))):
        yield from _items(place, key, old, new)
    elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new) and _models((*old, *new)):
        for was, now in zip(old, new, strict=True):
            yield from _compare(place, was, now)
    else:
        yield replace(place, before=old, after=new)


def _within(place: Change, field: str) -> Change:
    return replace(place, fields=(*place.fields, field), before=None, after=None)


def _models(items: tuple[Any, ...]) -> bool:
    return all(isinstance(item, BaseModel) for item in items)


def _key(items: tuple[Any, ...]) -> str | None:
    if not _models(items):
        return None
    return next((key for key in KEYS if all(hasattr(item, key) for item in items)), None)


def _items(place: Change, key: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    before: dict[Any, Any] = {getattr(item, key): item for item in old}
    after: dict[Any, Any] = {getattr(item, key): item for item in new}
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        shown: Any = was if now is None else now
        inside = Change(place.file, (*place.items, NamedItem(place.fields[-1], shown)), (), was, now)
        if was is None or now is None:
            yield inside
        else:
            yield from _compare(inside, was, now)
    staying = [name for name in before if name in after]
    if staying != [name for name in after if name in before]:
        yield replace(place, before=old, after=new)
