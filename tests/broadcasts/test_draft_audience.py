"""To whom a broadcast goes, when, and where its buttons lead."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.app import App
from bot.services.broadcasts.button_targets import is_address
from content.models import Contest, Language
from storage.broadcasts.audiences import AudiencePart
from storage.tables import people
from storage.tables.broadcasts import BroadcastState
from tests.conftest import OPEN, MovableClock
from tests.support.conversation import Chats, Phone, deliver
from tests.support.drafting import KK, RU, add_people, begin, stored, tapped


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
