"""What is known already is offered: before a person sends a question, and to whoever is about to answer it."""

import pytest

from bot.app import App
from tests.support.consulting import ask, heard
from tests.support.conversation import Phone, deliver

pytestmark = pytest.mark.slow

ASKED = "Құжатты қашанға дейін тапсыруға болады?"
SHARED_KK, SHARED_RU = "Жалға алынған техника сметаға кіре ме?", "Можно ли включить в смету арендованную технику?"


@pytest.fixture
async def asking(applicant: Phone, consultant: Phone) -> Phone:
    assert consultant.messages
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat")
    return applicant


def ready(phone: Phone) -> list[str]:
    return [label for label in phone.buttons if label.startswith("💡")]


async def test_before_it_is_sent_the_answer_is_offered_and_the_question_stays(app: App, asking: Phone) -> None:
    await asking.send(ASKED)
    await asking.tap("Қарап шығу")
    assert "жауабы дайын болуы мүмкін" in asking.text
    await asking.tap(ready(asking)[0])
    assert "3 маусым" in asking.plain
    await asking.tap("Кеңесшіден сұрау")
    assert ASKED in asking.text
    await asking.tap("Қарап шығу", "Жіберу")
    assert "№1 сұрақ" in asking.text


async def test_what_was_answered_already_is_not_offered_again(asking: Phone) -> None:
    await asking.send("/start")
    await asking.send(ASKED)
    await asking.tap("Сұрағым бұл емес")
    await asking.tap("Кеңесшіден сұрау")
    await asking.tap("Қарап шығу")
    assert all("Соңғы мерзім" not in label for label in ready(asking))


async def test_whoever_answers_sends_it_with_two_taps_and_in_the_language_of_the_question(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await ask(app, asking, ASKED)
    await consultant.tap(ready(consultant)[0])
    assert "3 маусым" in consultant.plain
    assert "Возможно, ответ на вопрос №1 уже есть" in consultant.text
    await consultant.tap("Отправить заявителю")
    assert consultant.toast == "Ответ отправлен"
    await deliver(app)
    assert "3 маусым" in asking.plain
    assert "№1 сұрағыңызға жауап" in asking.text
    assert ready(consultant) == [], "it waits no more"


async def test_a_second_tap_answers_no_second_time(app: App, asking: Phone, consultant: Phone) -> None:
    await ask(app, asking, ASKED)
    await consultant.tap(ready(consultant)[0])
    screen, send = consultant.last.message_id, consultant.payload("Отправить")
    await consultant.press(send, screen)
    await consultant.press(send, screen)
    await deliver(app)
    assert heard(asking, "№1 сұрағыңызға жауап") == 1


async def test_the_sentence_of_a_shared_answer_offers_it_first(
    app: App, asking: Phone, consultant: Phone, owner: Phone
) -> None:
    await ask(app, asking, SHARED_KK)
    await consultant.press("reply:1")
    await consultant.send("Иә, жалдау ақысы кіреді.")
    await consultant.tap("Отправить")
    await consultant.press("useful:1")
    await owner.press("shared:1")
    await owner.tap("Вопрос на русском")
    await owner.send(SHARED_RU)
    await owner.tap("Ответ на русском")
    await owner.send("Да, аренда входит.")
    await owner.tap("Опубликовать")
    await asking.press("askc:2020-repeat")
    await asking.send(SHARED_KK)
    await asking.tap("Қарап шығу")
    await asking.tap(ready(asking)[0])
    assert "жалдау ақысы кіреді" in asking.text


async def test_nothing_is_offered_where_nothing_is_known(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send("Кеше келген қонақтар туралы не айтасыз")
    await asking.tap("Қарап шығу")
    assert ready(asking) == []
    await asking.tap("Жіберу")
    await deliver(app)
    assert ready(consultant) == []


async def test_a_file_travels_with_a_useful_answer(app: App, asking: Phone, consultant: Phone, owner: Phone) -> None:
    await ask(app, asking, SHARED_KK)
    await consultant.press("reply:1")
    await consultant.send("Иә, жалдау ақысы кіреді. Үлгісі файлда.")
    await consultant.send_file("smeta.xlsx", b"PK", "application/vnd.ms-excel")
    sent = consultant.last.message_id - 1
    await consultant.press("sendheld:1")
    await deliver(app)
    await consultant.press("useful:1")
    del consultant.chats.telegram.chats[consultant.id].messages[sent]
    await owner.press("shared:1")
    await owner.tap("📎 Посмотреть файл")
    assert owner.received == b"PK"
    for label, words in (("Вопрос на русском", SHARED_RU), ("Ответ на русском", "Да, входит.")):
        await owner.press("shared:1")
        await owner.tap(label)
        await owner.send(words)
    await owner.tap("Опубликовать")
    await asking.press("askc:2020-repeat")
    await asking.send(SHARED_KK)
    await asking.tap("Қарап шығу")
    await asking.tap(ready(asking)[0], "📎 smeta.xlsx")
    assert asking.received == b"PK"
    await asking.press("askview:2020-repeat")
    await asking.tap("Жіберу")
    await deliver(app)
    await consultant.press("case:2")
    await consultant.tap(ready(consultant)[0], "Отправить заявителю")
    await deliver(app)
    assert asking.received == b"PK"
    assert asking.last.document is not None


async def test_staff_publish_an_answer_without_its_file(
    app: App, asking: Phone, consultant: Phone, owner: Phone
) -> None:
    await ask(app, asking, SHARED_KK)
    await consultant.press("reply:1")
    await consultant.send_file("smeta.xlsx", b"PK", "application/vnd.ms-excel", "Иә, кіреді.")
    await consultant.press("sendheld:1")
    await consultant.press("useful:1")
    await owner.press("shared:1")
    await owner.tap("Убрать файл")
    assert all("📎" not in label for label in owner.buttons)
