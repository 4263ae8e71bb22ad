"""Cards at their fullest: everything answered, a day set, given away, changed by a colleague. They fit all the same."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.app import build_navigation
from bot.check.contexts import contexts_at
from bot.check.crawl import Visit
from bot.ui.navigation import Goto
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Language
from content.texts.render import Texts
from storage.database import Database
from storage.entry import people
from storage.migrate import migrate
from storage.packages import teams
from storage.packages.teams import TeamMember
from tests.browser.conftest import in_a_browser
from tests.browser.quiet import QuietDemo, begin
from tests.browser.screen_sizes import MOST_PHONES, measured
from tests.conftest import CONTENT

pytestmark = [*in_a_browser, pytest.mark.slow]

NOW = datetime.fromisoformat("2020-05-29T12:00+06:00")
OWNER, COLLEAGUE = 7001, 7002
ANSWERS = ("partners:yes", "own_share:yes", "other_funds:organisation", "stamp:yes", "balance_day:other")
DOCUMENTS = [f"doc_{number}" for number in range(1, 10)]
POINTS = [f"point:1:criterion_3:{number}:1" for number in range(1, 6)]


def _package() -> Iterator[tuple[int, str]]:
    """Who taps what; the application, with its self-assessment, is the first of all."""
    yield from ((OWNER, f"say:2020-repeat:{answer}:0") for answer in ANSWERS)
    yield OWNER, "begin:2020-repeat:1"
    for document in DOCUMENTS:
        yield COLLEAGUE, f"setdoc:2020-repeat:{document}:in_progress:1"
        yield OWNER, f"setday:2020-repeat:{document}:1:200601"


async def drawn(folder: Path, language: Language) -> Sequence[Visit]:
    database = Database(f"sqlite+aiosqlite:///{folder / language.value}.db")
    navigation = build_navigation()
    contexts = contexts_at(NOW, database, Catalogue(load_catalogue(CONTENT)), Texts())
    visits: list[Visit] = []

    async def tap(who: int, data: str) -> None:
        async with database.reading() as connection:
            person = await people.find(connection, who)
        assert person is not None
        ctx = await contexts.make(person)
        payload = navigation.kinds[data.split(":", maxsplit=1)[0]].unpack(data)
        screen, _ = await navigation.draw(ctx, Goto(payload))
        visits.append(Visit(language, f"{who} {data}", screen))

    try:
        await migrate(database)
        async with database.writing() as connection:
            for who in (OWNER, COLLEAGUE):
                await people.set_language(connection, who, language, NOW)
        await tap(OWNER, f"say:2020-repeat:{ANSWERS[0]}:0")
        async with database.writing() as connection:
            await teams.join(connection, 1, TeamMember(COLLEAGUE, "Қонысбаева Гүлдана"), NOW)
        for who, data in _package():
            await tap(who, data)
        for data in [f"doc:2020-repeat:{document}:1" for document in DOCUMENTS]:
            await tap(OWNER, data)
        for document in DOCUMENTS:
            await tap(OWNER, f"giveto:1:{document}:{COLLEAGUE}:200601")
            await tap(OWNER, f"doc:2020-repeat:{document}:1")
            await tap(COLLEAGUE, f"doc:2020-repeat:{document}:1")
        for data in (*POINTS, "level:1:criterion_3:6", "level:1:criterion_3:7"):
            await tap(OWNER, data)
    finally:
        await database.close()
    return visits


@pytest.mark.parametrize("language", Language)
def test_a_full_card_fits_one_and_a_half_phones(
    quiet: QuietDemo, quiet_page: Page, tmp_path: Path, language: Language
) -> None:
    begin(quiet_page.get_by_test_id("phone-applicant"))
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has a loop of its own in this thread
        visits = apart.submit(asyncio.run, drawn(tmp_path, language)).result()
    assert sum(" doc:" in each.at for each in visits) == 3 * len(DOCUMENTS)
    found = measured(quiet_page, quiet, visits)
    assert [f"{each.visit.at}: {each.phones:.2f}" for each in found if each.phones > MOST_PHONES] == []
