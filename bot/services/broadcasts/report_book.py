"""What became of an announcement as a file for a spreadsheet. It names nobody."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.services.broadcasts.report import BroadcastReport, RecipientNumbers, by_people
from content.models import Contest, Language
from content.render import Texts
from storage.broadcasts.broadcasts import Broadcast

STATES = ("total", "sent", "blocked", "failed", "skipped", "left")
MOMENT = "yyyy-mm-dd hh:mm"
WIDTH, FIRST_WIDTH = 18, 44


def broadcast_book(contest: Contest, texts: Texts, language: Language, one: Broadcast, found: BroadcastReport) -> bytes:
    """Three sheets: in all, by language and region, and reasons. Takes its time: not in the loop."""
    return _Book(contest, texts, language).write(one, found)


class _Book:
    def __init__(self, contest: Contest, texts: Texts, language: Language) -> None:
        self.contest = contest
        self.texts = texts
        self.language = language
        self.book = Workbook(write_only=True)

    def write(self, one: Broadcast, found: BroadcastReport) -> bytes:
        self._summary(one, found)
        self._people(found)
        self._reasons(found)
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def _label(self, key: str, **values: object) -> str:
        return self.texts.label(self.language, f"broadcast.{key}", **values)

    def _sheet(self, name: str, head: Sequence[str] = ()) -> Any:
        sheet: Any = self.book.create_sheet(self._label(f"sheet.{name}"))
        for number in range(1, max(len(head), 2) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = FIRST_WIDTH if number == 1 else WIDTH
        if head:
            sheet.freeze_panes = "A2"
            sheet.append([_text(sheet, each, bold=True) for each in head])
        return sheet

    def _summary(self, one: Broadcast, found: BroadcastReport) -> None:
        sheet = self._sheet("summary")
        sheet.append([_text(sheet, f"{self._label('sheet.announcement')} №{one.id}", bold=True)])
        for state, value in zip(STATES, _row(found.total), strict=True):
            sheet.append([self._label(f"state.{state}"), value])
        for name, number in found.opened:
            sheet.append([_text(sheet, self._label("sheet.opened", name=name)), number])
        sheet.append([self._label("sheet.corrected"), found.corrections.sent])
        sheet.append([self._label("sheet.taken_back"), found.taken_back.sent])
        if one.finished_at is not None:
            moment = one.finished_at.astimezone(self.contest.tzinfo).replace(tzinfo=None, microsecond=0)
            cell = WriteOnlyCell(sheet, moment)
            cell.number_format = MOMENT
            sheet.append([self._label("sheet.finished", zone=self.contest.contest.zone_label[self.language]), cell])

    def _people(self, found: BroadcastReport) -> None:
        states = [self._label(f"state.{state}") for state in STATES]
        sheet = self._sheet("people", [self._label("sheet.region"), self._label("sheet.language"), *states])
        for (language, region_id), numbers in by_people(found.groups).items():
            region = self.contest.regions.region(region_id)
            name = region.name[self.language] if region else self._label("no_region")
            sheet.append([name, self._label(f"language.{language}"), *_row(numbers)])

    def _reasons(self, found: BroadcastReport) -> None:
        columns = ("reason", "what", "number")
        sheet = self._sheet("reasons", [self._label(f"sheet.{each}") for each in columns])
        parts = (
            ("announcement", "state", found.reasons),
            ("correction", "mending", found.uncorrected),
            ("taking_back", "mending", found.left_in_place),
        )
        for what, words, reasons in parts:
            for each in reasons:
                said = self._label(f"{words}.{each.state}")
                reason = f"{said} ({each.reason})" if each.reason else said
                sheet.append([_text(sheet, reason), self._label(f"sheet.{what}"), each.number])


def _row(of: RecipientNumbers) -> list[int]:
    return [of.total, of.sent, of.blocked, of.failed, of.skipped, of.left]


def _text(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """Words, whatever they look like: a name of a button is no formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
