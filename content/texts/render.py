"""Words on the screen: Jinja2 templates and labels per language, figures and dates as each language writes them."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from content.models import Amount, Contest, Language, Source, Text
from content.rules.dates import TimeLeft
from content.rules.forms.typed import figures
from content.texts.labels import Label, read_labels
from content.texts.translation import TemplateEnvironment, own_name, read_translation

HERE = Path(__file__).parents[1]
COMPILED = 256
"""Templates of the content that are kept: hardly more are shown again and again."""
WRITTEN = 4096
"""Days and numbers whose words are kept: screens show the same few over and over."""


class Texts:
    """Renders the templates and labels of every language; a missing value is an error, never a blank."""

    def __init__(self, directory: Path = HERE, compiled: int = COMPILED) -> None:
        labels = read_labels(directory)
        self._words = {language: Wording(directory, language, labels) for language in Language}
        self._compiled = lru_cache(maxsize=compiled)(self._compile)

    def render(self, language: Language, name: str, /, **values: object) -> str:
        """The text of `templates/<name>.j2` as Telegram HTML, without stray blank lines."""
        template = self._words[language].environment.get_template(f"{name}.j2")
        return re.sub(r"\n{3,}", "\n\n", template.render(values)).strip()

    def compile_ahead(self, features: Collection[str]) -> None:
        """Compiles their templates, and the parts of all, which otherwise wait for their first use: some 7 ms each."""
        for words in self._words.values():
            for name in words.environment.list_templates():
                feature, slash, _ = name.partition("/")
                if feature in features or not slash:
                    words.environment.get_template(name)

    def template(self, language: Language, source: str, *, plain: bool = False) -> Template:
        """A template that stands in the content: of Telegram HTML, or of plain text for labels and comparisons."""
        return self._compiled(language, source, plain)

    def _compile(self, language: Language, source: str, plain: bool) -> Template:
        words = self._words[language]
        return (words.plain if plain else words.content).from_string(source)

    def number(self, language: Language, number: int | Decimal) -> str:
        """A number as the language groups its digits, for labels."""
        return number_words(number, language.value)

    def count(self, language: Language, number: int, unit: str) -> str:
        """A number with the right form of its unit, for labels."""
        return self._words[language].count(number, unit)

    def money(self, language: Language, amount: Amount) -> str:
        """An amount of a topic, for labels."""
        return self._words[language].money(amount)

    def full_day(self, language: Language, day: date) -> str:
        """A day with its year, for labels."""
        return self._words[language].day(day)

    def weekday(self, language: Language, day: date) -> str:
        """A day of these weeks with its weekday, «25 мая, пн», for labels."""
        return day_words(day, "d MMMM, EEE", language.value)

    def month(self, language: Language, year: int, month: int) -> str:
        """A month with its year, for labels."""
        return day_words(date(year, month, 1), "LLLL y", language.value)

    def label(self, language: Language, key: str, /, **values: object) -> str:
        """The plain text of a button, toast or command."""
        return self._words[language].labels[key].format(**values)

    def language_label(self, language: Language, key: str, named: Language) -> str:
        """What a label says of a language; of one that no label is about, its name."""
        return self._words[language].language_label(key, named)

    def found(self, language: Language, key: str) -> str | None:
        """A label with its gaps, where there is one: for what has a name of its own, and not always words."""
        return self._words[language].labels.get(key)


def inner_quotes(words: str) -> str:
    """Words as they stand between quotation marks of ours: theirs become the inner ones, „…“ within «…»."""
    return words.replace("«", "„").replace("»", "“")


@lru_cache(maxsize=WRITTEN)
def day_words(day: date, form: str, language: str) -> str:
    """A day as the language writes it, in a form of CLDR (`d MMMM y`)."""
    return str(format_date(day, form, locale=language))


@lru_cache(maxsize=WRITTEN)
def number_words(number: int | Decimal, language: str) -> str:
    """A number with its digits grouped as the language does it."""
    return str(format_decimal(number, locale=language))


class Wording:
    """One language: its templates, its labels, and how it writes figures and dates."""

    def __init__(self, directory: Path, language: Language, labels: Sequence[Label]) -> None:
        self.language = language
        self.locale = Locale.parse(language.value)
        self.translation = read_translation(directory, language)
        self.labels = {each.key: self.translation.text(each.words[0], each.key) for each in labels if not each.plural}
        self.forms = {each.key: self.translation.forms(each.words, each.key) for each in labels if each.plural}
        self.environment = TemplateEnvironment(self.translation, OwnFirst(directory / "templates", language))
        self.environment.globals |= {"label": self.labels.__getitem__, "language_label": self.language_label}
        self.environment.filters |= {
            "tr": self.tr,
            "number": partial(number_words, language=language.value),
            "figures": lambda amount: figures(Decimal(amount), language),
            "money": self.money,
            "headed": headed,
            "inner_quotes": inner_quotes,
            "cited": self.cited,
            "count": self.count,
            "day": self.day,
            "day_in": self.day_in,
            "near_day": self.near_day,
            "weekday": self.weekday,
            "clock": self.clock,
            "weekdays": self.weekdays,
            "moment": self.moment,
            "near_moment": self.near_moment,
            "differs": self.differs,
            "left": self.left,
            "spent": self.spent,
        }
        # who may change a contest may not thereby do what the bot may
        self.content = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.content.filters |= self.environment.filters
        self.plain = self.content.overlay(autoescape=False)

    def language_label(self, key: str, named: Language) -> str:
        return self.labels.get(key) or str(self.locale.languages[named.value])

    def tr(self, text: Text) -> str:
        """A text of the content in this language."""
        return text[self.language]

    def money(self, tenge: int | Amount | None) -> str:
        """An amount in tenge with its unit: fixed, from – to, a ceiling, or that none is printed."""
        if tenge is None:
            return self.labels["amount.unstated"]
        if isinstance(tenge, int):
            return f"{number_words(tenge, self.language.value)}\N{NO-BREAK SPACE}{self.labels['unit.tenge']}"
        if tenge.fixed:
            return self.money(tenge.most)
        if tenge.least is None:
            return self.labels["amount.ceiling"].format(most=self.money(tenge.most))
        least = number_words(tenge.least, self.language.value)
        return self.labels["amount.range"].format(least=least, most=self.money(tenge.most))

    def cited(self, source: Source) -> str:
        """Where it is said: «хабарландыру, 5-бөлім, 2-тармақ»."""
        places = ("section", "appendix", "page", "item")
        named = [(place, value) for place in places if (value := getattr(source, place)) is not None]
        paper = source.called[self.language] if source.called else self.labels["source.announcement"]
        return ", ".join((paper, *(self.labels[f"source.{place}"].format(number=value) for place, value in named)))

    def count(self, number: int, unit: str) -> str:
        """A number with the right form of its unit: «1 день», «3 дня», «14 күн»."""
        forms = self.forms[f"unit.{unit}"]
        form = forms[min(self.translation.plural(number), len(forms) - 1)]
        return f"{number_words(number, self.language.value)}\N{NO-BREAK SPACE}{form}"

    def day(self, moment: date) -> str:
        return self._day(moment, self.labels["format.day"])

    def near_day(self, moment: date) -> str:
        """A day of these weeks, without its year."""
        return self._day(moment, "d MMMM")

    def day_in(self, moment: datetime, contest: Contest) -> str:
        """The day a moment falls on in the contest's zone."""
        return self.day(moment.astimezone(contest.tzinfo))

    def weekday(self, moment: date) -> str:
        return self._day(moment, "cccc")

    def _day(self, moment: date, form: str) -> str:
        """Without its time: the same moment is another day elsewhere."""
        return day_words(moment.date() if isinstance(moment, datetime) else moment, form, self.language.value)

    def clock(self, moment: datetime | time) -> str:
        return format_time(moment, "HH:mm", locale=self.locale)

    def weekdays(self, days: Sequence[int]) -> str:
        """ISO weekdays by name: «понедельник–пятница» where they follow each other, else each of them."""
        names = [str(self.locale.days["stand-alone"]["wide"][day - 1]) for day in days]
        in_a_row = len(days) > 1 and list(days) == list(range(days[0], days[-1] + 1))
        return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)

    def moment(self, moment: datetime, contest: Contest, zone: ZoneInfo | None = None) -> Markup:
        """A date and time in the contest's zone, the zone written out, tappable (entity date_time).

        With the reader's zone also what their clock shows, where that is something else.
        """
        local = moment.astimezone(contest.tzinfo)
        words = format_datetime(local, self.labels["format.moment"], locale=self.locale)
        label = contest.contest.zone_label[self.language]
        written = Markup('<tg-time unix="{}">{}</tg-time> ({})').format(int(moment.timestamp()), words, label)
        if zone is None or not self.differs(zone, contest, moment):
            return written
        own = moment.astimezone(zone)
        form = "HH:mm" if own.date() == local.date() else "d MMMM, HH:mm"
        theirs = self.labels["own_clock"].format(moment=format_datetime(own, form, locale=self.locale))
        return Markup("{}, {}").format(written, theirs)

    def near_moment(self, moment: datetime, contest: Contest, zone: ZoneInfo | None = None) -> Markup:
        """The same of these weeks, short, for a list: its year stands elsewhere; by the reader's clock, and says so."""
        theirs = zone is not None and self.differs(zone, contest, moment)
        local = moment.astimezone(zone if theirs else contest.tzinfo)
        words = format_datetime(local, "d MMMM, HH:mm", locale=self.locale)
        label = self.labels["own_clock"] if theirs else "{moment}"
        return Markup('<tg-time unix="{}">{}</tg-time>').format(int(moment.timestamp()), label.format(moment=words))

    @staticmethod
    def differs(zone: ZoneInfo, contest: Contest, moment: datetime) -> bool:
        """Whether the reader's clock shows another time then than the contest's does."""
        return moment.astimezone(zone).utcoffset() != moment.astimezone(contest.tzinfo).utcoffset()

    def left(self, left: TimeLeft) -> str:
        """«14 күн 8 сағат»: the greatest unit and the next, never more than is left."""
        units = (("day", left.days), ("hour", left.hours), ("minute", left.minutes))
        if not (left.days or left.hours or left.minutes):
            return self.labels["unit.moment"]
        first = next((index for index, (_, number) in enumerate(units) if number), len(units) - 1)
        return " ".join(
            self.count(number, unit)
            for index, (unit, number) in enumerate(units[first : first + 2])
            if number or not index
        )

    def spent(self, time: TimeLeft) -> str:
        """Working time in short, «13 ч 22 мин»; hours are not turned into days."""
        hours = 24 * time.days + time.hours
        if not hours and not time.minutes:
            return self.labels["unit.moment"]
        return self.labels["hours_minutes" if hours else "minutes_alone"].format(hours=hours, minutes=time.minutes)


def headed(words: str) -> str:
    """As a heading begins; the rest stays as it is."""
    return words[:1].upper() + words[1:]


class OwnFirst(FileSystemLoader):
    """Templates, in the form a language has for itself where it has one."""

    def __init__(self, folder: Path, language: Language) -> None:
        super().__init__(folder)
        self.language = language

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, own_name(template, self.language))
        except TemplateNotFound:
            return super().get_source(environment, template)
