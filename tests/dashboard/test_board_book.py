"""The dashboard as a file: it names nobody, unless it is asked to name everybody."""

import pytest

from bot.app import App
from bot.services.dashboard.board import board
from bot.services.dashboard.board_book import WIDEST, BoardBook
from content.models import Contest, Language
from storage.tables.application.packages import MarkKind
from tests.support.asking import ASKER, context, question
from tests.support.preparing import prepare
from tests.support.spreadsheets import sheets

STAFF, SOMEBODY = 9001, 101


@pytest.mark.parametrize("with_names", [False, True])
async def test_people_are_a_sheet_of_their_own_where_they_are_asked_for(
    app: App, contest: Contest, with_names: bool
) -> None:
    await prepare(app, contest, SOMEBODY, [(MarkKind.DOCUMENT, "doc_1", "in_progress")], "topic_5")
    await question(app, "staff")
    ctx = await context(app, STAFF)
    counted = await board(app.database, contest, ctx.now)
    found = await sheets(BoardBook(ctx, contest, counted).parts(with_names=with_names))
    values = {value for _, rows in found.values() for row in rows for value in row}
    assert (SOMEBODY in values) is with_names
    assert (ctx.label("dashboard.sheet.people") in found) is with_names
    for sheet, rows in found.values():
        assert all(len(row) <= len(sheet.widths) for row in rows)
        assert not sheet.head or len(sheet.head) == len(sheet.widths)


async def test_what_waits_is_counted_by_region_and_topic(app: App, contest: Contest) -> None:
    await question(app, "staff", context={"topic": "topic_5"})
    await question(app, "staff", region="akmola")
    ctx = await context(app, STAFF)
    counted = await board(app.database, contest, ctx.now)
    found = await sheets(BoardBook(ctx, contest, counted).parts(with_names=False))
    sheet, rows = found[ctx.label("dashboard.sheet.waiting")]
    assert len(sheet.head) == 1 + len(contest.topics.topics) + 1
    by_region = {row[0]: list(row[1:]) for row in rows}
    assert len(by_region) == len(contest.regions.regions) + 1
    assert by_region["Атырауская область"] == [0, 0, 0, 0, 1, 0, 0, 0]
    assert by_region["Акмолинская область"] == [0, 0, 0, 0, 0, 0, 0, 1]


async def test_the_summary_says_what_the_board_counts(app: App, contest: Contest) -> None:
    await question(app, "staff")
    ctx = await context(app, STAFF)
    counted = await board(app.database, contest, ctx.now)
    _, rows = (await sheets(BoardBook(ctx, contest, counted).parts(with_names=False)))[
        ctx.label("dashboard.sheet.summary")
    ]
    said = {row[0]: row[1] for row in rows if len(row) > 1}
    assert said[ctx.label("dashboard.sheet.as_of")] == counted.at
    assert said[ctx.label("dashboard.sheet.people")] == counted.people() == 2
    assert said[ctx.label("dashboard.sheet.open")] == 1
    assert ASKER not in said.values()


@pytest.mark.parametrize("language", list(Language))
async def test_columns_are_as_wide_as_their_heads_and_the_names_of_regions(
    app: App, contest: Contest, language: Language
) -> None:
    ctx = await context(app, STAFF, language)
    counted = await board(app.database, contest, ctx.now)
    found = await sheets(BoardBook(ctx, contest, counted).parts(with_names=True))
    longest = max(len(region.name[language]) for region in contest.regions.regions)
    for sheet, _ in found.values():
        for head, width in zip(sheet.head, sheet.widths, strict=False):
            assert len(head) < width or width == WIDEST, (sheet.title, head)
            assert head != ctx.label("dashboard.sheet.region") or width >= longest
