"""The figures of a contest as a file for a spreadsheet. It names nobody and repeats nothing that was written."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.services.consultants.statistics import MINUTES, QuestionGroup, QuestionNumbers, StatisticsSummary
from content.models import Contest, Language
from content.render import Texts
from storage.consultants.statistics import Entry
from storage.tables.answers import AskedOutcome

Sheet = Any
"""A sheet that is only written; its published types lack the widths of columns."""
Value = str | int | float | datetime | None
BOLD = Font(bold=True)
WIDTHS = {"summary": 44, "topic": 44, "region": 28, "topic_number": 10, "number": 8}
WIDTH = 16
COLUMNS = ("total", "open", "overdue", "answered", "closed", "hours", "helped", "not_helped")
MOMENT = "yyyy-mm-dd hh:mm"


def workbook(contest: Contest, texts: Texts, language: Language, found: StatisticsSummary) -> bytes:
    """Four sheets: in all, by region, by topic, and every question by its number. Takes its time: not in the loop."""
    return _Book(contest, texts, language).write(found)


class _Book:
    def __init__(self, contest: Contest, texts: Texts, language: Language) -> None:
        self.contest = contest
        self.language = language
        self.label: Callable[[str], str] = lambda key: texts.label(language, f"figures.sheet.{key}")
        self.book = Workbook(write_only=True)

    def write(self, found: StatisticsSummary) -> bytes:
        self._summary(found)
        self._groups("by_region", ("region",), found.by_region, self._region)
        self._groups("by_topic", ("topic_number", "topic"), found.by_topic, self._topic)
        self._questions(found.entries)
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def _sheet(self, name: str, head: Sequence[str] = ()) -> Sheet:
        sheet: Sheet = self.book.create_sheet(self.label(name))
        for number, column in enumerate(head or [name], start=1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, WIDTH)
        if head:
            sheet.freeze_panes = "A2"
            sheet.append([_bold(sheet, self.label(each)) for each in head])
        return sheet

    def _summary(self, found: StatisticsSummary) -> None:
        sheet = self._sheet("summary")
        sheet.append([_bold(sheet, self.contest.contest.short[self.language])])
        for column, value in zip(COLUMNS, _row(found.total), strict=True):
            sheet.append([self.label(column), value])
        sheet.append([])
        sheet.append([_bold(sheet, self.label("instant"))])
        sheet.append([self.label("settled"), found.instant.settled])
        for outcome in AskedOutcome:
            sheet.append([self.label(f"instant_{outcome.value}"), found.instant.outcomes.get(outcome, 0)])
        sheet.append([])
        sheet.append([self.label("zone"), self.contest.contest.zone_label[self.language]])

    def _groups(
        self,
        name: str,
        head: Sequence[str],
        groups: Iterable[QuestionGroup],
        named: Callable[[str | None], list[Value]],
    ) -> None:
        sheet = self._sheet(name, (*head, *COLUMNS))
        for group in groups:
            sheet.append([*named(group.id), *_row(group.numbers)])

    def _questions(self, entries: Iterable[Entry]) -> None:
        topic, moments = ("topic_number", "topic"), ("sent", "due", "first_answer", "settled_at")
        sheet = self._sheet(
            "questions", ("number", "region", *topic, "state", *moments, "hours_taken", "helped_answer")
        )
        words = {True: self.label("yes"), False: self.label("no"), None: None}
        for entry in entries:
            times = (entry.sent_at, entry.due_at, entry.answered_at, entry.settled_at)
            sheet.append(
                [
                    entry.number,
                    *self._region(entry.region_id),
                    *self._topic(entry.topic_id),
                    self.label(f"state_{entry.state.value}"),
                    *(self._moment(sheet, moment) for moment in times),
                    _hours(entry.answered_in),
                    words[entry.helped],
                ]
            )

    def _region(self, region_id: str | None) -> list[Value]:
        region = self.contest.regions.region(region_id)
        return [region.name[self.language] if region else self.label("none")]

    def _topic(self, topic_id: str | None) -> list[Value]:
        topic = self.contest.topic(topic_id) if topic_id else None
        return [topic.number, topic.title[self.language]] if topic else [None, self.label("none")]

    def _moment(self, sheet: Sheet, moment: datetime | None) -> Written | None:
        """In the contest's zone, which a cell has no place for: the first sheet names it."""
        if moment is None:
            return None
        cell = WriteOnlyCell(sheet, moment.astimezone(self.contest.tzinfo).replace(tzinfo=None, microsecond=0))
        cell.number_format = MOMENT
        return cell


def _bold(sheet: Sheet, text: str) -> Written:
    cell = WriteOnlyCell(sheet, text)
    cell.font = BOLD
    return cell


def _row(of: QuestionNumbers) -> list[Value]:
    return [of.total, of.open, of.overdue, of.answered, of.closed, _hours(of.minutes), of.helped, of.not_helped]


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / MINUTES, 2)
