"""Words that staff keep, and broadcasts begun with them; a broadcast shown to a colleague first."""

import pytest
from sqlalchemy import func, select

from bot.access import Right
from bot.app import App
from storage.tables import announcements, outbox
from storage.tables.delivery import OutboxKind
from tests.conftest import MovableClock
from tests.support.broadcasting import go
from tests.support.conversation import PIXEL, Chats, Phone, deliver
from tests.support.staff import with_rights

KK, RU = "Құжаттарды ертерек тапсырыңыз", "Сдайте документы заранее"


@pytest.fixture
async def draft(owner: Phone) -> Phone:
    """Words in Kazakh below a picture, and Russian ones."""
    await owner.press("annnew")
    await owner.tap("✏️ На казахском")
    await owner.send_file("a.png", PIXEL, "image/png", KK)
    await owner.tap("✏️ На русском")
    await owner.send(RU)
    return owner


def said(phone: Phone) -> list[str]:
    return [message.text or message.caption or "" for message in phone.messages]


async def number_of_drafts(app: App) -> int:
    async with app.database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(announcements))).scalar() or 0


async def test_words_are_kept_and_another_broadcast_begins_with_them(app: App, applicant: Phone, draft: Phone) -> None:
    await applicant.begin()
    await draft.tap("📋 В шаблоны")
    assert draft.toast == "Шаблон сохранен"
    await draft.press("anndrop:1:2:1")
    await draft.tap("📋 Шаблоны: 1", "Сдайте документы")
    assert KK in draft.text
    assert "Казахский: фото" in draft.text
    await draft.tap("Начать с этого шаблона")
    assert "Казахский: фото" in draft.text
    await draft.tap("К подтверждению", "Отправить")
    await go(app)
    arrived = applicant.last
    assert arrived.photo
    assert arrived.caption == KK


async def test_the_same_words_are_kept_once_and_two_taps_begin_one_draft(app: App, draft: Phone) -> None:
    await draft.tap("📋 В шаблоны")
    await draft.press("anntpl:1")
    assert draft.toast == "Такой шаблон уже есть"
    for _ in range(2):
        await draft.press("anntplgo:1")
    assert await number_of_drafts(app) == 2
    await draft.press("annnew")
    assert "пока ничего нет" in draft.text
    assert await number_of_drafts(app) == 3


async def test_a_template_is_dropped_and_old_buttons_say_so(draft: Phone) -> None:
    await draft.tap("📋 В шаблоны")
    await draft.press("anntplc:1")
    await draft.tap("Удалить шаблон", "Да, удалить")
    assert "Шаблонов пока нет" in draft.text
    await draft.press("anntplgo:1")
    assert "Этого шаблона больше нет" in draft.text


async def test_what_says_nothing_is_no_template(owner: Phone) -> None:
    await owner.press("annnew")
    assert not [label for label in owner.buttons if "шаблоны" in label]
    await owner.press("anntpl:1")
    assert "нельзя сохранить" in owner.text


async def test_a_colleague_sees_it_first_and_nobody_else(
    app: App, chats: Chats, applicant: Phone, draft: Phone
) -> None:
    await applicant.begin()
    colleague = await with_rights(chats, Right.ANNOUNCE, name="Бауыржан")
    await draft.tap("👁 Посмотреть")
    await deliver(app)
    await draft.tap("📨 Показать коллеге", "Бауыржан")
    assert draft.toast == "Отправлено на пробу: Бауыржан"
    await deliver(app)
    assert "№1 таратылымның сынағы, оны сізге Гүлнар жіберді" in colleague.text
    assert [said(colleague).count(words) for words in (KK, RU)] == [1, 1]
    assert KK not in said(applicant)


async def test_without_a_colleague_it_says_how_somebody_becomes_one(draft: Phone) -> None:
    await draft.press("anntest:1")
    assert "Других сотрудников с правом рассылки пока нет" in draft.text
    await draft.press("anntestto:1:123")
    assert "Других сотрудников с правом рассылки пока нет" in draft.text


async def test_at_night_it_can_wait_for_the_morning_of_the_recipients(
    app: App, clock: MovableClock, applicant: Phone, draft: Phone
) -> None:
    """In 2020 the west of the country lived an hour behind: eight there is nine by the contest's clock."""
    await applicant.begin()
    clock.move_to("2020-05-20T23:30+06:00")
    await draft.press("ann:1")
    await draft.tap("К подтверждению")
    assert "В это время в регионах получателей ночь" in draft.text
    await draft.tap("🌅 Отправить утром, в 09:00")
    assert "ночь" not in draft.text
    await draft.tap("Назначить (")
    await go(app)
    assert KK not in said(applicant)
    clock.move_to("2020-05-21T09:00+06:00")
    await go(app)
    assert KK in said(applicant)


async def test_it_is_said_how_many_miss_it_for_want_of_a_language(app: App, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    await owner.press("annnew")
    await owner.tap("✏️ На казахском")
    await owner.send(KK)
    await owner.tap("Только выбравшим казахский", "К подтверждению")
    assert "кто выбрал русский" in owner.text
    assert "Таких людей: 1" in owner.text


@pytest.mark.parametrize("change", ["deleted", "replaced"])
async def test_what_was_confirmed_arrives_whatever_its_author_does_in_the_chat(
    app: App, applicant: Phone, draft: Phone, change: str
) -> None:
    await applicant.begin()
    picture = next(message for message in draft.messages if message.photo)
    await draft.tap("К подтверждению", "Отправить")
    messages = draft.chats.telegram.chats[draft.id].messages
    if change == "deleted":
        del messages[picture.message_id]
    else:
        other = draft.chats.telegram.files.store("photo", "b.png", PIXEL + b"b")
        messages[picture.message_id]["photo"] = other.as_type({})
    await go(app)
    assert picture.photo
    assert applicant.last.photo
    assert applicant.last.photo[-1].file_id == picture.photo[-1].file_id
    assert applicant.last.caption == KK


async def test_how_far_it_is_stands_in_one_message(app: App, applicant: Phone, draft: Phone) -> None:
    await applicant.begin()
    await draft.tap("К подтверждению", "Отправить")
    assert "Рассылки: 1" in draft.text
    await go(app)
    for words, ways in (("Исправлено", ("bcfix:1:ru", "Новое", "Исправить (")), ("Удалено из чатов", ())):
        before = len(draft.messages)
        if ways:
            await draft.press(ways[0])
            await draft.send(ways[1])
            await draft.tap(ways[2])
        else:
            await draft.press("bcback:1:1")
        await go(app)
        new = [message for message in draft.messages[before - 1 :] if words in (message.text or "")]
        assert len(new) == 1, words
        assert "из 1" in (new[0].text or "") or "из 2" in (new[0].text or "")
        markup = new[0].reply_markup
        assert markup is not None
        assert markup.inline_keyboard[0][0].text == "Отчет"
    said = select(outbox.c.state).where(outbox.c.kind.in_([OutboxKind.BROADCAST_PROGRESS, OutboxKind.BROADCAST_END]))
    async with app.database.reading() as connection:
        assert set((await connection.execute(said)).scalars()) == {"sent"}
    await draft.press("anns:1")
    assert "↩️ отозвана" in draft.text
