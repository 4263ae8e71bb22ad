"""A group of those who answer is connected and disconnected: who may, what is said, and what ends it."""

import pytest
from sqlalchemy import func, select

from bot.access import Right
from bot.app import App
from storage.tables import outbox, people
from storage.tables.delivery import OutboxState
from tests.conftest import MovableClock
from tests.support.consulting import ask, heard
from tests.support.conversation import Chats, Phone
from tests.support.desk_groups import GROUP, KEEPER, actions, asked_anew, card, groups, said, settled, tap, topics
from tests.support.staff import give


async def test_it_is_said_who_will_read_and_asked(
    app: App, chats: Chats, forum: None, keeper: Phone, consultant: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    offer = said(chats)[-1]
    assert "Все, кто есть в группе" in (offer.text or "")
    await settled(app, clock)
    assert topics(chats) == {}, "nothing before somebody has said yes"
    await tap(chats, consultant, offer, "Да, подключить группу")
    assert "только сотрудник" in (chats.answers.seen[-1].text or "")
    assert await groups(app) == 0
    chats.telegram.press(keeper.id, offer.message_id, "deskon:2020-repeat", GROUP)
    chats.telegram.press(keeper.id, offer.message_id, "deskon:2020-repeat", GROUP)
    await chats.settle(at_once=True)
    assert "Группа подключена" in (chats.telegram.message(GROUP, offer.message_id).text or "")
    assert (await actions(app)).count("desk_group.connected") == 1


async def test_who_blocks_the_bot_is_no_more_reachable_for_it(app: App, chats: Chats, keeper: Phone) -> None:
    """That they do something with the bot is no sign that it reaches them."""
    async with app.database.writing() as connection:
        await connection.execute(people.update().where(people.c.id == KEEPER).values(unreachable_at=app.clock.now()))
    chats.telegram.block(keeper.id)
    await chats.settle()
    async with app.database.reading() as connection:
        lost = select(people.c.unreachable_at).where(people.c.id == KEEPER)
        assert (await connection.execute(lost)).scalar() is not None


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["demoted", "kicked", "unheard of", "topics off"])
async def test_where_the_group_is_lost_it_is_said_once_and_private_chats_go_on(
    app: App, chats: Chats, connected: None, consultant: Phone, keeper: Phone, clock: MovableClock, trouble: str
) -> None:
    telegram = chats.telegram
    match trouble:
        case "demoted":
            telegram.demote_bot(GROUP, by=keeper.id)
        case "kicked":
            telegram.remove_bot(GROUP, by=keeper.id)
        case "unheard of":
            telegram.chats[GROUP].members.discard(telegram.bot["id"])
        case "topics off":
            telegram.chats[GROUP].info["is_forum"] = False
    await chats.settle()
    noticed = await groups(app) == 0
    assert noticed == (trouble in {"demoted", "kicked"}), "at once, where Telegram says so"
    await asked_anew(app, chats, clock, 7102, 7103)
    assert await groups(app) == 0
    assert heard(keeper, "«Отдел грантов» отключена") == 1
    assert all(heard(consultant, f"Сұрақ {number}") for number in (7102, 7103))
    assert (await actions(app)).count("desk_group.lost") == 1
    async with app.database.reading() as connection:
        lost = select(func.count()).where(people.c.id == KEEPER, people.c.unreachable_at.is_not(None))
        assert (await connection.execute(lost)).scalar() == 0, "the group says nothing of its keeper"
        failed = select(func.count()).where(outbox.c.state == OutboxState.FAILED)
        assert (await connection.execute(failed)).scalar() == 0


