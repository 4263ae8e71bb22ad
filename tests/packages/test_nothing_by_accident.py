"""What one tap could do to others is asked about first, and told: handing in, removing, a colleague's newer mark."""

import pytest
from sqlalchemy import text

from bot.app import App
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver

PACKAGE = "2020-repeat:1"


@pytest.fixture
async def director(applicant: Phone) -> Phone:
    """Айгүл, in Kazakh, whose package it is."""
    await applicant.begin()
    await applicant.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Өтінімдерім", "1-өтінім", "Топ", "Әріптестерді")
    return applicant


@pytest.fixture
async def accountant(app: App, chats: Chats, director: Phone, clock: MovableClock) -> Phone:
    """Данияр, in Russian, who joined by the link. Nobody gets reminders."""
    phone = chats.person(7002, "ru", "Данияр")
    await phone.begin("Русский")
    await phone.send(f"/start {director.copied.partition('?start=')[2]}")
    clock.advance(minutes=1)
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE people SET reminders = ''"))
    await deliver(app)
    return phone


async def test_whoever_joins_is_named_to_the_others(app: App, chats: Chats, director: Phone, accountant: Phone) -> None:
    assert "топқа жаңа адам қосылды" in director.text
    assert "Данияр" in director.text
    assert director.buttons == ["Топ"]
    assert "«Топ» бетінде топтан шығарыңыз" in director.text
    assert "өтінім иесіне" not in director.text
    leader = chats.person(7003, "kk", "Сәуле")
    await leader.begin()
    await director.press(f"team:{PACKAGE}")
    await leader.send(f"/start {director.copied.partition('?start=')[2]}")
    await deliver(app)
    assert "Если Вы не знаете этого человека, скажите владельцу заявки" in accountant.text


async def test_whoever_joins_by_a_link_reads_in_which_team_they_are(director: Phone, accountant: Phone) -> None:
    joined = next(message for message in accountant.messages if "Вы в команде" in (message.text or ""))
    assert "Заявка 1" in (joined.text or "")


async def test_whoever_is_alone_in_a_team_is_called_you(chats: Chats) -> None:
    alone = chats.person(7004, "ru", "Ержан")
    await alone.begin("Русский")
    await alone.press("setdoc:2020-repeat:doc_1:ready:0")
    await alone.press(f"team:{PACKAGE}")
    assert "• Вы, владелец заявки" in alone.plain
    assert "Имя не указано" not in alone.plain


async def test_whoever_leaves_is_named_to_the_others(app: App, director: Phone, accountant: Phone) -> None:
    await accountant.press(f"leave:{PACKAGE}")
    await deliver(app)
    assert "бір адам топтан шықты" in director.text
    assert "Данияр" in director.text


async def test_removing_asks_and_tells_whoever_it_was(app: App, director: Phone, accountant: Phone) -> None:
    await director.press(f"team:{PACKAGE}")
    await director.tap("Топтан шығару: Данияр")
    assert "Данияр: топтан шығарасыз ба?" in director.text
    await director.tap("Артқа")
    assert "Данияр" in director.text
    await director.tap("Топтан шығару: Данияр", "Иә, топтан шығару")
    assert "Данияр" not in director.text
    await deliver(app)
    assert "Вы больше не в команде" in accountant.text
    await accountant.tap("Мои заявки")
    assert "Заявка 1" not in accountant.text


async def test_a_second_tap_on_removing_finds_nobody(director: Phone, accountant: Phone) -> None:
    for _ in range(2):
        await director.press(f"remove:{PACKAGE}:7002:1")
    assert "Данияр" not in director.text
    assert director.toast == "Топтан шығарылды, шақыру сілтемесі жойылды"


async def test_handing_in_is_asked_about_with_what_is_not_ready(director: Phone) -> None:
    await director.press(f"step:{PACKAGE.replace(':1', '')}:handed_in:1")
    await director.tap("Поштамен жіберілді")
    assert "Өтінім шынымен тапсырылды ма?" in director.text
    assert "• 2. " in director.text
    assert "• 1. " not in director.text
    assert "Эл. поштаға көшірме" in director.text
    await director.tap("Жоқ, әлі тапсырған жоқпыз")
    assert "✅" not in director.text
    await director.tap("Поштамен жіберілді", "Иә, тапсырылды")
    assert "Тапсырылды деп белгіленген" in director.text


