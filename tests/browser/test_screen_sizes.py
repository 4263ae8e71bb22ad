"""Every screen fits one and a half phones, and the words of its buttons are seen whole, as the browser lays it out."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from bot.check.crawl import Visit
from bot.ui.screens import Button, Screen
from content.models import Language
from tests.browser.conftest import in_a_browser
from tests.browser.quiet import QuietDemo, begin
from tests.browser.screen_sizes import MOST_PHONES, PHONE_WIDTH, measured, walked

pytestmark = [*in_a_browser, pytest.mark.slow]

WIDE = 1280
"""Of a page with phones beside each other, each narrower than a phone's own page."""
WHOLE = {"fall"}
"""What a person wrote, to be copied as a whole, folds nowhere."""


@pytest.fixture(scope="module")
def visits() -> Sequence[Visit]:
    return walked(quick=True)


@pytest.fixture
def started(quiet_page: Page) -> Page:
    begin(quiet_page.get_by_test_id("phone-applicant"))
    return quiet_page


def test_every_screen_fits_one_and_a_half_phones(quiet: QuietDemo, started: Page, visits: Sequence[Visit]) -> None:
    found = measured(started, quiet, [each for each in visits if each.at.split(":")[0] not in WHOLE])
    high = [f"{each.visit.language} {each.visit.at}: {each.phones:.2f}" for each in found if each.phones > MOST_PHONES]
    assert high == []


@pytest.mark.parametrize("width", [PHONE_WIDTH, WIDE])
def test_no_words_of_a_button_are_cut_off(quiet: QuietDemo, started: Page, visits: Sequence[Visit], width: int) -> None:
    """Once for each keyboard, under a message so short that it makes no room for them."""
    keyboards = {
        tuple(tuple(button.label for button in row) for row in each.screen.rows): Visit(
            each.language, each.at, Screen("…", each.screen.rows)
        )
        for each in visits
    }
    cut = {label for each in measured(started, quiet, keyboards.values(), width) for label in each.cut}
    assert cut == set()


def test_what_is_too_high_or_cut_off_is_found(quiet: QuietDemo, started: Page) -> None:
    rows = [[Button("Ш" * 30, url="https://example.kz")]]
    folded = Screen(f"<blockquote expandable>{'сөз ' * 900}</blockquote>")
    screens = [Screen("сөз\n" * 100, rows), folded, Screen("сөз")]
    found = list(measured(started, quiet, [Visit(Language.KK, "here", screen) for screen in screens]))
    assert [each.phones > MOST_PHONES for each in found] == [True, False, False]
    assert [list(each.cut) for each in found] == [["Ш" * 30], [], []]