@pytest.mark.slow
@pytest.mark.parametrize("way", ["right taken", "removed", "forgotten", "unheard of"])
async def test_a_group_ends_with_the_right_of_whoever_connected_it(
    app: App,
    chats: Chats,
    connected: None,
    keeper: Phone,
    owner: Phone,
    consultant: Phone,
    clock: MovableClock,
    way: str,
) -> None:
    """Who was let go may still be in it: nothing of new questions comes there, and it is said why."""
    match way:
        case "right taken":
            await owner.press(f"setright:{KEEPER}:answer:0:1")
        case "removed":
            await owner.press(f"unstaff:{KEEPER}:1")
        case "forgotten":
            await keeper.press("forget")
            await keeper.send("УДАЛИТЬ")
        case "unheard of":
            await give(app, KEEPER)
    await chats.settle()
    assert (await groups(app) == 0) == (way != "unheard of"), "at once, where it is done here"
    await asked_anew(app, chats, clock, 7102, 7103)
    assert await groups(app) == 0
    assert len(topics(chats)) == 1
    told = [each for each in said(chats) if (each.text or "").endswith("на вопросы: /desk")]
    assert len(told) == 1
    assert told[0].message_thread_id is None
    assert not any("Сұрақ 710" in (each.text or "") for each in said(chats))
    assert all(heard(consultant, f"Сұрақ {number}") for number in (7102, 7103))
    assert (await actions(app)).count("desk_group.ended") == 1


async def test_that_who_connected_it_blocks_the_bot_changes_nothing(
    app: App, chats: Chats, connected: None, keeper: Phone, consultant: Phone, clock: MovableClock
) -> None:
    chats.telegram.block(keeper.id)
    async with app.database.writing() as connection:
        await connection.execute(people.update().where(people.c.id == KEEPER).values(unreachable_at=clock.now()))
    await asked_anew(app, chats, clock, 7102)
    thread = max(topics(chats))
    assert "Сұрақ 7102" in (card(chats, thread).text or "")
    chats.telegram.remove_bot(GROUP, by=consultant.id)
    await chats.settle()
    await settled(app, clock)
    assert await groups(app) == 0, "nobody hears of it in private, but it is over"


async def test_a_group_without_topics_is_told_how_to_have_some(chats: Chats, keeper: Phone) -> None:
    chats.telegram.add_group(-77, "Отдел", [keeper.id], added_by=keeper.id)
    chats.telegram.write(keeper.id, "/desk", -77)
    await chats.settle()
    assert "«Темы»" in (chats.telegram.messages(-77)[-1].text or "")


async def test_it_is_disconnected_by_a_button_and_nothing_comes_any_more(
    app: App, chats: Chats, connected: None, keeper: Phone, clock: MovableClock
) -> None:
    chats.telegram.write(keeper.id, "/desk", GROUP)
    await chats.settle()
    await tap(chats, keeper, said(chats)[-1], "Отключить группу")
    other = chats.person(7102)
    await other.begin()
    await ask(app, other, "Қолтаңба керек пе?")
    await settled(app, clock)
    assert len(topics(chats)) == 1
    assert "desk_group.disconnected" in await actions(app)


@pytest.mark.parametrize("right", [None, Right.ANNOUNCE])
async def test_others_get_no_offer(app: App, chats: Chats, forum: None, right: Right | None) -> None:
    if right:
        await Phone(chats, 8001).begin("Русский")
        await give(app, 8001, right)
    chats.telegram.write(8001, "/desk", GROUP)
    await chats.settle()
    assert "подключить" not in str(said(chats)[-1].reply_markup)
    assert await groups(app) == 0


async def test_what_is_missing_is_said(chats: Chats, forum: None, keeper: Phone) -> None:
    chats.telegram.demote_bot(GROUP, by=keeper.id)
    await chats.settle()
    chats.telegram.write(keeper.id, "/desk", GROUP)
    await chats.settle()
    assert "Управление темами" in (said(chats)[-1].text or "")


async def test_who_deletes_their_data_takes_the_group_along(app: App, chats: Chats, connected: None) -> None:
    async with app.database.writing() as connection:
        await connection.execute(people.delete().where(people.c.id == KEEPER))
    assert await groups(app) == 0
