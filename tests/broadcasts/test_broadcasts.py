"""Announcements on their way: to whom, pause, going on, stop, a restart in the middle, and the report."""

from datetime import timedelta
from io import BytesIO

import pytest
from aiogram.types import Message
from openpyxl import load_workbook
from sqlalchemy import select

from bot.access import Right
from bot.app import App
from bot.demo.telegram import Telegram
from bot.services.broadcasts import dispatch
from content.models import Language
from storage.broadcasts import broadcasts, recipients, taps
from storage.broadcasts.audiences import AudiencePart
from storage.broadcasts.broadcasts import EVERYBODY
from storage.broadcasts.drafts import ButtonTarget, Goal
from storage.delivery import claims
from storage.entry import people as stored
from storage.entry.people import Person
from storage.tables import audit
from storage.tables import outbox as rows
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.broadcasting import confirm, go, text
from tests.support.consulting import heard
from tests.support.conversation import Chats, Phone
from tests.support.staff import MEMBER, OWNER

BOTH = {Language.KK: text("Сәлем, <b>қазақша</b>", 1), Language.RU: text("Привет, <b>по-русски</b>", 2)}


@pytest.fixture
async def people(chats: Chats, owner: Phone) -> list[Phone]:
    """Two in Kazakh, one in Russian, besides the staff member, who reads Russian too."""
    phones = [chats.person(7001), chats.person(7002), chats.person(7003, "ru", "Анна")]
    for phone, language in zip(phones, ("Қазақша", "Қазақша", "Русский"), strict=True):
        await phone.begin(language)
    await phones[0].press("region:2020-repeat:akmola:0")
    return phones


async def states(app: App, kind: OutboxKind = OutboxKind.BROADCAST) -> dict[int, str]:
    async with app.database.reading() as connection:
        found = await connection.execute(select(rows.c.person_id, rows.c.state).where(rows.c.kind == kind))
        return {row.person_id: row.state for row in found}


async def state(app: App, announcement: int) -> BroadcastState:
    async with app.database.reading() as connection:
        one = await broadcasts.find(connection, announcement)
    assert one is not None
    return one.state


async def test_everybody_gets_it_in_their_language_once(app: App, owner: Phone, people: list[Phone]) -> None:
    announcement = await confirm(app, BOTH)
    await go(app)
    assert [phone.messages[-1].html_text for phone in people] == [
        "Сәлем, <b>қазақша</b>",
        "Сәлем, <b>қазақша</b>",
        "Привет, <b>по-русски</b>",
    ]
    assert heard(owner, "по-русски") == 1
    assert await state(app, announcement) is BroadcastState.DONE
    await go(app)
    assert heard(people[0], "қазақша") == 1


async def test_it_reaches_those_who_are_meant(app: App, people: list[Phone]) -> None:
    await confirm(app, BOTH, audience={AudiencePart.REGION: ("akmola",)})
    await go(app)
    assert await states(app) == {people[0].id: "sent"}


async def test_a_scheduled_one_waits_for_its_time_and_takes_who_joined_meanwhile(
    app: App, chats: Chats, clock: MovableClock, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH, at=app.clock.now() + timedelta(hours=1))
    await go(app)
    assert await states(app) == {}
    newcomer = chats.person(7009)
    await newcomer.begin()
    clock.advance(hours=1)
    await go(app)
    assert heard(newcomer, "Сәлем") == heard(people[0], "Сәлем") == 1
    assert await state(app, announcement) is BroadcastState.DONE


@pytest.mark.parametrize("begun", [False, True])
async def test_who_has_the_bot_forget_them_stops_neither_theirs_nor_others(
    app: App, chats: Chats, clock: MovableClock, owner: Phone, people: list[Phone], *, begun: bool
) -> None:
    author = chats.person(MEMBER, "ru", "Ерлан")
    await author.begin("Русский")
    at = None if begun else clock.now() + timedelta(hours=1)
    announcements_of = [await confirm(app, BOTH, at=at, by=MEMBER), await confirm(app, BOTH, at=at)]
    await app.broadcasts.tick()
    await author.press("forget")
    await author.send("УДАЛИТЬ")
    clock.advance(hours=1)
    await go(app)
    assert heard(people[0], "Сәлем") == 2
    assert [await state(app, each) for each in announcements_of] == [BroadcastState.DONE, BroadcastState.DONE]


async def test_a_scheduled_one_of_somebody_who_may_not_announce_any_more_stops_and_tells(
    app: App, chats: Chats, clock: MovableClock, owner: Phone, people: list[Phone]
) -> None:
    author = chats.person(MEMBER, "ru", "Ерлан")
    await author.begin("Русский")
    announcement = await confirm(app, BOTH, at=clock.now() + timedelta(hours=1), by=MEMBER)
    clock.advance(hours=2)
    await go(app)
    assert heard(people[0], "Сәлем") == 0
    assert "не отправлена" in owner.text
    await owner.tap(f"Открыть черновик №{announcement}")
    assert "Назначенное время прошло" in owner.text


