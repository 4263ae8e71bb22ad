"""A question that begins at a place: the place goes along, is seen before, may be left out, and stands on the card."""

import pytest

from bot.app import App
from tests.support.conversation import Phone, deliver


@pytest.mark.parametrize(
    ("screen", "place"),
    [
        ("doc:2020-repeat:doc_7:0", "7. Бухгалтерский баланс"),
        ("step:2020-repeat:sewn:0", "Прошивка и подпись"),
        ("topic:2020-repeat:topic_5:1", "5. "),
        ("rule:2020-repeat:not_stated", "О чем не сказано"),
    ],
)
async def test_the_place_is_carried_along(applicant: Phone, screen: str, place: str) -> None:
    await applicant.begin("Русский")
    await applicant.press("region:2020-repeat:shymkent")
    await applicant.press(screen)
    await applicant.tap("Спросить об этом")
    assert f"С вопросом уйдет: {place}" in applicant.plain
    await applicant.send("Как это сделать?")
    await applicant.tap("Проверить")
    assert f"откуда вопрос: {place}" in applicant.plain
    await applicant.tap("Не указывать страницу")
    assert "откуда вопрос" not in applicant.plain


async def test_whoever_answers_reads_where_the_question_began(app: App, applicant: Phone, consultant: Phone) -> None:
    await applicant.begin()
    await applicant.press("region:2020-repeat:shymkent")
    await applicant.press("doc:2020-repeat:doc_7:0")
    await applicant.tap("Осы туралы сұрау")
    await applicant.send("Қай күнге?")
    await applicant.tap("Қарап шығу", "Жіберу")
    await deliver(app)
    cards = [message.text or "" for message in consultant.messages]
    assert any("7. Бухгалтер" in text for text in cards)


async def test_an_old_button_begins_a_question_though_what_was_typed_is_forgotten(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat:99")
    assert "Сұрағыңызды осы жерге жазыңыз" in applicant.text
