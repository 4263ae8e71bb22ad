"""Becoming the consultant that the announcement lists: by one's own number, or by a link of staff."""

from datetime import UTC

import pytest
from sqlalchemy import select, text

from bot.access import Right
from bot.app import App
from storage.tables import questions
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, CONSULTANT, IBADULLAEV, ask, heard, linked, with_number
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import MEMBER, give, with_rights

ENTRY = "staffc1:2020-repeat:ibadullaev"


async def holders(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return [row.holder for row in await connection.execute(select(questions.c.holder).order_by(questions.c.id))]


async def links(app: App) -> list[tuple[str, int]]:
    async with app.database.reading() as connection:
        rows = await connection.execute(text("SELECT consultant_id, person_id FROM consultants ORDER BY 1"))
        return [(row.consultant_id, row.person_id) for row in rows]


# --- by one's own number


async def test_the_listed_number_makes_a_consultant(app: App, chats: Chats, owner: Phone) -> None:
    phone = with_number(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await phone.begin("Русский")
    await phone.tap("Настройки", "Я консультант")
    assert "не сохраним" in (phone.messages[-2].text or "")
    assert chats.telegram.chats[CONSULTANT].keyboard is not None
    await phone.share_contact()
    screen = phone.messages[-2].text or ""
    assert "Вы подключены как консультант" in screen
    assert "Ибадуллаев Аскар" in screen
    for region in ("Атырауская", "Мангистауская", "Шымкент"):
        assert region in screen
    assert "номер не сохранен" in phone.text
    assert chats.telegram.chats[CONSULTANT].keyboard is None
    assert await links(app) == [("ibadullaev", CONSULTANT)]
    await deliver(app)
    assert heard(owner, "Консультант подключился к боту") == 1
    assert "Аскар" in owner.text
    assert "+7775" not in owner.text


@pytest.mark.parametrize("way", ["/consultant", "/CONSULTANT", "/start consult"])
async def test_a_stranger_chooses_a_language_first(chats: Chats, way: str) -> None:
    phone = chats.person(7008, "kk")
    await phone.send(way)
    await phone.tap("Қазақша")
    assert "Мен кеңесшімін" in (phone.messages[-2].text or "")
    assert chats.telegram.chats[7008].keyboard is not None


async def test_a_number_that_is_not_listed_is_thanked_and_shown_how_to_ask(applicant: Phone, app: App) -> None:
    await applicant.begin()
    await applicant.send("/consultant")
    await applicant.share_contact()
    answer = applicant.messages[-2]
    assert "Рақмет, бірақ бұл нөмір тізімде жоқ" in (answer.text or "")
    assert answer.reply_markup is not None
    assert answer.reply_markup.inline_keyboard[0][0].text == "Кеңесшіге сұрақ жазу"
    assert await links(app) == []


async def test_only_the_own_contact_counts(app: App, chats: Chats) -> None:
    real = with_number(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await real.begin("Русский")
    other = chats.person(7005, "ru")
    await other.begin("Русский")
    telegram = chats.telegram
    for whose in (CONSULTANT, None):
        await other.send("/consultant")
        telegram.send_contact(7005, IBADULLAEV, "Аскар", whose=whose)
        await chats.settle()
        assert "не подойдет" in (other.messages[-2].text or "")
    # one's own contact, forwarded: nobody knows who sent it first
    await real.send("/consultant")
    shared = telegram.send_contact(CONSULTANT, IBADULLAEV, "Аскар", whose=CONSULTANT)
    telegram.queue.clear()
    telegram.forward(CONSULTANT, shared)
    await chats.settle()
    assert "не подойдет" in (real.messages[-2].text or "")
    assert await links(app) == []


async def test_words_instead_of_a_contact_are_explained(app: App, chats: Chats) -> None:
    phone = with_number(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await phone.begin("Русский")
    await phone.send("/consultant")
    await phone.send("8 775 591 55 70")
    assert "не контакт" in (phone.messages[-2].text or "")
    await phone.share_contact()
    assert await links(app) == [("ibadullaev", CONSULTANT)]


async def test_who_is_linked_already_is_told_so(app: App, consultant: Phone, owner: Phone) -> None:
    await deliver(app)
    before = heard(owner, "подключился")
    await consultant.send("/consultant")
    assert "Вы подключены" in consultant.text
    await deliver(app)
    assert heard(owner, "подключился") == before


async def test_a_number_with_a_new_owner_moves_on(
    app: App, chats: Chats, owner: Phone, consultant: Phone, applicant: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    assert heard(consultant, "Мөр керек пе?") == 1
    await consultant.press("take:1:1")
    new = await linked(chats, 7004, IBADULLAEV, "Ерлан")
    await deliver(app)
    assert await links(app) == [("ibadullaev", 7004)]
    assert "Ерлан" in owner.text
    assert "Аскар И." in owner.text
    assert heard(consultant, "больше не подключены") == 1
    assert heard(new, "Мөр керек пе?") == 1
    await new.press("case:1")
    assert "Беру на себя" in new.buttons
    await consultant.press("case:1")
    assert "Мөр керек" not in consultant.text


async def test_a_contact_in_a_group_makes_nobody_a_consultant(app: App, chats: Chats) -> None:
    phone = with_number(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await phone.begin("Русский")
    await phone.send("/consultant")
    chats.telegram.add_group(-500, "ҮЕҰ", [CONSULTANT], added_by=CONSULTANT)
    chats.telegram.send_contact(CONSULTANT, IBADULLAEV, "Аскар", whose=CONSULTANT, chat_id=-500)
    await chats.settle()
    assert await links(app) == []


# --- what waits


async def test_what_waits_with_staff_is_handed_over(app: App, chats: Chats, owner: Phone, applicant: Phone) -> None:
    await applicant.begin()
    await ask(app, applicant, "Бірінші")
    await ask_later(app, applicant, "Екінші")
    await ask_later(app, applicant, "Басқа өңір", "akmola")
    assert await holders(app) == ["staff"] * 3
    await owner.press("take:2:1")
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await deliver(app)
    assert await holders(app) == ["ibadullaev", "staff", "staff"]
    assert heard(consultant, "Бірінші") == 1
    assert heard(consultant, "Екінші") == heard(consultant, "Басқа өңір") == 0


async def ask_later(app: App, phone: Phone, words: str, region: str = "atyrau") -> None:
    """Not in the same minute: that would be the same question."""
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(minutes=2)
    await ask(app, phone, words, region)


async def test_ones_own_question_stays_with_others(app: App, chats: Chats, owner: Phone) -> None:
    phone = with_number(chats, CONSULTANT, IBADULLAEV, "Аскар")
    await phone.begin("Русский")
    await ask(app, phone, "Сам спрашиваю")
    await phone.send("/consultant")
    await phone.share_contact()
    await deliver(app)
    assert await holders(app) == ["staff"]


async def test_a_question_handed_over_late_comes_back_to_staff(
    app: App, chats: Chats, clock: MovableClock, owner: Phone, applicant: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Ешкім жауап бермеді")
    async with app.database.writing() as connection:
        await connection.execute(questions.update().values(step=3, step_at=None))
    await linked(chats, CONSULTANT, IBADULLAEV, "Аскар")
    assert await holders(app) == ["ibadullaev"]
    async with app.database.reading() as connection:
        row = (await connection.execute(select(questions.c.step, questions.c.step_at))).one()
    assert row.step == 2
    assert row.step_at is not None
    assert row.step_at > clock.now().astimezone(UTC)


async def test_staff_undo_a_link_and_the_questions_go_on(
    app: App, owner: Phone, consultant: Phone, applicant: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    assert await holders(app) == ["ibadullaev"]
    notice = next(message for message in owner.messages if "подключился" in (message.text or ""))
    await owner.press_under(notice)
    assert "▫️ Не подключен" in owner.text
    assert owner.toast == "Отключено от бота"
    await deliver(app)
    assert await links(app) == []
    assert await holders(app) == ["staff"]
    assert heard(consultant, "больше не подключены") == 1
    assert heard(owner, "Мөр керек пе?") == 1
    await owner.press(f"unlink:2020-repeat:ibadullaev:{CONSULTANT}")
    assert owner.toast == "Этот человек уже отключен"


async def test_of_who_is_unlinked_nothing_stays_taken(
    app: App, chats: Chats, owner: Phone, consultant: Phone, applicant: Phone
) -> None:
    await linked(chats, 7004, BORANBAEVA, "Жанаргуль")
    await applicant.begin()
    await ask(app, applicant, "Ақмола сұрағы", "akmola")
    await consultant.press("take:1:1")
    await owner.press(f"unlink:2020-repeat:ibadullaev:{CONSULTANT}")
    await owner.press("case:1")
    assert "Беру на себя" in owner.buttons


# --- staff


async def test_staff_see_who_is_linked(app: App, owner: Phone, consultant: Phone, chats: Chats) -> None:
    await owner.press("staffc:2020-repeat")
    assert "1 / 8" in owner.text
    assert "✅ Ибадуллаев Аскар" in owner.buttons
    assert "▫️ Сарбалина Асель" in owner.buttons
    await consultant.press("setaway:200520:200522:0")
    await owner.press("staffc:2020-repeat")
    assert "🌙 Ибадуллаев Аскар" in owner.buttons
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE people SET unreachable_at = joined_at WHERE id = 7003"))
    await owner.press("staffc:2020-repeat")
    await owner.tap("⚠️ Ибадуллаев Аскар")
    assert "Аскар И." in owner.text
    assert "бота заблокировали или аккаунт удален" in owner.text
    assert "Отсутствует: 20 мая – 22 мая" in owner.text


async def test_a_link_of_staff_works_once(app: App, chats: Chats, owner: Phone) -> None:
    await owner.press(ENTRY)
    await owner.tap("Создать ссылку-приглашение")
    url = owner.copied
    assert url in owner.text
    start = f"/start {url.partition('?start=')[2]}"
    first, second = chats.person(7005, "ru", "Новый номер"), chats.person(7006, "ru", "Другой")
    await first.send(start)
    await first.tap("Русский")
    assert "Вы подключены" in first.text
    await second.begin("Русский")
    await second.send(start)
    assert "больше не действует" in second.text
    assert await links(app) == [("ibadullaev", 7005)]
    await deliver(app)
    assert "по ссылке" in owner.text
    assert "Новый номер" in owner.text
    await owner.press(ENTRY)
    assert url not in owner.text
    assert "Подключение по ссылке" in owner.text


async def test_a_new_link_takes_the_place_of_the_one_before(chats: Chats, owner: Phone, applicant: Phone) -> None:
    await owner.press(ENTRY)
    await owner.tap("Создать ссылку-приглашение")
    old = owner.copied
    await owner.tap("Новая ссылка")
    assert owner.copied != old
    await applicant.begin()
    for parameter in (old.partition("?start=")[2], "consult_", "consult_nonsense"):
        await applicant.send(f"/start {parameter}")
        assert "енді жарамайды" in applicant.text


async def test_a_link_goes_with_the_right_of_whoever_made_it(
    app: App, chats: Chats, owner: Phone, applicant: Phone
) -> None:
    member = await with_rights(chats, Right.CONTEST, language="Русский")
    await member.press(ENTRY)
    await member.tap("Создать ссылку-приглашение")
    start = f"/start {member.copied.partition('?start=')[2]}"
    await owner.press(ENTRY)
    assert owner.copied in owner.text
    await give(app, MEMBER)
    await owner.press(ENTRY)
    assert "Ссылка-приглашение" not in owner.text
    await applicant.begin()
    for phone in (applicant, member):
        await phone.send(start)
    assert "енді жарамайды" in applicant.text
    assert await links(app) == []


async def test_whoever_may_not_read_questions_does_not_invite_themselves(app: App, chats: Chats) -> None:
    member = await with_rights(chats, Right.CONTEST, language="Русский")
    await member.press(ENTRY)
    await member.tap("Создать ссылку-приглашение")
    await member.send(f"/start {member.copied.partition('?start=')[2]}")
    assert "она не для Вас" in member.text
    assert await links(app) == []


async def test_a_link_for_a_consultant_works_for_a_week(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await owner.press(ENTRY)
    await owner.tap("Создать ссылку-приглашение")
    await applicant.begin()
    clock.advance(days=7)
    await applicant.send(f"/start {owner.copied.partition('?start=')[2]}")
    assert "енді жарамайды" in applicant.text
    await owner.press(ENTRY)
    assert "действует семь дней" not in owner.text


@pytest.mark.parametrize(
    "data",
    [
        "staffc:2020-repeat",
        ENTRY,
        "invitec:2020-repeat:ibadullaev",
        f"unlink:2020-repeat:ibadullaev:{CONSULTANT}",
    ],
)
async def test_only_staff_look_after_consultants(app: App, consultant: Phone, applicant: Phone, data: str) -> None:
    await applicant.begin()
    for phone, refusal in ((applicant, "тек Орталық қызметкерлері"), (consultant, "только сотрудники Центра")):
        await phone.press(data)
        assert refusal in phone.text
    assert await links(app) == [("ibadullaev", CONSULTANT)]


@pytest.mark.parametrize("data", ["staffc1:2020-repeat:nobody", "invitec:2020-repeat:nobody", "invitec:none:nobody"])
async def test_a_consultant_who_is_not_listed_is_explained(owner: Phone, data: str) -> None:
    await owner.press(data)
    assert "не подключен" in owner.text


async def test_no_number_stands_in_the_log(
    app: App, chats: Chats, owner: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await linked(chats, CONSULTANT, IBADULLAEV, "Аскар И.")
    await deliver(app)
    assert "5915570" not in caplog.text
    assert "Аскар И." not in caplog.text


async def test_links_made_at_once_are_one_that_works(app: App, chats: Chats, owner: Phone) -> None:
    for _ in range(8):
        chats.telegram.press(owner.id, owner.last.message_id, "invitec:2020-repeat:ibadullaev")
    await chats.settle(at_once=True)
    async with app.database.reading() as connection:
        made = (await connection.execute(text("SELECT token FROM consultant_invites"))).scalars().all()
        written = (await connection.execute(text("SELECT action FROM audit"))).scalars().all()
    assert len(made) == 1
    assert written == ["consultant.invited"] * 8, "nobody was told of an error"