async def test_at_night_it_is_asked_whether_it_can_wait(app: App, clock: MovableClock, owner: Phone) -> None:
    announcement = await confirm(app, BOTH, at=clock.now() + timedelta(hours=1))
    await owner.press(f"bc:{announcement}")
    await owner.tap("Вернуть в черновики")
    for at, asked in (("2020-05-20T23:30+06:00", True), ("2020-05-21T12:00+06:00", False)):
        clock.move_to(at)
        await owner.press(f"ann:{announcement}")
        revision = owner.payload("Когда").split(":")[2]
        await owner.press(f"annnow:{announcement}:{revision}")
        await owner.tap("К подтверждению")
        assert ("В это время в регионах получателей ночь" in owner.text) is asked
        assert "Изменить время" in owner.buttons


async def test_a_scheduled_one_can_become_a_draft_again(app: App, clock: MovableClock, owner: Phone) -> None:
    announcement = await confirm(app, BOTH, at=app.clock.now() + timedelta(hours=1))
    await owner.press(f"bc:{announcement}")
    assert "Начнется" in owner.text
    await owner.tap("Вернуть в черновики")
    clock.advance(hours=2)
    await go(app)
    assert await states(app) == {}


async def test_a_pause_keeps_what_has_not_left_and_going_on_sends_it(
    app: App, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH)
    await app.broadcasts.tick()
    await owner.press(f"bcpause:{announcement}:1")
    await owner.press(f"bcpause:{announcement}:1")
    await go(app)
    assert set((await states(app)).values()) == {"paused"}
    assert heard(people[0], "Сәлем") == 0
    await owner.press(f"bc:{announcement}")
    assert "Приостановлена" in owner.text
    await owner.tap("Продолжить")
    await go(app)
    assert set((await states(app)).values()) == {"sent"}
    assert await state(app, announcement) is BroadcastState.DONE


async def test_a_row_that_was_claimed_before_the_pause_waits_too(app: App, owner: Phone, people: list[Phone]) -> None:
    """The tick has not come round yet when the worker composes the row."""
    announcement = await confirm(app, BOTH)
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        await broadcasts.move(connection, announcement, [BroadcastState.SENDING], BroadcastState.PAUSED)
    await go(app)
    assert heard(people[0], "Сәлем") == 0
    async with app.database.writing() as connection:
        await broadcasts.move(connection, announcement, [BroadcastState.PAUSED], BroadcastState.SENDING)
    await go(app)
    assert heard(people[0], "Сәлем") == 1


async def test_a_stop_is_for_good_and_the_report_says_who_did_not_get_it(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH)
    await app.broadcasts.tick()
    await owner.press(f"bc:{announcement}")
    await owner.tap("Приостановить", "Остановить совсем")
    await go(app)
    assert await state(app, announcement) is BroadcastState.STOPPED
    assert set((await states(app)).values()) == {"skipped"}
    assert heard(owner, "остановлена") == 1
    await owner.press(f"bcpause:{announcement}:0")
    await go(app)
    assert heard(people[0], "Сәлем") == 0
    await owner.press(f"bcrep:{announcement}")
    assert "Не отправлено: 4" in owner.text
    await owner.tap("Отчет файлом")
    reasons = load_workbook(BytesIO(owner.received)).worksheets[2]
    assert [row[0].value for row in reasons.iter_rows(min_row=2)] == ["Не отправлено (рассылку остановили)"]


async def test_a_stop_during_the_last_message_ends_as_done(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH, audience={AudiencePart.REGION: ("akmola",)})
    await app.broadcasts.tick()
    async with app.database.writing() as connection:
        (letter,) = await claims.claim(connection, app.clock.now(), 1, [OWNER])
    assert letter.person_id == people[0].id
    await owner.press(f"bcstop:{announcement}")
    await app.broadcasts.tick()
    assert await state(app, announcement) is BroadcastState.STOPPED
    async with app.database.writing() as connection:
        await claims.finish(connection, letter.id, OutboxState.SENT, app.clock.now(), message_id=5)
    await app.broadcasts.tick()
    assert await state(app, announcement) is BroadcastState.DONE


