"""Broadcasts until they are confirmed: written, seen as they arrive, and frozen; by several at once."""

from sqlalchemy import func, select

from bot.app import App
from bot.services.staff.membership import load_access
from content.models import Contest
from storage.broadcasts import drafts
from storage.staff import staff
from storage.tables import audit, outbox
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from tests.support.conversation import PIXEL, Phone, deliver
from tests.support.drafting import KK, RU, begin, stored
from tests.support.staff import MEMBER, OWNER


async def test_written_in_both_languages_seen_and_confirmed(app: App, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    await begin(owner, kk=KK, ru=RU)
    assert "Казахский: текст" in owner.text
    assert "Всего: 2" in owner.text
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    said = [message.text for message in owner.messages]
    assert said.index(KK) < said.index(RU)
    assert "получатели увидят ее именно такой" in owner.text
    await owner.tap("Открыть черновик", "К подтверждению")
    assert "Сейчас" not in owner.text
    assert "Казахский: 1" in owner.text
    await owner.tap("Отправить (2")
    found = await stored(app)
    assert (found.state, found.confirmed_by) == (BroadcastState.SENDING, OWNER)
    async with app.database.reading() as connection:
        deeds = (await connection.execute(select(audit.c.action))).scalars().all()
    assert "announcement.confirmed" in deeds


async def test_what_arrives_is_what_was_previewed(app: App, contest: Contest, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send_file("a.png", PIXEL, "image/png", KK)
    await owner.press("annbtns:1")
    await owner.tap("💬 Задать вопрос")
    await owner.press("annview:1")
    await deliver(app)
    (_, seen) = [message for message in owner.messages if message.photo]
    await owner.press("ann:1")
    await owner.tap("К подтверждению", "Отправить (2")
    await app.broadcasts.tick()
    await deliver(app)
    arrived = next(message for message in applicant.messages if message.photo)
    assert (arrived.caption, arrived.reply_markup) == (seen.caption, seen.reply_markup)
    before = len(applicant.messages)
    applicant.chats.telegram.press(applicant.id, arrived.message_id, "+annopen:1:1")
    await applicant.chats.settle()
    assert len(applicant.messages) == before + 1
    assert "Өңір" in applicant.text


async def test_after_confirmation_nothing_changes(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    before = await stored(app)
    await owner.tap("К подтверждению", "Отправить (1")
    await owner.press(f"annsay:1:{before.revision}:kk")
    await owner.press(f"annset:1:{before.revision}:region:akmola:1")
    await owner.press(f"annsend:1:{before.revision}:1")
    after = await stored(app)
    assert (after.said, after.audience, after.revision) == (before.said, {}, before.revision + 1)
    assert owner.toast == "Рассылка уже подтверждена"


async def test_the_log_names_who_works_on_a_draft_once_an_hour(app: App, owner: Phone, colleague: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await colleague.press("ann:1")
    await colleague.tap("Бәріне бір хабар, екі тілде")
    async with app.database.reading() as connection:
        deeds = (await connection.execute(select(audit.c.person_id, audit.c.action, audit.c.detail))).all()
    assert [tuple(deed) for deed in deeds] == [
        (person, "announcement.changed", {"announcement": 1}) for person in (OWNER, MEMBER)
    ]


async def test_of_two_editors_the_late_one_hears_who_was_first(app: App, owner: Phone, colleague: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await colleague.press("ann:1")
    await owner.tap("Всем одно (в нем оба языка)")
    await colleague.tap("✏️ Орысша")
    assert "сізден бұрын Гүлнар өзгертті" in colleague.text
    assert "Бәрі бір хабар алады" in colleague.text
    await colleague.tap("✏️ Орысша")
    await owner.tap("Каждому на его языке")
    await colleague.send("Кеш")
    assert "сізден бұрын Гүлнар өзгертті" in colleague.text
    assert [parts[0].text for parts in (await stored(app)).said.values()] == [KK, RU]


async def test_a_double_tap_is_no_late_change(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    owner.chats.telegram.tap(owner.id, owner.last.message_id, *owner.find("Всем одно"))
    owner.chats.telegram.tap(owner.id, owner.last.message_id, *owner.find("Всем одно"))
    await owner.chats.settle()
    assert "изменить до Вас" not in owner.text
    assert (await stored(app)).missing is MissingLanguage.BOTH


async def test_who_lost_the_right_in_the_middle_changes_nothing(app: App, colleague: Phone) -> None:
    await colleague.press("annnew")
    await colleague.tap("✏️ Қазақша")
    async with app.database.writing() as connection:
        await staff.remove(connection, MEMBER)
    await load_access(app.database, app.access)
    await colleague.send(KK)
    assert "қызметкер" in colleague.text
    assert (await stored(app)).said == {}
    for data in ("ann:1", "annsend:1:0:1", "annview:1", "annset:1:0:region:akmola:1", "anns"):
        await colleague.press(data)
        assert "қызметкер" in colleague.text
    async with app.database.reading() as connection:
        refused = (await connection.execute(select(func.count()).where(audit.c.action == "refused"))).scalar()
        queued = (await connection.execute(select(func.count()).select_from(outbox))).scalar()
    assert refused
    assert not queued


async def test_a_preview_that_telegram_refuses_is_said(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.tap("✏️ На русском")
    await owner.send_file("a.png", PIXEL, "image/png", RU)
    owner.chats.telegram.files.by_id.clear()
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    assert any("Telegram не принял рассылку" in (message.text or "") for message in owner.messages)


async def test_drafts_are_listed_and_dropped(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.press("anns")
    assert "✏️ Құжаттарды" in owner.buttons[1]
    assert "✏️ черновик" in owner.text
    assert "⏸" not in owner.text, "a sign that no button has"
    await owner.tap("✏️ Құжаттарды", "Удалить черновик", "Да, удалить")
    assert "Рассылки: 0" in owner.text


async def test_a_tap_on_new_twice_makes_one_draft(app: App, owner: Phone) -> None:
    await owner.press("annnew")
    await owner.press("annnew")
    async with app.database.reading() as connection:
        assert await drafts.total(connection) == 1
