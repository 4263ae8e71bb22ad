"""How large screens are on a phone: `python -m tests.browser.screen_sizes [LANGUAGE]` lists those that do not fit.

Every screen that the check's walk draws, each once, is sent to a phone of the demo's page and measured there as the
browser lays it out: its height with its buttons, folded quotations folded, and the labels that are cut off.
"""

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardMarkup
from playwright.sync_api import Page, expect

from bot.app import build_navigation
from bot.check.crawl import Visit, crawl, walkers
from bot.demo.page.phones import DEMO_PHONES
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Language
from content.texts.render import Texts
from tests.browser.quiet import PATIENCE_MS, QuietDemo, begin, chromium, quiet_demo
from tests.conftest import CONTENT

PHONE_WIDTH, PHONE_HEIGHT = 390, 844
MOST_PHONES = 1.5
"""Heights of a phone that a screen may take."""
AT_ONCE = 200
"""Messages that the page lays out together."""
MEASURE = """() => [...document.querySelectorAll('.phone.current .message')].map((message) => ({
    height: message.getBoundingClientRect().height,
    cut: [...message.querySelectorAll('.key-label')].filter((label) => label.scrollWidth > label.clientWidth)
        .map((label) => label.textContent),
}))"""


@dataclass(frozen=True)
class Measured:
    visit: Visit
    height: float
    """CSS pixels."""
    cut: Sequence[str]
    """Labels that are not shown whole."""

    @property
    def phones(self) -> float:
        return self.height / PHONE_HEIGHT


def distinct(visits: Iterable[Visit]) -> list[Visit]:
    """Each screen once, however often a walk came by it; moments and payloads make none of their own."""
    seen: dict[Any, Visit] = {}
    for visit in visits:
        labels = tuple(tuple(button.label for button in row) for row in visit.screen.rows)
        if visit.screen.text:
            seen.setdefault((visit.language, visit.screen.text, labels), visit)
    return list(seen.values())


def measured(page: Page, quiet: QuietDemo, visits: Iterable[Visit], width: int = PHONE_WIDTH) -> Iterator[Measured]:
    """On a page of this width that shows the first phone, which has started."""
    page.set_viewport_size({"width": width, "height": PHONE_HEIGHT})
    waiting = iter(visits)
    while batch := list(islice(waiting, AT_ONCE)):
        quiet.fill([_message(visit) for visit in batch])
        newest = quiet.telegram.last_message_id
        expect(page.locator(f".phone.current [data-message-id='{newest}']")).to_be_attached()
        sizes = page.evaluate(MEASURE)
        assert len(sizes) == len(batch)
        yield from (Measured(visit, size["height"], size["cut"]) for visit, size in zip(batch, sizes, strict=True))


def _message(visit: Visit) -> SendMessage:
    made = visit.screen.keyboard()
    markup = InlineKeyboardMarkup.model_validate({"inline_keyboard": made.inline_keyboard}) if made else None
    return SendMessage(chat_id=DEMO_PHONES[0].user.id, text=visit.screen.text, parse_mode="HTML", reply_markup=markup)


def started(quiet: QuietDemo, page: Page) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.set_viewport_size({"width": PHONE_WIDTH, "height": PHONE_HEIGHT})
    page.goto(quiet.address)
    begin(page.get_by_test_id("phone-applicant"))
    return page


def walked(*, quick: bool = False) -> list[Visit]:
    """Every screen of the bot, each once; `quick` leaves aside what only a change of the code can break."""
    walk = crawl(walkers(Catalogue(load_catalogue(CONTENT)), Texts(), build_navigation()), quick=quick)
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has a loop of its own in this thread
        return distinct(apart.submit(asyncio.run, walk).result().visits)


def main(languages: Sequence[Language]) -> None:
    visits = [visit for visit in walked() if visit.language in languages]
    with quiet_demo() as quiet, chromium() as browser:
        found = list(measured(started(quiet, browser.new_page()), quiet, visits))
    high = sorted((each for each in found if each.phones > MOST_PHONES), key=lambda each: -each.height)
    for each in high:
        print(f"{each.phones:.2f}  {each.visit.language.value}  {each.visit.at}  {each.visit.screen.text[:60]!r}")
    for label in sorted({label for each in found for label in each.cut}):
        print(f"cut off: {label}")
    print(f"{len(found)} screens, {len(high)} of them higher than {MOST_PHONES} phones")


if __name__ == "__main__":
    main([Language(name) for name in sys.argv[1:]] or list(Language))