async def test_everybody_hears_that_it_was_handed_in_and_may_undo_it(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await accountant.press("did:2020-repeat:handed_in:by_post:1")
    await accountant.tap("Да, сдана")
    await deliver(app)
    assert "1-өтінім: тапсырылды деп белгіленді" in director.text
    assert "Белгілеген: Данияр" in director.text
    before = len(accountant.messages)
    clock.advance(minutes=1)
    await director.tap("Белгіні алып тастау")
    assert "тапсырылды деп белгіленген" not in director.text.lower()
    await deliver(app)
    assert len(accountant.messages) == before + 1
    assert "отметка «сдана» снята" in accountant.text
    assert "Айгүл" in accountant.text


async def test_they_hear_it_each_in_their_own_language_the_other_way_round(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    """Whoever handed in reads Kazakh, and the colleague who undoes it reads Russian."""
    await director.press("did:2020-repeat:handed_in:by_hand:1")
    await director.tap("Иә, тапсырылды")
    await deliver(app)
    assert "Заявка 1: отмечено, что заявка сдана" in accountant.text
    assert "Айгүл" in accountant.text
    assert "Больше не напоминаю" in accountant.text
    before = len(director.messages)
    clock.advance(minutes=1)
    await accountant.tap("Не сдана, снять отметку")
    assert "отмечено, что заявка сдана" not in accountant.text
    await deliver(app)
    assert len(director.messages) == before + 1
    assert "1-өтінім: «тапсырылды» белгісі алып тасталды" in director.text
    assert "Данияр" in director.text
    assert "Ескертулер қосулы болса, қайта келеді" in director.text


async def test_news_of_handing_in_that_is_outdated_is_not_told(app: App, director: Phone, accountant: Phone) -> None:
    before = len(director.messages)
    await accountant.press("handed:2020-repeat:by_post:1")
    await director.press("step:2020-repeat:handed_in:1")
    await director.tap("Әлі жасалмады")
    await deliver(app)
    assert len(director.messages) == before


@pytest.mark.parametrize(
    ("card", "theirs", "mine", "now"),
    [
        ("doc:2020-repeat:doc_7:1", "setdoc:2020-repeat:doc_7:ready:1", "В работе", "Сейчас: ✅ готово"),
        ("step:2020-repeat:video:1", "did:2020-repeat:video:done:1", None, ""),
        ("ask:2020-repeat:stamp:1", "say:2020-repeat:stamp:no:1", "Да", "Сейчас: Нет"),
        ("topic:2020-repeat:topic_3:1", "choose:2020-repeat:topic_5:1", "Выбрать", "Сейчас: "),
    ],
)
async def test_a_button_drawn_before_a_colleagues_change_asks(
    app: App,
    clock: MovableClock,
    director: Phone,
    accountant: Phone,
    card: str,
    theirs: str,
    mine: str | None,
    now: str,
) -> None:
    await accountant.press(card)
    drawn = accountant.last.message_id
    clock.advance(seconds=5)
    await director.press(theirs)
    clock.advance(seconds=5)
    if mine is None:
        await accountant.press("did:2020-repeat:video:todo:1", drawn)
        mine, now = "todo", "Сейчас: сделано"
    else:
        await accountant.tap(mine)
    assert "Эту отметку уже изменил Ваш коллега" in accountant.text
    assert now in accountant.text
    assert "Айгүл" in accountant.text
    await accountant.tap("Заменить на мое")
    assert "Эту отметку" not in accountant.text
    async with app.database.reading() as connection:
        changed = await connection.execute(text("SELECT changed_by FROM package_marks WHERE item_id != 'doc_1'"))
        assert changed.scalar_one() == accountant.id


async def test_what_a_colleague_did_may_stay(clock: MovableClock, director: Phone, accountant: Phone) -> None:
    await accountant.press("doc:2020-repeat:doc_7:1")
    clock.advance(seconds=5)
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await accountant.tap("В работе", "Оставить как есть")
    assert "Отметка: Айгүл" in accountant.text
    assert "✓ Готово" in accountant.buttons


async def test_a_button_drawn_after_a_colleagues_change_sets(
    clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    clock.advance(seconds=5)
    await accountant.press("doc:2020-repeat:doc_7:1")
    await accountant.tap("В работе")
    assert "Эту отметку" not in accountant.text


async def test_the_same_is_asked_in_kazakh(clock: MovableClock, director: Phone, accountant: Phone) -> None:
    await director.press("doc:2020-repeat:doc_7:1")
    clock.advance(seconds=5)
    await accountant.press("setdoc:2020-repeat:doc_7:ready:1")
    await director.tap("Дайындалып жатыр")
    assert "Бұл белгіні әріптесіңіз өзгертіп қойған" in director.text
    assert "Данияр" in director.text
    await director.tap("Менікіне ауыстыру")
    assert "Бұл белгіні" not in director.text


async def test_a_new_application_is_asked_about_in_russian_too(accountant: Phone) -> None:
    await accountant.send("/start")
    await accountant.tap("Мои заявки", "Открыть новую")
    assert "Открыть новую заявку?" in accountant.text
    assert "сохранится со всеми отметками" in accountant.text
    await accountant.tap("Да, открыть новую", "Мои заявки")
    assert "Заявка 1" in accountant.text


async def test_a_new_application_is_opened_after_a_question(director: Phone) -> None:
    await director.tap("Басты бет", "Өтінімдерім", "Жаңа өтінім ашу")
    assert "Жаңа өтінім ашасыз ба?" in director.text
    assert "«1-өтінім» өтінімі белгілерімен бірге сақталады" in director.text
    await director.tap("Артқа")
    assert "2-өтінім" not in director.text
    await director.tap("Жаңа өтінім ашу", "Иә, жаңасын ашу", "Өтінімдерім")
    assert "2-өтінім" in director.text


@pytest.mark.parametrize(
    ("language", "off", "back"), [("Қазақша", "өшірілді", "Қайта қосу"), ("Русский", "выключены", "Включить снова")]
)
async def test_reminders_turned_off_come_back_as_they_were_chosen(
    applicant: Phone, language: str, off: str, back: str
) -> None:
    await applicant.begin(language)
    await applicant.press("setreminder:14d:0")
    await applicant.press("allreminders:0")
    assert off in applicant.text.splitlines()[0]
    await applicant.tap(back)
    chosen = [label for label in applicant.buttons if label.startswith("✓")]
    assert len(chosen) == 6
    assert not any("14" in label for label in chosen)
