"""Announcements until they are confirmed: written in both languages, addressed, seen as they arrive, and frozen."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from aiogram.types import Update
from sqlalchemy import func, select, update

from bot.access import Right
from bot.app import App
from bot.services.broadcasts.button_targets import is_address
from bot.services.staff.membership import load_access
from content.models import Contest, Language
from storage.broadcasts import drafts
from storage.broadcasts.audiences import AudiencePart
from storage.broadcasts.drafts import Draft
from storage.staff import staff
from storage.tables import announcement_taps, audit, outbox, people
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from tests.conftest import OPEN, MovableClock
from tests.support.conversation import PIXEL, Chats, Phone, deliver
from tests.support.staff import MEMBER, OWNER, with_rights

KK, RU = "Құжаттарды ертерек тапсырыңыз", "Сдайте документы заранее"


@pytest.fixture
async def colleague(chats: Chats) -> Phone:
    return await with_rights(chats, Right.ANNOUNCE, name="Бауыржан")


async def begin(phone: Phone, *, kk: str = "", ru: str = "") -> None:
    """A draft, open on the phone."""
    await phone.press("annnew")
    for label, words in (("✏️ На казахском", kk), ("✏️ На русском", ru)):
        if words:
            await phone.tap(label)
            await phone.send(words)


async def stored(app: App, number: int = 1) -> Draft:
    async with app.database.reading() as connection:
        found = await drafts.find(connection, number)
    assert found is not None
    return found


async def add_people(app: App, ids: Iterable[int], language: str = "kk", **values: object) -> None:
    async with app.database.writing() as connection:
        rows = [{"id": each, "language": language, "joined_at": OPEN, **values} for each in ids]
        await connection.execute(people.insert(), rows)


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


async def test_both_languages_are_missing(owner: Phone) -> None:
    await begin(owner)
    assert "В рассылке пока ничего нет" in owner.text
    assert "К подтверждению" not in owner.buttons
    assert "👁 Посмотреть" not in owner.buttons


async def test_where_a_language_is_missing_it_is_asked(app: App, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    await begin(owner, kk=KK)
    assert "Нет сообщения на русском" in owner.text
    assert "К подтверждению" not in owner.buttons
    await owner.tap("Только выбравшим казахский")
    assert (await stored(app)).missing is MissingLanguage.OTHERS
    assert "Всего: 1" in owner.text
    await owner.tap("Отменить это решение", "Это сообщение всем")
    assert "Все получат одно сообщение" in owner.text
    assert "Всего: 2" in owner.text
    await owner.tap("К подтверждению", "Отправить (2")
    assert (await stored(app)).state is BroadcastState.SENDING


async def test_once_the_other_language_comes_the_choice_is_asked_again(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.tap("Только выбравшим казахский", "✏️ На русском")
    await owner.send(RU)
    assert (await stored(app)).missing is None
    await owner.tap("✏️ На русском", "Убрать на этом языке")
    assert "Нет сообщения на русском" in owner.text


async def test_both_languages_in_one_message(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("Всем одно (в нем оба языка)", "👁 Посмотреть")
    await deliver(app)
    assert f"{KK}\n\n{RU}" in [message.text for message in owner.messages]


async def test_both_languages_below_a_picture(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK)
    await owner.tap("✏️ На русском")
    await owner.send_file("a.png", PIXEL, "image/png", RU)
    await owner.tap("Всем одно (в нем оба языка)", "👁 Посмотреть")
    await deliver(app)
    pictures = [message for message in owner.messages if message.photo]
    assert [picture.caption for picture in pictures] == [RU, *[f"{KK}\n\n{RU}"] * 2]


async def test_both_languages_that_do_not_fit_in_one_are_refused(app: App, owner: Phone) -> None:
    await begin(owner, kk="қ" * 2100, ru="р" * 2100)
    assert "К подтверждению" in owner.buttons
    await owner.tap("Всем одно (в нем оба языка)")
    assert "не помещаются в одно сообщение" in owner.text
    assert "К подтверждению" not in owner.buttons
    await owner.tap("Каждому на его языке")
    assert "К подтверждению" in owner.buttons


async def test_text_at_the_limit_arrives_as_it_was(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send("😀" * 2048)
    assert [len(parts[0].text) for parts in (await stored(app)).said.values()] == [2048, len(RU)]
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    assert "😀" * 2048 in [message.text for message in owner.messages[-4:]]


async def test_formatting_arrives_as_it_was(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.press("annsay:1:1:kk")
    original = owner.last
    owner.chats.telegram.forward(owner.id, original.message_id)
    await owner.chats.settle()
    assert "<b>" in (await stored(app)).said[Language.KK][0].text
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    arrived = [message for message in owner.messages if message.text == original.text][-1]
    assert arrived.message_id > original.message_id + 1
    assert arrived.html_text == original.html_text
    assert arrived.forward_origin is None


async def test_an_album_is_kept_whole_and_has_no_buttons(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    before = len(owner.messages)
    await owner.send_album(PIXEL, PIXEL, PIXEL, caption=KK)
    assert len(owner.messages) == before + 3 + 1
    found = await stored(app)
    assert [len(parts) for parts in found.said.values()] == [3, 1]
    await owner.press("ann:1")
    assert "альбом, файлов: 3" in owner.text
    await owner.tap("👁 Посмотреть")
    await deliver(app)
    copies = [message for message in owner.messages if message.media_group_id and message.from_user]
    assert len({message.media_group_id for message in copies}) == 2
    await owner.press("ann:1")
    await owner.tap("🔘 Кнопки: 0", "💬 Задать вопрос")
    await owner.press("ann:1")
    assert "не дает поставить кнопки под альбомом" in owner.text
    assert "К подтверждению" not in owner.buttons


async def test_a_new_message_replaces_an_album(app: App, owner: Phone) -> None:
    await begin(owner)
    await owner.tap("✏️ На казахском")
    await owner.send_album(PIXEL, PIXEL, caption=KK)
    await owner.send_album(PIXEL, PIXEL, PIXEL)
    assert [len(parts) for parts in (await stored(app)).said.values()] == [3]
    await owner.send(KK)
    assert [[part.kind for part in parts] for parts in (await stored(app)).said.values()] == [["text"]]


async def test_what_a_bot_cannot_send_is_said(app: App, owner: Phone) -> None:
    await begin(owner)
    await owner.tap("✏️ На казахском")
    await owner.send_sticker()
    assert "Такое сообщение бот не может разослать" in owner.text
    assert (await stored(app)).said == {}


async def test_a_message_edited_in_the_chat_changes_the_draft_alone(app: App, owner: Phone) -> None:
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send(KK)
    (part,) = (await stored(app)).said[Language.KK]
    await owner.edit(part.message_id, "Түзетілген")
    assert [parts[0].text for parts in (await stored(app)).said.values()] == ["Түзетілген", RU]
    await owner.press("ann:1")
    await owner.tap("К подтверждению", "Отправить (1")
    await owner.edit(part.message_id, "Тағы да")
    assert [parts[0].text for parts in (await stored(app)).said.values()] == ["Түзетілген", RU]


async def test_who_edits_a_message_while_asked_for_the_other_loses_neither(app: App, owner: Phone) -> None:
    await begin(owner, kk="Қате")
    (part,) = (await stored(app)).said[Language.KK]
    await owner.tap("✏️ На русском")
    await owner.edit(part.message_id, KK)
    await owner.send(RU)
    assert [parts[0].text for parts in (await stored(app)).said.values()] == [KK, RU]


async def test_a_picture_that_is_added_to_a_text_goes_along(app: App, owner: Phone) -> None:
    await owner.send_file("a.png", PIXEL, "image/png")
    picture = next(message for message in owner.messages if message.photo)
    await begin(owner, kk=KK)
    (part,) = (await stored(app)).said[Language.KK]
    edited = picture.model_copy(update={"message_id": part.message_id, "caption": KK})
    await app.dispatcher.feed_update(app.bot, Update(update_id=10**6, edited_message=edited))
    (part,) = (await stored(app)).said[Language.KK]
    assert (part.kind, part.text) == ("photo", KK)


async def test_a_caption_that_is_too_long_is_told_and_no_picture_of_the_album_is_lost(app: App, owner: Phone) -> None:
    """Who pays for Telegram may write longer captions than a bot may send."""
    telegram = owner.chats.telegram
    telegram.longest_caption = 4096
    await begin(owner, ru=RU)
    await owner.tap("✏️ На казахском")
    await owner.send_album(PIXEL, PIXEL, PIXEL, caption="қ" * 1025)
    assert len((await stored(app)).said[Language.KK]) == 3
    await owner.press("ann:1")
    assert "входит только 1 024 знака" in owner.text
    assert "К подтверждению" not in owner.buttons
    assert "👁 Посмотреть" not in owner.buttons
    (first, *_) = (await stored(app)).said[Language.KK]
    telegram.edit_caption(owner.id, first.message_id, KK)
    await owner.chats.settle()
    await owner.press("ann:1")
    assert "К подтверждению" in owner.buttons


async def test_the_log_names_who_works_on_a_draft_once_an_hour(app: App, owner: Phone, colleague: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await colleague.press("ann:1")
    await colleague.tap("Бәріне бір хабар, екі тілде")
    async with app.database.reading() as connection:
        deeds = (await connection.execute(select(audit.c.person_id, audit.c.action, audit.c.detail))).all()
    assert [tuple(deed) for deed in deeds] == [
        (person, "announcement.changed", {"announcement": 1}) for person in (OWNER, MEMBER)
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "javascript://a.kz/%0aalert(1)",
        "mailto:a@b.kz",
        "a.kz@b.kz",
        "https://a..b",
        "https://kz",
        "https://[::1",
        "https://a.kz:99999",
        "tg://",
        "tg://user?id=1",
        "tg://resolve?domain=x",
        "https://a.kz/\u2067zk.b",
        "https://a.kz/\u200b",
        "https://\u2066a.kz",
    ],
)
async def test_an_address_that_telegram_would_not_take_is_asked_for_again(app: App, owner: Phone, address: str) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.press("annbtns:1")
    await owner.tap("🔗 Ссылка")
    await owner.send(address)
    assert "Эта ссылка не подходит" in owner.text
    assert (await stored(app)).ways == ()


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069")
def test_an_address_that_turns_the_direction_of_writing_is_none(sign: str) -> None:
    assert not is_address(f"https://a.kz/{sign}gpj.exe")


async def test_what_is_written_on_a_button_keeps_its_direction(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.press("annbtns:1")
    await owner.tap("💬 Задать вопрос")
    await owner.tap("Надпись на казахском")
    await owner.send("Сұ\u2067рақ \u200fқою")
    assert (await stored(app)).ways[0].labels[Language.KK] == "Сұрақ қою"


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


async def test_the_audience_is_narrowed_with_a_live_count(
    app: App, contest: Contest, applicant: Phone, owner: Phone
) -> None:
    await applicant.begin()
    await applicant.press(f"region:{contest.id}:akmola:0")
    await add_people(app, range(20, 25), "ru")
    await begin(owner, kk=KK, ru=RU)
    assert "Всего: 7" in owner.text
    await owner.tap("👥 Кому", "Регион", "Акмол")
    assert "Всего: 1" in owner.text
    await owner.tap("Регион не выбран")
    assert "Всего: 7" in owner.text
    await owner.tap("Убрать это условие")
    await owner.press("annwho:1")
    await owner.tap("Язык", "Русский")
    assert "Всего: 6" in owner.text
    await owner.press("annwho:1")
    await owner.tap("Всем")
    assert (await stored(app)).audience == {}


async def test_an_announcement_to_nobody_cannot_be_confirmed(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("👥 Кому", "Консультанты", "Только консультанты")
    await owner.press("ann:1")
    assert "никто не подходит" in owner.text
    assert "К подтверждению" not in owner.buttons
    found = await stored(app)
    assert found.audience == {AudiencePart.ROLE: ("consultant",)}
    await owner.press(f"annsend:1:{found.revision}:0")
    assert (await stored(app)).state is BroadcastState.DRAFT


async def test_over_500_the_number_has_to_be_typed(app: App, owner: Phone) -> None:
    await add_people(app, range(100, 700))
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("К подтверждению")
    assert not [label for label in owner.buttons if label.startswith("Отправить")]
    revision = (await stored(app)).revision
    await owner.press(f"annsend:1:{revision}:5")
    assert (await stored(app)).state is BroadcastState.DRAFT
    await owner.press(f"annok:1:{revision}")
    await owner.send("600")
    assert "Число не совпало" in owner.text
    await owner.send("601")
    assert (await stored(app)).state is BroadcastState.SENDING


async def test_a_time_is_typed_with_its_zone_and_not_in_the_past(app: App, owner: Phone, clock: MovableClock) -> None:
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("🕓 Когда")
    await owner.send("19.05 09:00")
    assert "Это время уже прошло" in owner.text
    await owner.send("завтра")
    assert "Напишите и день, и время" in owner.text
    await owner.send("25.05 09:00")
    assert "время" in owner.text
    assert (await stored(app)).at is not None
    await owner.tap("К подтверждению")
    assert "получатели считаются заново" in owner.text
    clock.move_to("2020-05-25T09:00+06:00")
    await owner.tap("Назначить (1")
    assert "Назначенное время прошло" in owner.text
    assert (await stored(app)).state is BroadcastState.DRAFT
    await owner.tap("🕓 Когда")
    await owner.send("26 мая 09:00")
    await owner.tap("К подтверждению", "Назначить (1")
    found = await stored(app)
    assert found.state is BroadcastState.SCHEDULED
    assert found.at is not None
    assert found.at - clock.now() == timedelta(days=1)


async def test_buttons_lead_on_and_count_once_a_person(
    app: App, contest: Contest, applicant: Phone, owner: Phone, chats: Chats
) -> None:
    await applicant.begin()
    await begin(owner, kk=KK, ru=RU)
    await owner.tap("🔘 Кнопки: 0", "🎯 Тема гранта")
    await owner.tap(owner.buttons[0])
    await owner.tap("Надпись на казахском")
    await owner.send("Тақырыпты ашу")
    assert "Тақырыпты ашу" in owner.text
    await owner.press("annbtns:1")
    await owner.tap("🔗 Ссылка")
    await owner.send("ftp://a")
    assert "Эта ссылка не подходит" in owner.text
    await owner.send("egov.kz/konkurs")
    ways = (await stored(app)).ways
    assert [way.target for way in ways] == [contest.topics.topics[0].id, "https://egov.kz/konkurs"]
    await owner.press("annopen:1:1")
    await owner.press("ann:1")
    await applicant.press("+annopen:1:1")
    await owner.tap("К подтверждению", "Отправить (2")
    await applicant.press("+annopen:1:1")
    assert await tapped(app) == [], "nobody has got it yet"
    await app.broadcasts.tick()
    await deliver(app)
    outsider = chats.person(7777)
    await outsider.begin()
    await outsider.press("+annopen:1:1")
    for _ in range(2):
        await applicant.press("+annopen:1:1")
    assert contest.topics.topics[0].title.kk in applicant.text
    assert await tapped(app) == [applicant.id]
    await applicant.press("+annopen:1:7")
    assert "батырма енді жоқ" in applicant.text


async def tapped(app: App) -> list[int]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(announcement_taps.c.person_id))).scalars())


async def test_no_more_than_four_buttons(app: App, owner: Phone) -> None:
    await begin(owner, kk=KK, ru=RU)
    for _ in range(4):
        await owner.press("annbtns:1")
        await owner.tap("💬 Задать вопрос")
    await owner.press("annbtns:1")
    assert "💬 Задать вопрос" not in owner.buttons
    found = await stored(app)
    await owner.press(f"annadd:1:{found.revision}:ask:")
    assert "не может быть больше 4" in owner.text
    await owner.press("annbtn:1:4")
    await owner.tap("Убрать кнопку")
    assert len((await stored(app)).ways) == 3


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


async def test_the_day_on_which_somebody_came_is_kept(app: App, applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.advance(days=3)
    await applicant.press("home")
    async with app.database.reading() as connection:
        seen = (await connection.execute(select(people.c.seen_on))).scalar()
    assert seen == clock.now().date()


async def test_unreachable_people_do_not_count(app: App, owner: Phone) -> None:
    await add_people(app, [20, 21])
    async with app.database.writing() as connection:
        await connection.execute(update(people).where(people.c.id == 20).values(unreachable_at=OPEN))
    await begin(owner, kk=KK, ru=RU)
    assert "Всего: 2" in owner.text
