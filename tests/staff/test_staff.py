"""Staff: who is one, what they may do, how others join them; and that a right taken away counts at once."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeChat
from sqlalchemy import select

from bot.access import Right
from bot.app import App
from bot.services.staff.membership import MOST, load_access
from storage.database import Database
from storage.questions.questions import STAFF as TO_STAFF
from storage.staff import staff as stored
from storage.staff.staff import StaffInvite, StaffMember
from storage.tables import audit, people, questions, staff
from tests.conftest import MovableClock
from tests.support.consulting import CONSULTANT, IBADULLAEV, ask, heard, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import MEMBER, OWNER

OTHER = 9003


async def somebody(chats: Chats, user_id: int = MEMBER, name: str = "Ерлан") -> Phone:
    phone = chats.person(user_id, "ru", name)
    await phone.begin("Русский")
    return phone


async def link(owner: Phone, *rights: str) -> str:
    """Chooses rights and makes a link; its parameter."""
    await owner.send("/staff")
    await owner.tap("Сотрудники", "Пригласить сотрудника")
    for right in rights:
        await owner.tap(f"➕ {right}")
    await owner.tap("Создать ссылку")
    return owner.copied.partition("start=")[2]


async def member(chats: Chats, owner: Phone, *rights: str, user_id: int = MEMBER, name: str = "Ерлан") -> Phone:
    """Somebody who has followed a link with these rights."""
    phone = await somebody(chats, user_id, name)
    await phone.send(f"/start {await link(owner, *rights)}")
    assert "Раздел сотрудников" in phone.text
    return phone


async def deeds(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return [row.action for row in await connection.execute(select(audit.c.action).order_by(audit.c.id))]


async def rights(app: App, person_id: int = MEMBER) -> str | None:
    async with app.database.reading() as connection:
        found = await stored.find(connection, person_id)
    return found.rights if found else None


# --- what staff may do


async def test_an_owner_finds_everything(owner: Phone) -> None:
    await owner.send("/staff")
    assert "Вы — владелец бота" in owner.text
    assert owner.buttons == [
        "Ответы на вопросы",
        "Рассылки",
        "Конкурс",
        "🆕 Новый конкурс",
        "Статистика",
        "Сотрудники",
        "Журнал действий",
        "Состояние бота",
        "Данные людей",
        "🏠 На главную",
    ]
    await owner.tap("На главную", "Настройки", "Раздел сотрудников")
    assert "Вы — владелец бота" in owner.text
    await owner.send("/desk")
    await owner.tap("Раздел сотрудников")


async def test_an_applicant_is_told_and_written_down_once(app: App, applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    for data in ("staff", "staff", "stafflist", "setright:7001:staff:1:0", "unstaff:9001:1", "newstaff:", "audit:1"):
        await applicant.press(data)
        assert applicant.text == "Мұны тек Орталық қызметкерлері істей алады."
    assert await deeds(app) == ["refused"] * 6
    clock.advance(hours=2)
    await applicant.send("/staff")
    assert await deeds(app) == ["refused"] * 7
    async with app.database.reading() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).all()
    assert [row.detail for row in rows][:2] == [{"button": "staff"}, {"button": "stafflist"}]
    assert {(row.person_id, row.name) for row in rows} == {(7001, "Айгүл")}
    assert "Қызметкерлер бөлімі" not in applicant.buttons


async def test_a_stranger_chooses_a_language_first_and_nothing_is_kept(app: App, chats: Chats) -> None:
    phone = chats.person(7008, "kk")
    await phone.send("/staff")
    assert "Қазақша" in phone.buttons
    assert await deeds(app) == []


async def test_rights_open_what_they_name_and_nothing_else(app: App, chats: Chats, owner: Phone) -> None:
    phone = await member(chats, owner, "Рассылки")
    assert phone.buttons == ["Рассылки", "Статистика", "Данные людей", "🏠 На главную"]
    await phone.send("/desk")
    assert "Раздел сотрудников" in phone.text
    applicant = chats.person(7001, "ru")
    await applicant.begin("Русский")
    await ask(app, applicant, "Секретный вопрос")
    await phone.press("case:1")
    assert "Секретный вопрос" not in phone.text
    for data, right in (("stafflist", "Управление сотрудниками"), ("staffc:2020-repeat", "Изменение конкурса")):
        await phone.press(data)
        assert "Это могут делать только сотрудники Центра" in phone.text
        assert right in phone.text
    await phone.press("audit:1")
    assert "только владельцам" in phone.text
    assert heard(phone, "Секретный вопрос") == 0


# --- joining


async def test_a_link_makes_a_member_once(app: App, chats: Chats, owner: Phone) -> None:
    parameter = await link(owner, "Рассылки", "Ответы на вопросы")
    assert "до 23 мая 2020" in owner.text
    stranger = chats.person(MEMBER, "kk", "Ерлан")
    await stranger.send(f"/start {parameter}")
    await stranger.tap("Қазақша")
    assert "Қызметкерлер бөлімі" in stranger.text
    assert "Құқықтарыңыз: Хабарлама тарату" in stranger.text
    assert "Конкурсты өзгерту" not in stranger.text
    assert await rights(app) == "announce answer"
    await deliver(app)
    assert "Новый сотрудник: Ерлан" in owner.text
    assert "Кто создал ссылку: Гүлнар" in owner.text
    await owner.tap("Открыть права")
    assert "Ерлан" in owner.text
    late = await somebody(chats, OTHER)
    await late.send(f"/start {parameter}")
    assert "больше не действует" in late.text
    assert await rights(app, OTHER) is None
    assert await deeds(app) == ["staff.invited", "staff.joined"]


async def test_two_who_open_a_link_at_once(app: App, chats: Chats, owner: Phone) -> None:
    parameter = await link(owner, "Рассылки")
    both = [await somebody(chats, MEMBER), await somebody(chats, OTHER)]
    for phone in both:
        chats.telegram.write(phone.id, f"/start {parameter}")
    await chats.settle(at_once=True)
    assert sorted("Раздел сотрудников" in phone.text for phone in both) == [False, True]


async def test_a_link_is_not_used_up_by_who_needs_none(app: App, chats: Chats, owner: Phone) -> None:
    parameter = await link(owner, "Рассылки")
    await owner.send(f"/start {parameter}")
    assert await rights(app, OWNER) is None
    phone = await somebody(chats)
    await phone.send(f"/start {parameter}")
    assert await rights(app) == "announce"


async def test_a_second_link_adds_rights(app: App, chats: Chats, owner: Phone, clock: MovableClock) -> None:
    phone = await member(chats, owner, "Рассылки")
    clock.advance(minutes=1)
    await phone.send(f"/start {await link(owner, 'Изменение конкурса')}")
    assert await rights(app) == "announce contest"


async def test_a_link_lives_three_days_and_can_be_taken_back(
    app: App, chats: Chats, owner: Phone, clock: MovableClock
) -> None:
    old = await link(owner, "Рассылки")
    clock.advance(days=3)
    phone = await somebody(chats)
    await phone.send(f"/start {old}")
    assert "больше не действует" in phone.text
    taken_back = await link(owner, "Рассылки")
    await owner.tap("Отозвать")
    assert "Неиспользованных ссылок" not in owner.text
    await phone.send(f"/start {taken_back}")
    assert "больше не действует" in phone.text
    await phone.send("/start staff_nonsense")
    assert "больше не действует" in phone.text
    assert await rights(app) is None


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_each_right_stands_on_a_line_of_its_own(chats: Chats, owner: Phone, language: str) -> None:
    await member(chats, owner, "Рассылки")
    await owner.press(f"setlang:{language}")
    for place in ("newstaff:announce", f"staff1:{MEMBER}"):
        await owner.press(place)
        lines = owner.text.split("\n")
        assert sum(line.startswith("✅ ") for line in lines) == 1, place
        assert sum(line.startswith("▫️ ") for line in lines) == len(Right) - 1, place


async def test_a_second_tap_makes_no_second_link(chats: Chats, owner: Phone, clock: MovableClock) -> None:
    await owner.send("/staff")
    await owner.tap("Сотрудники", "Пригласить сотрудника", "➕ Рассылки")
    tapped = owner.payload("Создать ссылку")
    await owner.press(tapped)
    first = owner.text
    await owner.press(tapped)
    assert owner.text == first
    clock.advance(minutes=1)
    await owner.press(tapped)
    assert owner.text != first
    await owner.press("stafflist")
    assert "Неиспользованных ссылок: 2" in owner.text


async def test_there_is_an_end_to_it(app: App, chats: Chats, owner: Phone, clock: MovableClock) -> None:
    async with app.database.writing() as connection:
        for number in range(MOST - 1):
            values = {"id": number + 1, "language": "kk", "joined_at": clock.now()}
            await connection.execute(people.insert().values(values))
            await stored.put(
                connection, StaffMember(number + 1, "Ж" * 64, "announce answer contest staff", OWNER, clock.now())
            )
    await link(owner, "Рассылки")
    await owner.press("stafflist")
    assert len(owner.text) < 4096
    assert len(owner.rows) == MOST + 2
    clock.advance(minutes=1)
    await owner.press("stafflink:contest")
    assert "больше добавить нельзя" in owner.text


# --- rights


async def test_rights_are_set_and_count_at_once(app: App, chats: Chats, owner: Phone) -> None:
    phone = await member(chats, owner, "Управление сотрудниками")
    old = phone.last.message_id
    await owner.press(f"staff1:{MEMBER}")
    assert "▫️ Ответы на вопросы" in owner.text
    give = owner.payload("➕ Ответы на вопросы")
    for _ in range(2):  # a second tap sets the same
        await owner.press(give)
        assert await rights(app) == "answer staff"
    await owner.tap("➖ Управление сотрудниками")
    assert await rights(app) == "answer"
    await phone.press("stafflist", old)
    assert "Это могут делать только сотрудники Центра с правом" in phone.text
    assert await deeds(app) == [
        "staff.invited",
        "staff.joined",
        "staff.right_given",
        "staff.right_taken",
        "refused",
    ]


async def test_who_is_concerned_hears_of_it_once(app: App, chats: Chats, owner: Phone, clock: MovableClock) -> None:
    phone = await member(chats, owner, "Рассылки")
    for right in ("answer", "contest"):
        await owner.press(f"setright:{MEMBER}:{right}:1:0")
        clock.advance(seconds=2)
    clock.advance(seconds=10)
    await deliver(app)
    assert heard(phone, "Ваши права изменены") == 1
    assert "✅ Изменение конкурса" in phone.text
    await phone.tap("Раздел сотрудников")
    await owner.press(f"unstaff:{MEMBER}:1")
    clock.advance(seconds=10)
    await deliver(app)
    assert "больше не сотрудник" in phone.text


async def test_nobody_gives_what_they_do_not_have(app: App, chats: Chats, owner: Phone, clock: MovableClock) -> None:
    manager = await member(chats, owner, "Управление сотрудниками")
    clock.advance(minutes=1)
    other = await member(chats, owner, "Рассылки", user_id=OTHER, name="Сәуле")
    await manager.press(f"staff1:{OTHER}")
    assert "➕ Управление сотрудниками" in manager.buttons
    assert "➕ Ответы на вопросы" not in manager.buttons
    for data in (
        f"setright:{OTHER}:answer:1:0",
        f"setright:{MEMBER}:answer:1:0",
        "stafflink:answer.staff",
        "stafflink:",
    ):
        await manager.press(data)
        assert "которого нет у Вас" in manager.text
    assert await rights(app, OTHER) == "announce"
    # a link that gives more than the manager has is not for their eyes
    clock.advance(minutes=1)
    parameter = await link(owner, "Ответы на вопросы")
    await manager.press("stafflist")
    assert "Неиспользованных ссылок" not in manager.text
    await manager.press(f"staffinv:{parameter.removeprefix('staff_')}")
    assert "t.me" not in manager.text
    await manager.press(f"staffrev:{parameter.removeprefix('staff_')}")
    await other.send(f"/start {parameter}")
    assert await rights(app, OTHER) == "announce answer"


async def test_a_link_of_somebody_who_may_not_any_more_is_dead(
    app: App, chats: Chats, owner: Phone, clock: MovableClock
) -> None:
    manager = await member(chats, owner, "Управление сотрудниками", "Рассылки")
    clock.advance(minutes=1)
    first = await link(manager, "Рассылки")
    await owner.press(f"setright:{MEMBER}:announce:0:0")
    phone = await somebody(chats, OTHER)
    await phone.send(f"/start {first}")
    assert "больше не действует" in phone.text
    await owner.press(f"setright:{MEMBER}:announce:1:0")
    await owner.press(f"unstaff:{MEMBER}:1")
    await phone.send(f"/start {first}")
    assert await rights(app, OTHER) is None


async def test_nobody_changes_an_owner(app: App, chats: Chats, owner: Phone) -> None:
    manager = await member(chats, owner, "Управление сотрудниками")
    for data in (f"staff1:{OWNER}", f"setright:{OWNER}:staff:0:1", f"unstaff:{OWNER}:1"):
        await manager.press(data)
        assert "Это владелец бота" in manager.text
    await owner.send("/staff")
    assert "Вы — владелец бота" in owner.text


async def test_nobody_shows_themselves_out_by_accident(app: App, chats: Chats, owner: Phone) -> None:
    manager = await member(chats, owner, "Управление сотрудниками", "Рассылки")
    await manager.tap("Сотрудники", "Ерлан")
    await manager.tap("➖ Управление сотрудниками")
    assert "Вы снимаете с себя право" in manager.text
    assert await rights(app) == "announce staff"
    await manager.tap("Да, снять с себя")
    assert await rights(app) == "announce"
    assert manager.buttons == ["Рассылки", "Статистика", "Данные людей", "🏠 На главную"]


async def test_leaving_altogether_is_asked_too(app: App, chats: Chats, owner: Phone) -> None:
    manager = await member(chats, owner, "Управление сотрудниками")
    await manager.tap("Сотрудники", "Ерлан", "Исключить из сотрудников")
    assert "Исключить себя" in manager.text
    await manager.tap("Да, исключить")
    assert await rights(app) is None
    assert "Срок" in manager.text
    await owner.press(f"staff1:{MEMBER}")
    assert "в списке больше нет" in owner.text


async def test_two_who_change_one_member_at_once(app: App, chats: Chats, owner: Phone) -> None:
    manager = await member(chats, owner, "Управление сотрудниками", "Рассылки", "Ответы на вопросы")
    chats.telegram.press(OWNER, owner.last.message_id, f"setright:{MEMBER}:announce:0:0")
    chats.telegram.press(MEMBER, manager.last.message_id, f"setright:{MEMBER}:answer:0:0")
    await chats.settle(at_once=True)
    assert await rights(app) == "staff"


# --- what follows


async def test_what_the_last_one_had_taken_goes_to_the_owners(
    app: App, chats: Chats, owner: Phone, clock: MovableClock
) -> None:
    phone = await member(chats, owner, "Ответы на вопросы")
    applicant = chats.person(7001, "ru")
    await applicant.begin("Русский")
    await ask(app, applicant, "Кто подписывает заявку?")
    assert heard(phone, "Кто подписывает заявку?") == 1
    await phone.press("take:1:1")
    await owner.send("/staff")
    before = heard(owner, "Кто подписывает заявку?")
    clock.advance(minutes=1)
    await owner.press(f"setright:{MEMBER}:answer:0:0")
    await deliver(app)
    async with app.database.reading() as connection:
        row = (await connection.execute(select(questions.c.holder, questions.c.taken_by))).one()
    assert (row.holder, row.taken_by) == (TO_STAFF, None)
    assert heard(owner, "Кто подписывает заявку?") >= before
    await phone.press("case:1")
    assert "Кто подписывает заявку?" not in phone.text
    await owner.press("reply:1:0")
    await owner.send("Руководитель.")
    await owner.press("sendheld:1")
    await deliver(app)
    assert heard(applicant, "Руководитель.") == 1
    assert (await deeds(app))[-2:] == ["refused", "question.answered"]


async def test_rights_outlive_a_restart(app: App, chats: Chats, owner: Phone) -> None:
    phone = await member(chats, owner, "Рассылки")
    app.access.set_members({})
    await load_access(app.database, app.access)
    await phone.send("/staff")
    assert "Ваши права: Рассылки" in phone.text


async def test_a_right_that_is_none_any_more_is_left_out(app: App, chats: Chats, owner: Phone) -> None:
    phone = await member(chats, owner, "Рассылки")
    async with app.database.writing() as connection:
        await connection.execute(staff.update().values(rights="announce gone"))
    await load_access(app.database, app.access)
    await phone.send("/staff")
    assert phone.buttons == ["Рассылки", "Статистика", "Данные людей", "🏠 На главную"]


async def test_forgetting_ends_it_at_once(app: App, chats: Chats, owner: Phone) -> None:
    phone = await member(chats, owner, "Рассылки")
    await phone.press("audit:1")
    await phone.press("forget")
    await phone.send("УДАЛИТЬ")
    assert app.access.rights(MEMBER) == frozenset()
    assert await rights(app) is None
    assert await deeds(app) == ["staff.invited", "staff.joined", "staff.left"]
    await phone.begin("Русский")
    await phone.send("/staff")
    assert "только сотрудники Центра" in phone.text


async def test_old_links_are_swept_with_the_next(database_of: Database, clock: MovableClock) -> None:
    async with database_of.writing() as connection:
        await stored.invite(connection, StaffInvite("a", "answer", 1, clock.now()), clock.now())
        clock.advance(days=4)
        await stored.invite(connection, StaffInvite("b", "answer", 1, clock.now()), clock.now())
        assert [each.token for each in await stored.invites(connection, MovableClock().now())] == ["b"]


@pytest.fixture
def database_of(app: App) -> Database:
    return app.database


# --- the menu of commands


async def test_the_menu_of_commands_comes_and_goes_with_the_rights(app: App, chats: Chats, owner: Phone) -> None:
    async def menu(person: int) -> list[str]:
        await app.commands.tick()
        return [each.command for each in await app.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=person))]

    phone = await member(chats, owner, "Рассылки")
    everybody = ["menu", "documents", "deadline", "ask", "help", "language", "cancel"]
    assert await menu(OWNER) == [*everybody, "queue", "desk", "staff"]
    assert await menu(MEMBER) == [*everybody, "staff"]
    commands = await app.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=MEMBER))
    assert commands[-1].description == "Раздел сотрудников"
    await phone.press("setlang:kk:")
    await app.commands.tick()
    commands = await app.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=MEMBER))
    assert commands[-1].description == "Қызметкерлер бөлімі"
    await owner.press(f"unstaff:{MEMBER}:1")
    assert await menu(MEMBER) == []
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Асқар")
    assert await menu(consultant.id) == [*everybody, "queue", "desk"]


async def test_a_menu_that_telegram_refuses_keeps_nobody_else_from_theirs(
    app: App, chats: Chats, owner: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await member(chats, owner, "Рассылки")
    real = app.bot.set_my_commands

    async def refusing(commands: list[BotCommand], *, scope: BotCommandScopeChat) -> bool:
        if scope.chat_id == OWNER:
            raise TelegramBadRequest(SetMyCommands(commands=commands), "chat not found")
        return await real(commands, scope=scope)

    monkeypatch.setattr(app.bot, "set_my_commands", refusing)
    for _ in range(2):
        await app.commands.tick()
    assert caplog.text.count("not up to date: chat not found") == 1
    assert await app.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=MEMBER))
