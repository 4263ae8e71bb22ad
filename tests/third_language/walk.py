"""What is tried in the copy of the bot that has a third language. Run by test_third_language.py, in the copy."""

import re
from datetime import UTC, datetime

import pytest
from jinja2 import nodes

from bot.app import App, build_navigation
from bot.check.crawl import crawl, walkers
from bot.services.broadcasts import dispatch
from bot.telegram.profile import set_up_profile
from content.catalogue import Catalogue
from content.models import SOURCE_LANGUAGE, Contest, Language, Text
from content.texts.labels import read_labels
from content.texts.render import HERE, Texts, Wording
from content.texts.translation import template_files
from content.texts.wording import wording_faults
from storage.broadcasts.drafts import ButtonTarget, Goal
from tests.support.broadcasting import confirm, go, text
from tests.support.conversation import Chats, Phone, deliver

ENGLISH = Language("en")
OWN = re.compile(r"⟦[^⟦⟧]*⟧")
TAG = re.compile(r"<[^>]*>")
LETTER = re.compile(r"[^\W\d_]")


@pytest.fixture
async def reader(chats: Chats) -> Phone:
    """Somebody whose Telegram speaks English, and who takes what it offers first."""
    phone = chats.person(7001, "en-GB", "Ann")
    await phone.send("/start")
    await phone.tap(phone.buttons[0])
    return phone


def test_the_check_finds_nothing_missing() -> None:
    assert list(Language) == [SOURCE_LANGUAGE, Language.RU, ENGLISH]
    assert wording_faults() == []


def test_every_template_compiles_and_says_all_in_the_language() -> None:
    environment = Wording(HERE, ENGLISH, read_labels(HERE)).environment
    names = template_files(HERE, ENGLISH)
    assert len(names) > 200
    for name, path in names.items():
        environment.get_template(name)
        for output in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Output):
            said = "".join(each.data if isinstance(each, nodes.TemplateData) else "\0" for each in output.nodes)
            assert not LETTER.search(TAG.sub("", OWN.sub("", said))), (name, said)


async def test_every_screen_is_drawn_in_it(app: App) -> None:
    everybody = walkers(Catalogue({each.id: each for each in app.catalogue}), Texts(), build_navigation())
    found = await crawl(each for each in everybody if each.language is ENGLISH and each.at_work)
    assert list(found.faults) == []
    assert len(found.visits) > 1_000
    speak = [visit for visit in found.visits if "⟦" in visit.screen.text]
    assert len(speak) > 0.9 * len(found.visits), "whoever walks also tries the buttons of the other languages"


async def test_a_person_chooses_it_and_walks_through_it(chats: Chats, reader: Phone) -> None:
    assert reader.toast == "⟦Қазақ тілі таңдалды⟧"
    assert "⟦🟢 Өтінім қабылданып жатыр," in reader.text
    assert "14 ⟦күн⟧ 8 ⟦сағат⟧" in reader.text.replace("\N{NO-BREAK SPACE}", " ")
    await reader.tap("⟦Тақырып таңдау⟧")
    assert "1. Internet addiction:" in reader.text
    assert re.search(r"\n2\. [А-Я]", reader.text), "what nobody wrote in English is read in Russian"
    await reader.tap("⟦1. Internet addiction⟧")
    assert "⟦Сомасы: 78,697,000" in reader.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Реализация комплекса мероприятий" in reader.text
    await reader.tap("⟦Осы тақырыпты таңдау⟧")
    await reader.tap("⟦Құжаттарды дайындау⟧")
    await reader.tap(next(label for label in reader.buttons if " 1. " in label))
    await reader.tap("⟦Дайын⟧", "⟦🏠 Басты бет⟧")
    assert "⟦Дайын құжаттар: 1 / 9" in reader.text
    for label in ("⟦Өзін-өзі бағалау⟧", "⟦🏠 Басты бет⟧", "⟦Ережелер⟧", "⟦🏠 Басты бет⟧", "⟦Баптаулар⟧"):
        await reader.tap(label)
        assert "⟦" in reader.text
    await reader.send("/language")
    assert reader.buttons[:3] == ["⟦Қазақша⟧", "Қазақша", "Русский"]


