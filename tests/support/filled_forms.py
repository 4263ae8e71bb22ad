"""Forms filled in with anything, for tests of what becomes of it on paper."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from bot.app import App
from bot.services.forms import changes
from bot.services.forms.books import organisation_sheet
from bot.services.forms.changes import FormChange
from content.models import Budget, BudgetPart, Contest, FieldType, FormField, Language
from content.rules.forms.filled import FilledAnswer, FilledForms, FilledSheet, Place, TableRow
from storage.forms import workbooks
from storage.packages import packages

AT = datetime(2020, 5, 20, tzinfo=UTC)
HOSTILE = (
    "&",
    "<",
    ">",
    '"',
    "'",
    "]]>",
    "<!--",
    "&amp;",
    "&#0;",
    "{{ goal }}",
    "{%tr for row in team %}",
    "{_{",
    "%_}",
    "{#",
    "\\",
    "🎉",
    "👩‍👩‍👧",
    "שלום",
    "مرحبا",
    "\u202e",
    "\u200b",
    "\u00a0",
    "\t",
    "\n",
    "  ",
    "=1+1",
    "@",
    "_" * 5,
    "…",
    "ә",
    "ӘҒҚҢӨҰҮҺІ",
    "1 500 000,50",
    "</w:t>",
    "</w:p><w:p>",
    "\x0b",
    "\x07",
    "\ud800",
    "\ufffe",
)
"""What files, templates and XML could take for something else than words."""
WORDS = ("жоба", "социальный", "ұйым", "grant", "мақсат", "қала", "2020")


async def fill_in(
    app: App,
    person_id: int,
    answers: Mapping[str, str],
    *,
    full_name: str = "",
    languages: tuple[str, ...] = ("kk",),
    budget: bool = False,
) -> int:
    """A package of a person with these answers in Kazakh, by their fields. Returns its id."""
    now = app.clock.now()
    places = {Place(name, language="kk"): words for name, words in answers.items()}
    if budget:
        figures = {BudgetPart.QUANTITY: "10", BudgetPart.PRICE: "2500", BudgetPart.GRANT: "25000"}
        places |= {Place("budget", "bank", part.value): value for part, value in figures.items()}
    async with app.database.writing() as connection:
        package = await packages.open_new(connection, person_id, "2020-repeat", now)
        workbook = await workbooks.open_for_package(connection, package)
        await workbooks.set_languages(connection, workbook.id, tuple(map(Language, languages)))
        written = [FormChange(place, words, 0) for place, words in places.items()]
        await changes.write(connection, workbook.id, written, person_id, now)
        if full_name:
            theirs = await workbooks.open_for_organisation(connection, person_id, now)
            name = FormChange(Place("full_name", language="kk"), full_name, 0)
            await changes.write(connection, theirs.id, [name], person_id, now)
    return package


class Filler:
    """Makes up answers from a seed, the same ones each time."""

    def __init__(self, seed: int, *, longest: int = 200, rows: int = 3) -> None:
        self.chance = random.Random(seed)
        self.longest = longest
        self.rows = rows

    def words(self) -> str:
        """Begins and ends with something to see, as everything that people send does."""
        parts: list[str] = ["а"]
        left = self.chance.randint(1, self.longest)
        while left > 0:
            parts.append(self.chance.choice(HOSTILE if self.chance.random() < 0.5 else WORDS))
            parts.append(" " if self.chance.random() < 0.5 else "")
            left -= len(parts[-1]) + len(parts[-2])
        return "".join(parts).rstrip()[: self.longest] + "я"

    def value(self, kind: FieldType) -> str:
        first = self.chance.randint(6, 9)
        made = {
            FieldType.NUMBER: str(self.chance.randint(0, 5000)),
            FieldType.MONEY: str(self.chance.choice([1, 250, 1_500_000, 999_999_999])),
            FieldType.DATE: f"2020-0{first}-{self.chance.randint(10, 28)}",
            FieldType.MONTHS: f"2020-0{first}/2020-{self.chance.randint(first, 11):02}",
            FieldType.PHONE: "+7 701 234 56 78",
            FieldType.EMAIL: "uiym@example.kz",
            FieldType.BIN: "990240001234",
        }
        return made.get(kind) or self.words()

    def forms(self, contest: Contest, languages: tuple[Language, ...] = (Language.KK,)) -> FilledForms:
        answers: dict[Place, FilledAnswer] = {}
        tables: dict[str, tuple[TableRow, ...]] = {}
        for field in contest.forms.fields:
            if not field.asked:
                continue
            if field.type is FieldType.TABLE:
                tables[field.id] = tuple(TableRow(f"{number}") for number in range(1, self.rows + 1))
            answers |= dict(self._answers(field, tables.get(field.id, ()), languages))
        for budget in contest.forms.budgets:
            answers |= dict(self._budget(budget, tables, languages))
        sheet = organisation_sheet()
        known = {
            place: answer
            for field in sheet.fields
            if field.type is not FieldType.TABLE
            for place, answer in self._answers(field, (), languages)
        }
        topic = contest.topics.topics[0]
        return FilledForms(contest, topic, FilledSheet(answers, tables), FilledSheet(known), sheet, languages)

    def blank(self, contest: Contest, languages: tuple[Language, ...] = (Language.KK,)) -> FilledForms:
        return FilledForms(contest, None, FilledSheet(), FilledSheet(), organisation_sheet(), languages)

    def _answers(
        self, field: FormField, rows: tuple[TableRow, ...], languages: tuple[Language, ...]
    ) -> Iterator[tuple[Place, FilledAnswer]]:
        if field.type is not FieldType.TABLE:
            yield from self._places(field.type, languages, field.id)
        for row in rows:
            for column in field.columns:
                yield from self._places(column.type, languages, field.id, row.key, column.id)

    def _places(
        self, kind: FieldType, languages: tuple[Language, ...], field_id: str, row: str = "", column: str = ""
    ) -> Iterator[tuple[Place, FilledAnswer]]:
        for language in languages if kind.in_languages else ("",):
            yield Place(field_id, row, column, str(language)), FilledAnswer(self.value(kind), 1, None, AT)

    def _budget(
        self, budget: Budget, tables: dict[str, tuple[TableRow, ...]], languages: tuple[Language, ...]
    ) -> Iterator[tuple[Place, FilledAnswer]]:
        """Rows below every heading that takes some, in every activity."""
        activities = [row.key for row in tables.get(budget.activities, ())]
        each = next((line for line in budget.walk() if line.per_activity is not None), None)
        inside = {line.id for line in each.walk()} if each else set()
        added = [
            TableRow(f"b{line.id}{activity}", line.id, activity)
            for line in budget.walk()
            if line.open
            for activity in (activities if line.id in inside else [""])
        ]
        tables[budget.id] = tuple(added)
        for row in added:
            for part in (BudgetPart.ARTICLE, BudgetPart.UNIT):
                yield from self._places(FieldType.TEXT, languages, budget.id, row.key, part.value)
            for part in (BudgetPart.QUANTITY, BudgetPart.PRICE, BudgetPart.OWN, BudgetPart.OTHER, BudgetPart.GRANT):
                yield from self._places(FieldType.MONEY, languages, budget.id, row.key, part.value)
