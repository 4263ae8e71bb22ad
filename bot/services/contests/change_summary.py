"""Changes of a contest in words, for those who publish them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from pydantic import BaseModel

from content.differences import Change, NamedItem
from content.ellipsis import ELLIPSIS, cut
from content.models import Addendum, Amount, Contest, Language, Phone, Source, Stage, Text
from content.rules.dates import opens
from content.texts.render import Texts, inner_quotes

LONGEST = 110
"""Characters of a value; of a longer one the place where it differs."""
BEFORE = 25
"""Characters shown of what stays the same."""
NAME_CHARACTERS = 60
NAMES = ("short", "title", "name", "question", "text", "label", "printed")
"""What an item is called, the first of these that it has."""
NOTHING = "—"


class Describer:
    """Speaks one language."""

    def __init__(self, texts: Texts, language: Language, old: Contest, new: Contest) -> None:
        self.texts = texts
        self.language = language
        self.contests = (new, old)

    def label(self, key: str, **values: object) -> str:
        return self.texts.label(self.language, f"diff.{key}", **values)

    def _form(self, name: str) -> str:
        return self.texts.label(self.language, f"format.{name}")

    def lines(self, changes: Iterable[Change], chosen: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
        """The time in which applications are taken comes first; `chosen` counts who has what is gone."""
        new, old = self.contests
        times = [
            f"{self.label(name)}: {self._value(was)} → {self._value(now)}"
            for name, was, now in (("opens", opens(old), opens(new)), ("closes", old.deadline, new.deadline))
            if was != now
        ]
        return (*times, *(self._line(change, chosen) for change in changes))

    def contents(self, new: Contest) -> tuple[str, ...]:
        """What a contest that is new holds."""
        counts = (
            ("topics", len(new.topics.topics)),
            ("documents", len(new.documents.documents)),
            ("criteria", len(new.criteria.criteria)),
            ("regions", len(new.regions.regions)),
            ("faq", len(new.faq.questions)),
        )
        return (
            *(
                f"{self.label(name)}: {self._value(moment)}"
                for name, moment in (("opens", opens(new)), ("closes", new.deadline))
            ),
            *(f"{self.label(f'file.{name}')}: {self._value(number)}" for name, number in counts),
        )

    def _line(self, change: Change, chosen: Mapping[tuple[str, str], int]) -> str:
        place = [self._named(named) for named in change.items]
        if change.came:
            return self.label("came", what=" › ".join(place))
        if change.went:
            many = chosen.get((change.items[-1].kind, getattr(change.items[-1].item, "id", "")), 0)
            label = "went" if not many else "went_stage" if isinstance(change.items[-1].item, Stage) else "went_chosen"
            return self.label(label, what=" › ".join(place), many=many)
        place += [self._field(field) for field in change.fields]
        if not change.items:
            place.insert(0, self.label(f"file.{change.file}"))
        return f"{' › '.join(place)}: {self._values(change.before, change.after)}"

    def _field(self, field: str) -> str:
        return self._language("field", Language(field)) if field in set(Language) else self.label(f"field.{field}")

    def _language(self, key: str, language: Language) -> str:
        return self.texts.language_label(self.language, f"diff.{key}.{language}", language)

    def _named(self, named: NamedItem) -> str:
        item = named.item
        called = next((value for name in NAMES if (value := getattr(item, name, None))), getattr(item, "id", ""))
        words = called[self.language] if isinstance(called, Text) else str(called)
        number = getattr(item, "number", None)
        kind = self.label(f"kind.{named.kind}")
        return f"{kind}{f' {number}' if number else ''} «{inner_quotes(cut(words, NAME_CHARACTERS))}»"

    def _values(self, before: Any, after: Any) -> str:
        if isinstance(before, tuple) and isinstance(after, tuple):
            return self._lists(before, after)
        if isinstance(before, Text) and isinstance(after, Text):
            differing = [language for language in Language if before[language] != after[language]]
            language = self.language if self.language in differing else differing[0]
            note = "" if language is self.language else f" ({self._language('in', language)})"
            return _window(before[language], after[language]) + note
        return _window(self._value(before), self._value(after))

    def _lists(self, before: tuple[Any, ...], after: tuple[Any, ...]) -> str:
        """What came and what went; where that is nothing, the order differs."""
        came = [f"+ {self._value(item)}" for item in after if item not in before]
        went = [f"− {self._value(item)}" for item in before if item not in after]
        return cut("; ".join((*went, *came)), 2 * LONGEST) or self.label("order")

    def _value(self, value: Any) -> str:  # noqa: C901, PLR0911, PLR0912  a line for each kind of value
        match value:
            case None:
                return NOTHING
            case bool():
                return self.label("yes" if value else "no")
            case int():
                return self.texts.number(self.language, value)
            case datetime():
                return str(format_datetime(value, self._form("moment"), locale=self.language.value))
            case date():
                return str(format_date(value, self._form("day"), locale=self.language.value))
            case time():
                return str(format_time(value, "HH:mm", locale=self.language.value))
            case Text():
                return value[self.language]
            case Amount():
                return (
                    self.texts.number(self.language, value.most)
                    if value.fixed
                    else self.texts.money(self.language, value)
                )
            case Phone():
                return value.printed
            case Source():
                return " ".join(str(each) for each in (value.section, value.item, value.appendix) if each)
            case Addendum():
                return ", ".join((self._value(value.at), value.decision[self.language], value.source or NOTHING))
            case tuple():
                return ", ".join(self._value(item) for item in value)
            case BaseModel() | dict():
                return self.label("another")
            case _:
                return self._person(str(value))

    def _person(self, value: str) -> str:
        """A consultant by the name rather than by the id."""
        found = (each for contest in self.contests if (each := contest.regions.consultant(value)))
        return next((consultant.name for consultant in found), value)


def _window(before: str, after: str) -> str:
    """Both, from shortly before the place where they begin to differ."""
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = max(0, same - BEFORE) if max(len(before), len(after)) > LONGEST else 0
    was, now = ((ELLIPSIS if start else "") + cut(words[start:], LONGEST) for words in (before, after))
    return f"{was} → {now}"
