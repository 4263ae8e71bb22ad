"""Every screen in every language and status is drawn, and every button on it is answered."""

import asyncio
import re

import pytest

from bot.app import App, build_navigation
from bot.check.crawl import Crawl, Visit, crawl, walkers
from bot.payloads.payload import Payload
from bot.ui.screens import Button, Screen
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Language
from tests.conftest import CONTENT
from tests.support.wording import all_texts

BEYOND_A_WALK = {
    "typed": {"notit", "foundt", "replied", "hello", "unansgroup", "beginshared", "outlinedrop"},
    "sent": {
        "brought",
        "takepap",
        "droppap",
        "takefiles",
        "dropfile",
        "casefiles",
        "nophone",
        "givewords",
        "ownwords",
        "dropwords",
        "keepwords",
        "known",
        "sendknown",
        "same",
        "sendsame",
        "joinq",
        "ansfile",
        "sharedfree",
        "bcfixed",
        "bcdraft",
        "cver",
        "ccourse",
        "cpublish",
        "cdrop",
        "cback",
    },
    "notices": {"keepdata"},
    "links": {"joinc", "joinstaff", "annopen"},
    # a team, a second member of staff, a colleague who answered first or is away, a second contest
    "others": {
        *("join", "leave", "remove", "revoke", "teamnotices", "answernotices", "contests", "setcontest"),
        *("give", "giveday", "giveto", "untake"),
        *("staff1", "setright", "unstaff"),
        *("ctakeback", "carchive"),  # a contest that did not come with the bot, and one that is over
        *("sendheld", "dropheld", "passall", "caway", "cpresent"),
        *("anntestto", "annmorn"),  # somebody else who may announce, and the night
    },
    # buttons in groups, which a private chat never has
    "groups": {"deskon", "deskoff", "grtake", "grsend", "grdrop"},
    # where a tap leads on by itself
    "goto": {"remindersoff"},
    # amounts, a topic chosen before the row, a form that was changed meanwhile, more names than a card holds, one that
    # has changed
    "forms": {"fgra", "fmo", "flost", "fnl", "fnr"},
}
"""Screens for what somebody typed or sent, from messages that the bot sends by itself, for links, and for more people
or contests than a walk has.
"""
OPEN_WORDS = ("❓", "💬 Анық емес", "💬 Спросите", "💬 Уточните")
TO_ASK = {"askat", "askc", "who", "regions", "chk"}
"""The last is the check of the whole package, whose findings say what is to be asked."""
LABEL_CHARACTERS = 30
"""What a small phone shows of a button that has a row of its own."""


@pytest.fixture(scope="module")
def walk() -> Crawl:
    """Drawn once for all that is asked of it."""
    return asyncio.run(crawl(walkers(Catalogue(load_catalogue(CONTENT)), all_texts(), build_navigation())))


@pytest.mark.slow
async def test_nothing_is_missing_too_long_or_a_dead_end(walk: Crawl, app: App) -> None:
    assert walk.faults == ()
    drawn = {visit.at.split(":")[0] for visit in walk.visits}
    assert drawn == {payload.__prefix__ for payload in app.navigation.acts}.difference(*BEYOND_A_WALK.values())


@pytest.mark.slow
async def test_every_screen_but_the_choice_of_language_leads_home(walk: Crawl) -> None:
    for visit in walk.visits:
        if visit.at == "restdata:1":  # whoever has their data rest has no home until that ends
            continue
        ways = {button.payload.pack() for row in visit.screen.rows for button in row if button.payload}
        assert (
            "home" in ways
            or visit.at == "home"
            or any(way.startswith("sections:") for way in ways)
            or "Дайын құжаттар" in visit.screen.text
            or ("Готовые документы" in visit.screen.text)
        ), visit.at


@pytest.mark.slow
async def test_every_screen_that_leaves_something_open_leads_to_somebody_to_ask(walk: Crawl) -> None:
    lacking = {
        visit.at.split(":")[0]
        for visit in walk.visits
        if any(words in visit.screen.text for words in OPEN_WORDS)
        and not (TO_ASK - {visit.at.split(":")[0]})
        & {button.payload.__prefix__ for row in visit.screen.rows for button in row if button.payload}
    }
    assert lacking == set()


@pytest.mark.slow
async def test_both_languages_have_the_same_screens(walk: Crawl) -> None:
    seen: dict[Language, list[str]] = {language: [] for language in Language}
    for visit in walk.visits:
        if visit.at.startswith("fall:o"):  # in which languages an organisation is kept is a matter of who wrote first
            continue
        # a link is another one each time, and words of a form are written in one's own language
        at = re.sub(r"^(staffinv|staffrev):.*", r"\1", visit.at)
        at = re.sub(r"^(f[a-z]{2,4}):p\d+:", r"\1:p:", at)  # forms of one application are enough to walk through
        seen[visit.language].append(re.sub(r"^(f[a-z]{2,4}:.*):(?:kk|ru)\b", r"\1:own", at))
    assert sorted(set(seen[Language.KK])) == sorted(set(seen[Language.RU]))


@pytest.mark.slow
async def test_every_label_fits_a_phone(walk: Crawl) -> None:
    labels = {button.label for visit in walk.visits for row in visit.screen.rows for button in row}
    assert {label for label in labels if len(label) > LABEL_CHARACTERS} == set()


@pytest.mark.parametrize(
    ("first", "second", "beside"),
    [
        ("а" * 17, "🏠 Басты бет", True),
        ("і" * 30, "Артқа", True),
        ("🔎 Өтінімді тексеру", "Қатыса аламыз ба?", True),
        ("🔎 Проверить заявку", "Документы", False),
        ("✓ Дайындалып жатыр", "Дайын", False),
        ("Щ" * 11, "Артқа", False),
    ],
)
def test_buttons_too_wide_to_be_read_beside_each_other_stand_below_each_other(
    first: str, second: str, beside: bool
) -> None:
    row = [Button(first, url="https://a"), Button(second, url="https://b")]
    keyboard = Screen("а", [row, []]).keyboard()
    assert keyboard is not None
    labels = [[button["text"] for button in each] for each in keyboard.inline_keyboard]  # type: ignore[index]
    assert labels == ([[first, second]] if beside else [[first], [second]])


class Nowhere(Payload, prefix="nowhere"):
    pass


@pytest.mark.parametrize(
    ("screen", "fault"),
    [
        (Screen("а" * 4097), "4097 characters"),
        (Screen("😀" * 2049), "4098 characters"),
        (Screen("<b></b>"), "0 characters"),
        (Screen("а", [[Button("б", Nowhere())] * 3]), "3 buttons in a row"),
        (Screen("а", [[Button(" ", Nowhere())]]), "without words"),
        (Screen("а", [[Button("б")]]), "exactly one action"),
        (Screen("а", [[Button("б", copy="в" * 257)]]), "copies more"),
    ],
)
def test_the_crawl_finds_what_telegram_would_refuse(screen: Screen, fault: str) -> None:
    assert any(fault in found for found in Visit(Language.KK, "here", screen).faults())


@pytest.mark.slow
async def test_the_crawl_finds_a_button_that_nothing_answers(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = {payload: act for payload, act in app.navigation.acts.items() if payload.__prefix__ != "help"}
    monkeypatch.setattr(app.navigation, "acts", acts)
    before_it_opens = next(walkers(app.catalogue, app.texts, app.navigation))
    found = await crawl([before_it_opens])
    assert "kk home: nothing answers 'help'" in found.faults
