"""Choosing a topic."""

import pytest

from content.models import Contest, Language
from tests.conftest import MovableClock
from tests.support.conversation import Phone


async def test_the_list_names_every_topic_with_its_amount_in_tenge(applicant: Phone, contest: Contest) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау")
    for topic in contest.topics.topics:
        assert f"{topic.number}. {topic.short.kk}: " in applicant.text
    assert "150 000 000 теңге".replace(" ", "\N{NO-BREAK SPACE}") in applicant.text.replace(" ", "\N{NO-BREAK SPACE}")
    topics = [label for label in applicant.buttons if label[0].isdigit()]
    assert len(topics) == len(contest.topics.topics)


async def test_a_card_shows_what_decides_and_the_rest_unfolds(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Выбрать тему", "6. ")
    assert "июль–ноябрь 2020 года" in applicant.text
    assert "Петропавловск" in applicant.text
    assert "27 ноября 2020 года" in applicant.text
    kinds = [entity.type for entity in applicant.last.entities or ()]
    assert kinds.count("expandable_blockquote") == 2


@pytest.mark.parametrize(("language", "button"), [("Қазақша", "Тақырып таңдау"), ("Русский", "Выбрать тему")])
async def test_the_longest_topic_is_read_to_its_end_over_pages(
    applicant: Phone, contest: Contest, language: str, button: str
) -> None:
    await applicant.begin(language)
    await applicant.tap(button, "5. ")
    seen = applicant.text
    while following := [label for label in applicant.buttons if label.endswith("›")]:
        await applicant.tap(following[0])
        seen += applicant.text
    topic = contest.topic("topic_5")
    assert topic is not None
    code = Language.KK if language == "Қазақша" else Language.RU
    for point in (*topic.tasks, *topic.results):
        assert point[code] in seen
    await applicant.tap(*(label for label in applicant.buttons if label.startswith("‹") and "/" in label))
    assert topic.tasks[0][code] in applicant.text


async def test_choosing_leads_home_to_the_next_step(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "2. ", "Осы тақырыпты таңдау")
    assert applicant.toast == "Тақырып таңдалды"
    assert "Тақырып: 2. Бала және денсаулық" in applicant.text
    assert applicant.buttons[0] == "Құжаттарды дайындау"


async def test_changing_the_topic_loses_no_work(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "2. ", "Осы тақырыпты таңдау", "Құжаттарды дайындау", "6. ", "Дайын")
    await applicant.tap("Басты бет", "Тақырыптар", "3. ", "Осы тақырыпты таңдау")
    assert "Тақырып: 3." in applicant.text
    assert "Дайын құжаттар: 1 / 9" in applicant.text
    await applicant.tap("Тақырыптар")
    assert [label for label in applicant.buttons if label.startswith("✓")] == ["✓ 3. Қайырымдылық"]


async def test_a_double_tap_on_choose_changes_nothing_more(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "2. ")
    chats, message, place = applicant.chats, applicant.last.message_id, applicant.find("Осы тақырыпты таңдау")
    chats.telegram.tap(applicant.id, message, *place)
    chats.telegram.tap(applicant.id, message, *place)
    await chats.settle(at_once=True)
    assert "Тақырып: 2." in applicant.text
    assert len(chats.answers.seen) == len({answer.callback_query_id for answer in chats.answers.seen})


async def test_two_phones_of_one_person_see_the_same_choice(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау")
    older = applicant.last.message_id
    await applicant.send("/start")
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау")
    await applicant.press("topics:2020-repeat", older)
    message = next(message for message in applicant.messages if message.message_id == older)
    assert "сіздің тақырыбыңыз" in (message.text or "")


async def test_a_topic_of_another_time_is_explained(applicant: Phone) -> None:
    await applicant.begin()
    for data, words in {
        "topic:2020-repeat:topic_99:1": "Мұндай тақырып",
        "choose:2020-repeat:topic_99:0": "Мұндай тақырып",
        "topic:2019-first:topic_1:1": "Бұл конкурс ботта енді жоқ",
        "choose:2020-repeat:topic_1:999": "басқа өтінімге тиесілі",
    }.items():
        await applicant.press(data)
        assert words in applicant.text
        await applicant.tap("Басты бет")


async def test_a_page_that_is_none_opens_the_nearest(applicant: Phone) -> None:
    await applicant.begin()
    for page in (0, 99):
        await applicant.press(f"topic:2020-repeat:topic_5:{page}")
        assert "5. " in applicant.text


async def test_a_closed_contest_is_read_but_not_changed(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "2. ")
    clock.move_to("2020-06-03T18:00+06:00")
    await applicant.tap("Осы тақырыпты таңдау")
    assert "қабылдау аяқталды" in applicant.text
    await applicant.tap("Басты бет")
    assert "Қабылдау аяқталды" in applicant.text
    await applicant.tap("Тақырыптарды оқу", "2. ")
    assert "Бала және денсаулық" in applicant.text
    assert not any("таңдау" in label for label in applicant.buttons)
