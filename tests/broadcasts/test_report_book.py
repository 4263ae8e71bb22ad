"""The report of a broadcast as a file: numbers that add up, and nobody's name."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.services.broadcasts.report import BroadcastReport, numbers
from bot.services.broadcasts.report_book import ReportBook
from content.models import Contest, Language
from storage.broadcasts.broadcasts import Broadcast
from storage.broadcasts.figures import FailureReason, Group
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxState
from tests.conftest import OPEN
from tests.support.asking import CONTEST, context
from tests.support.spreadsheets import sheets

DONE = Broadcast(7, CONTEST, BroadcastState.DONE, 1, None, 9001, OPEN, 0, OPEN + timedelta(hours=1), None, None, None)
SENT, BLOCKED = numbers({OutboxState.SENT: 3}), numbers({OutboxState.BLOCKED: 1})
FOUND = BroadcastReport(
    total=numbers({OutboxState.SENT: 3, OutboxState.BLOCKED: 1}),
    groups=(
        Group(Language.KK, "atyrau", OutboxState.SENT, 3),
        Group(Language.RU, None, OutboxState.BLOCKED, 1),
    ),
    by_language={Language.KK: SENT, Language.RU: BLOCKED},
    by_region={"atyrau": SENT, None: BLOCKED},
    reasons=(FailureReason(OutboxState.BLOCKED, "bot was blocked", 1),),
    corrections=numbers({OutboxState.SENT: 2}),
    uncorrected=(FailureReason(OutboxState.SKIPPED, "", 1),),
    taken_back=numbers({}),
    left_in_place=(),
    opened=(("=Сайт", 2),),
)


async def test_three_sheets_add_up(app: App, contest: Contest) -> None:
    ctx = await context(app, 9001)
    found = await sheets(ReportBook(ctx, contest).parts(DONE, FOUND))
    (_, summary), (people_sheet, people), (_, reasons) = found.values()
    assert summary[0][0] == f"{ctx.label('broadcast.sheet.announcement')} №7"
    assert [row[1] for row in summary[1:]] == [4, 3, 1, 0, 0, 0, 2, 2, 0, DONE.finished_at]
    assert len(people_sheet.head) == len(people_sheet.widths) == len(people[0]) == 8
    assert people == [
        [ctx.label("broadcast.no_region"), ctx.label("broadcast.language.ru"), 1, 0, 1, 0, 0, 0],
        ["Атырауская область", ctx.label("broadcast.language.kk"), 3, 3, 0, 0, 0, 0],
    ]
    assert [row[2] for row in reasons] == [1, 1]
    assert str(reasons[0][0]).endswith("(bot was blocked)")
    assert "(" not in str(reasons[1][0]), "without a reason there are no brackets"
    assert reasons[0][1] != reasons[1][1]


@pytest.mark.parametrize("finished", [True, False])
async def test_the_end_is_said_once_there_is_one(app: App, contest: Contest, finished: bool) -> None:
    ctx = await context(app, 9001)
    running = Broadcast(7, CONTEST, BroadcastState.SENDING, 1, None, 9001, OPEN, 0, None, None, None, None)
    found = await sheets(ReportBook(ctx, contest).parts(DONE if finished else running, FOUND))
    rows = next(iter(found.values()))[1]
    assert len(rows) == (11 if finished else 10)
