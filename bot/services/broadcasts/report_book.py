"""What became of an announcement as a file for a spreadsheet. It names nobody."""

from collections.abc import AsyncIterator, Sequence

from bot.services.broadcasts.report import BroadcastReport, RecipientNumbers, by_people
from bot.services.spreadsheet import Heading, Rows, Sheet
from bot.ui.context import Context
from content.models import Contest, Language
from content.texts.render import inner_quotes
from storage.broadcasts.broadcasts import Broadcast

STATES = ("total", "sent", "blocked", "failed", "skipped", "left")
WIDTH, FIRST_WIDTH = 18, 44


class ReportBook:
    """Three sheets: in all, by language and region, and reasons."""

    def __init__(self, ctx: Context, contest: Contest) -> None:
        self.ctx = ctx
        self.contest = contest
        self.language = ctx.person.language

    async def parts(self, broadcast: Broadcast, found: BroadcastReport) -> AsyncIterator[Rows]:
        yield self._summary(broadcast, found)
        yield self._people(found)
        yield self._reasons(found)

    def _label(self, key: str, **values: object) -> str:
        return self.ctx.label(f"broadcast.{key}", **values)

    def _language(self, language: Language) -> str:
        return self.ctx.texts.language_label(self.language, f"broadcast.language.{language}", language)

    def _sheet(self, name: str, head: Sequence[str]) -> Sheet:
        return Sheet(self._label(f"sheet.{name}"), [FIRST_WIDTH, *(WIDTH for _ in head[1:])], head)

    def _summary(self, broadcast: Broadcast, found: BroadcastReport) -> Rows:
        yield Sheet(self._label("sheet.summary"), [FIRST_WIDTH, WIDTH])
        yield [Heading(f"{self._label('sheet.announcement')} №{broadcast.id}")]
        for state, value in zip(STATES, _numbers(found.total), strict=True):
            yield [self._label(f"state.{state}"), value]
        for name, number in found.opened:
            yield [self._label("sheet.opened", name=inner_quotes(name)), number]
        yield [self._label("sheet.corrected"), found.corrections.sent]
        yield [self._label("sheet.taken_back"), found.taken_back.sent]
        if broadcast.finished_at is not None:
            finished = self._label("sheet.finished", zone=self.contest.contest.zone_label[self.language])
            yield [finished, broadcast.finished_at]

    def _people(self, found: BroadcastReport) -> Rows:
        states = [self._label(f"state.{state}") for state in STATES]
        yield self._sheet("people", [self._label("sheet.region"), self._label("sheet.language"), *states])
        for (language, region_id), numbers in by_people(found.groups).items():
            region = self.contest.regions.region(region_id)
            name = region.name[self.language] if region else self._label("no_region")
            yield [name, self._language(language), *_numbers(numbers)]

    def _reasons(self, found: BroadcastReport) -> Rows:
        yield self._sheet("reasons", [self._label(f"sheet.{column}") for column in ("reason", "what", "number")])
        parts = (
            ("announcement", "state", found.reasons),
            ("correction", "mending", found.uncorrected),
            ("taking_back", "mending", found.left_in_place),
        )
        for what, words, reasons in parts:
            for each in reasons:
                said = self._label(f"{words}.{each.state}")
                reason = f"{said} ({each.reason})" if each.reason else said
                yield [reason, self._label(f"sheet.{what}"), each.number]


def _numbers(found: RecipientNumbers) -> list[int]:
    return [found.total, found.sent, found.blocked, found.failed, found.skipped, found.left]
