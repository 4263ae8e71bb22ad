"""Words on the screen: Jinja2 templates and labels per language, figures and dates as each language writes them."""

import re
from datetime import date, datetime
from functools import partial
from pathlib import Path

import yaml
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from content.dates import TimeLeft
from content.models import Contest, Language, Text

HERE = Path(__file__).parent


class Texts:
    """Renders the templates and labels of every language; a missing value is an error, never a blank."""

    def __init__(self, directory: Path = HERE) -> None:
        self._words = {language: Wording(directory, language) for language in Language}

    def render(self, language: Language, name: str, /, **values: object) -> str:
        """The text of `templates/<language>/<name>.j2` as Telegram HTML, without stray blank lines."""
        template = self._words[language].environment.get_template(f"{name}.j2")
        return re.sub(r"\n{3,}", "\n\n", template.render(values)).strip()

    def label(self, language: Language, key: str, /, **values: object) -> str:
        """The plain text of a button, toast or command."""
        return self._words[language].labels[key].format(**values)


class Wording:
    """One language: its templates, its labels, and how it writes figures and dates."""

    def __init__(self, directory: Path, language: Language) -> None:
        self.language = language
        self.locale = Locale.parse(language.value)
        self.labels = read_labels(directory / "labels" / f"{language.value}.yaml")
        self.environment = Environment(
            loader=FileSystemLoader(directory / "templates" / language.value),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.environment.globals["label"] = self.labels.__getitem__
        self.environment.filters |= {
            "tr": self.tr,
            "number": partial(format_decimal, locale=self.locale),
            "money": self.money,
            "count": self.count,
            "day": self.day,
            "clock": self.clock,
            "moment": self.moment,
            "left": self.left,
        }

    def tr(self, text: Text) -> str:
        """A bilingual text in this language."""
        return text[self.language]

    def money(self, tenge: int) -> str:
        """An amount in tenge with its unit."""
        return f"{format_decimal(tenge, locale=self.locale)}\N{NO-BREAK SPACE}{self.labels['unit.tenge']}"

    def count(self, number: int, unit: str) -> str:
        """A number with the right form of its unit: «1 день», «3 дня», «14 күн»."""
        form = self.locale.plural_form(number)
        word = self.labels.get(f"unit.{unit}.{form}") or self.labels[f"unit.{unit}.other"]
        return f"{format_decimal(number, locale=self.locale)}\N{NO-BREAK SPACE}{word}"

    def day(self, moment: date) -> str:
        return format_date(moment, self.labels["format.day"], locale=self.locale)

    def clock(self, moment: datetime) -> str:
        return format_datetime(moment, "HH:mm", locale=self.locale)

    def moment(self, moment: datetime, contest: Contest) -> Markup:
        """A date and time in the contest's zone, the zone written out, tappable (entity date_time)."""
        local = moment.astimezone(contest.tzinfo)
        words = format_datetime(local, self.labels["format.moment"], locale=self.locale)
        zone = contest.contest.zone_label[self.language]
        return Markup('<tg-time unix="{}">{}</tg-time> ({})').format(int(moment.timestamp()), words, zone)

    def left(self, left: TimeLeft) -> str:
        """«14 күн 8 сағат»: the greatest unit and the next, never more than is left."""
        units = (("day", left.days), ("hour", left.hours), ("minute", left.minutes))
        first = next((index for index, (_, number) in enumerate(units) if number), len(units) - 1)
        return " ".join(
            self.count(number, unit)
            for index, (unit, number) in enumerate(units[first : first + 2])
            if number or not index
        )


def read_labels(path: Path) -> dict[str, str]:
    """The labels of a language under dotted keys."""

    def flat(node: dict[str, object], prefix: str) -> dict[str, str]:
        result: dict[str, str] = {}
        for key, value in node.items():
            name = f"{prefix}{key}"
            result |= flat(value, f"{name}.") if isinstance(value, dict) else {name: str(value)}
        return result

    return flat(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), "")