async def test_a_restart_goes_on_where_it_was(
    app: App, restarted: App, people: list[Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "PORTION", 1)
    fill = recipients.fill
    portions = iter(range(2))

    async def killed(*arguments: object) -> bool:
        if next(portions, None) is None:
            raise KeyboardInterrupt
        return await fill(*arguments)  # type: ignore[arg-type]

    announcement = await confirm(app, BOTH)
    with monkeypatch.context() as patch:
        patch.setattr(recipients, "fill", killed)
        with pytest.raises(KeyboardInterrupt):
            await app.broadcasts.tick()
    assert len(await states(app)) == 2
    await go(restarted)
    assert set((await states(app)).values()) == {"sent"}
    assert len(await states(app)) == 4
    assert [heard(phone, "Сәлем") + heard(phone, "Привет") for phone in people] == [1, 1, 1]
    async with app.database.reading() as connection:
        one = await broadcasts.find(connection, announcement)
    assert one is not None
    assert one.filled_to == EVERYBODY


async def test_who_blocked_the_bot_and_what_fails_is_counted_and_the_others_get_it(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    telegram.block(people[2].id)
    announcement = await confirm(app, {Language.KK: text("<b>ашық"), Language.RU: text("Привет", 2)})
    await go(app)
    assert await states(app) == {OWNER: "sent", 7001: "failed", 7002: "failed", 7003: "blocked"}
    await owner.press(f"bcrep:{announcement}")
    assert "Доставлено: 1 из 4" in owner.text
    assert "На русском: 1 из 2" in owner.text
    assert "На казахском: 0 из 2" in owner.text
    assert "Заблокировали бота или удалили аккаунт: 1" in owner.text
    assert "can't parse entities" in owner.text


async def test_the_report_counts_who_opened_a_button_and_is_a_file_without_names(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    names = {Language.KK: "Сұрақ", Language.RU: "=Вопрос"}
    site = {Language.KK: "Сайт", Language.RU: "Сайт"}
    ways = (ButtonTarget(Goal.LINK, "https://example.kz", site), ButtonTarget(Goal.ASK, "", names))
    telegram.block(people[2].id)
    announcement = await confirm(app, BOTH, ways=ways)
    await go(app)
    async with app.database.writing() as connection:
        for phone in (people[0], people[0], people[1]):
            await taps.note(connection, announcement, 2, phone.id, app.clock.now())
    await owner.press(f"bcrep:{announcement}")
    assert "«=Вопрос», нажали: 2" in owner.text
    assert "Сайт" not in owner.text
    assert "Акмол" in owner.text
    await owner.tap("Отчет файлом")
    book = load_workbook(BytesIO(owner.received))
    summary = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert (summary["Доставлено"], summary["Заблокировали бота или удалили аккаунт"]) == (3, 1)
    assert summary["Кнопка «=Вопрос», нажали"] == 2
    rows = list(book.worksheets[1].iter_rows(values_only=True))[1:]
    assert sum(int(str(row[2])) for row in rows) == 4
    everything = str([list(sheet.values) for sheet in book.worksheets])
    assert not [phone for phone in (*people, owner) if str(phone.id) in everything]
    assert "Айгүл" not in everything
    async with app.database.reading() as connection:
        assert "broadcast.exported" in list((await connection.execute(select(audit.c.action))).scalars())


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    ["bc:1", "bcpause:1:1", "bcstop:1", "bcdraft:1", "bcrep:1", "bcfile:1", "bcfix:1:ru", "bcfixed:1:1", "bcback:1:1"],
)
async def test_an_old_keyboard_does_nothing_for_who_may_not_announce_any_more(
    app: App, clock: MovableClock, owner: Phone, people: list[Phone], data: str
) -> None:
    announcement = await confirm(app, BOTH, at=app.clock.now() + timedelta(hours=1))
    assert announcement == 1
    await people[0].press(data)
    assert "қызметкерлер" in people[0].text
    app.access.set_members({people[0].id: frozenset({Right.ANSWER})})
    await people[0].press(data)
    assert "bc" not in str(people[0].rows)
    clock.advance(hours=1)
    await go(app)
    assert await state(app, announcement) is BroadcastState.DONE


async def test_the_message_that_shows_progress_updates_itself_and_ends_with_the_report(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH)
    telegram.block(people[1].id)
    await dispatch.start(await app.broadcasts.live.contexts.make(await person(app, OWNER)), announcement)
    await app.broadcasts.tick()
    await owner.press(f"bcpause:{announcement}:1")
    await go(app)
    shown = next(message for message in owner.messages if "bcpause:1:0:1" in keyboard(message))
    assert "Приостановлена" in (shown.text or "")
    await owner.press(f"bcpause:{announcement}:0:1", shown.message_id)
    await go(app)
    ended = telegram.message(OWNER, shown.message_id)
    assert "Завершена" in (ended.text or "")
    assert "Доставлено: 3 из 4" in (ended.text or "")
    assert "Заблокировали бота или удалили аккаунт: 1" in (ended.text or "")
    assert any(data.startswith("+bcrep") for data in keyboard(ended))
    assert heard(owner, "завершена") == 1


async def test_a_late_look_at_the_progress_leaves_the_report_as_it_is(
    app: App, telegram: Telegram, owner: Phone, people: list[Phone]
) -> None:
    announcement = await confirm(app, BOTH)
    await dispatch.start(await app.broadcasts.live.contexts.make(await person(app, OWNER)), announcement)
    await app.broadcasts.tick()
    async with app.database.reading() as connection:
        on_its_way = await broadcasts.find(connection, announcement)
    assert on_its_way is not None
    await go(app)
    shown = next(message for message in owner.messages if any(data.startswith("+bcrep") for data in keyboard(message)))
    before = keyboard(telegram.message(OWNER, shown.message_id))
    await app.broadcasts.live.show([])  # forgets what it has shown
    await app.broadcasts.live.show([on_its_way])
    assert keyboard(telegram.message(OWNER, shown.message_id)) == before


async def person(app: App, person_id: int) -> Person:
    async with app.database.reading() as connection:
        found = await stored.find(connection, person_id)
    assert found is not None
    return found


def keyboard(message: Message) -> list[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return [button.callback_data or "" for row in rows for button in row]