async def test_a_stranger_is_greeted_in_every_language(chats: Chats) -> None:
    phone = chats.person(7002, "fr")
    await phone.send("/start")
    assert phone.buttons == ["Қазақша", "Русский", "⟦Қазақша⟧"]
    assert [phone.text.count(words) for words in ("Сәлеметсіз бе?", "Здравствуйте", "⟦Сәлеметсіз")] == [2, 1, 1]


async def test_answers_come_to_what_is_asked(reader: Phone) -> None:
    await reader.send("сколько денег на тему 1")
    assert "⟦" in reader.text
    assert "78" in reader.text


async def test_the_menu_of_commands_speaks_it(app: App) -> None:
    await set_up_profile(app.bot, Texts())
    commands = await app.bot.get_my_commands(language_code=ENGLISH)
    assert commands == []
    description = await app.bot.get_my_description(language_code=ENGLISH)
    assert description.description.startswith("⟦ҮЕҰ-ға")


async def test_staff_write_in_two_languages_and_the_others_read_russian(
    app: App, owner: Phone, reader: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "REST", 0.0)
    await owner.press("annnew")
    assert "английский: 1" in owner.text
    assert len([label for label in owner.buttons if label.startswith("✏️")]) == 2
    await owner.press("annsay:1:0:en")
    assert "Эта кнопка устарела" in owner.text
    ways = (ButtonTarget(Goal.TOPIC, "topic_1", {Language.KK: "Ашу", Language.RU: "Открыть"}),)
    number = await confirm(app, {Language.KK: text("Сәлем", 1), Language.RU: text("Привет", 2)}, ways=ways)
    await go(app)
    assert (reader.text, reader.buttons) == ("Привет", ["Открыть"])
    await reader.tap("Открыть")
    assert "Реализация комплекса" in reader.text
    await owner.press(f"bcrep:{number}")
    assert "• английский: 1 из 1" in owner.text


async def test_an_answer_to_a_question_in_it_serves_everybody_in_the_two_languages_of_writing(
    app: App, owner: Phone, consultant: Phone, reader: Phone
) -> None:
    await reader.press("region:2020-repeat:atyrau:0")
    await reader.press("askc:2020-repeat")
    await reader.send("May we rent a warehouse for the inventory?")
    await reader.press("askview:2020-repeat")
    await reader.tap("⟦Жіберу⟧")
    await deliver(app)
    assert "⟦Қазақша⟧" in consultant.text, "a card names the language of who asks as that language does"
    await consultant.press("reply:1:0")
    await consultant.send("Да, если он нужен для проекта.")
    await consultant.press("sendheld:1")
    await deliver(app)
    assert "Да, если он нужен" in reader.text
    await consultant.press("useful:1")
    await owner.press("shared:1")
    for part, language, words in (
        ("question", "kk", "Қойманы жалға алуға бола ма?"),
        ("question", "ru", "Можно ли арендовать склад?"),
        ("answer", "kk", "Иә, жобаға керек болса."),
    ):
        await owner.press(f"setshared:1:{part}:{language}")
        await owner.send(words)
    await owner.press("approve:1:1")
    await reader.press("answer:2020-repeat:shared:1:0")
    assert "Можно ли арендовать склад?" in reader.text
    assert "Да, если он нужен для проекта." in reader.text


def test_a_text_of_content_may_lack_it(contest: Contest) -> None:
    text = Text.model_validate({"kk": "Сәлем", "ru": "Привет", "en": "Hello"})
    assert [text[each] for each in Language] == ["Сәлем", "Привет", "Hello"]
    assert Text(kk="Сәлем", ru="Привет")[ENGLISH] == "Привет"
    assert contest.deadline == datetime(2020, 6, 3, 12, tzinfo=UTC)
