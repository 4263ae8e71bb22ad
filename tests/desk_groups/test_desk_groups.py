"""A forum of those who answer: each open question is a topic there, and private chats have everything all the same."""

import asyncio

import pytest
from aiogram.types import Message
from sqlalchemy import func, select

from bot.access import Right
from bot.app import App
from bot.demo.state.topics import ChatTopic
from storage.tables import audit, desk_groups, outbox, people, question_messages, questions
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, COLLEAGUE, ask, heard, linked
from tests.support.conversation import PIXEL, Chats, Phone, deliver
from tests.support.staff import give, with_rights

GROUP = -1001234567890
KEEPER = 9005
NUMBER = "+77001112233"


async def settled(app: App, clock: MovableClock, times: int = 8) -> None:
    """What follows one thing after the other has come as well."""
    for _ in range(times):
        clock.advance(seconds=4)
        await deliver(app)


def said(chats: Chats) -> list[Message]:
    return chats.telegram.messages(GROUP)


def topics(chats: Chats) -> dict[int, ChatTopic]:
    return chats.telegram.topics.get(GROUP, {})


def only(chats: Chats) -> tuple[int, ChatTopic]:
    (found,) = topics(chats).items()
    return found


def card(chats: Chats, thread: int) -> Message:
    return next(each for each in said(chats) if each.message_thread_id == thread and each.reply_markup)


async def tap(chats: Chats, phone: Phone, message: Message, words: str) -> None:
    assert message.reply_markup is not None
    places = {
        button.text: (row, column)
        for row, buttons in enumerate(message.reply_markup.inline_keyboard)
        for column, button in enumerate(buttons)
    }
    chats.telegram.tap(phone.id, message.message_id, *places[words], GROUP)
    await chats.settle()


async def write(chats: Chats, phone: Phone, words: str, reply_to: int) -> None:
    chats.telegram.write(phone.id, words, GROUP, reply_to)
    await chats.settle()


@pytest.fixture
async def keeper(chats: Chats) -> Phone:
    return await with_rights(chats, Right.ANSWER, user_id=KEEPER, name="Дана", language="Русский")


@pytest.fixture
async def forum(chats: Chats, keeper: Phone, consultant: Phone) -> None:
    """Somebody of the staff has asked there for it, and nobody has said yes yet."""
    chats.person(8001, "ru", "Гость")
    chats.telegram.add_forum(GROUP, "Отдел грантов", [keeper.id, consultant.id, 8001, COLLEAGUE], added_by=keeper.id)
    chats.telegram.write(keeper.id, "/desk", GROUP)
    await chats.settle()


@pytest.fixture
async def connected(app: App, chats: Chats, forum: None, keeper: Phone, applicant: Phone, clock: MovableClock) -> None:
    """With one question from Atyrau."""
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    async with app.database.writing() as connection:
        await connection.execute(questions.update().values(phone=NUMBER))
    await tap(chats, keeper, said(chats)[-1], "Да, подключить группу")
    await settled(app, clock)


async def actions(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(audit.c.action).order_by(audit.c.id))).scalars())


async def groups(app: App) -> int:
    async with app.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(desk_groups))).scalar_one())


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


async def test_a_question_is_a_topic_with_its_card_and_without_the_phone(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, topic = only(chats)
    assert topic == ChatTopic("№1 · Атырауская · 21.05 10:30", "icon-0")
    text = card(chats, thread).text or ""
    assert "Мөр керек пе?" in text
    assert NUMBER not in text
    await consultant.press("case:1")
    assert NUMBER in consultant.text, "who may answer reads it in private"
    assert any("Мөр керек пе?" in (each.text or "") for each in consultant.messages), "the private card is there"
    again = len(said(chats))
    await settled(app, clock)
    assert len(said(chats)) == again, "nothing moves that is as it should be"


async def test_a_reply_to_the_card_is_shown_and_goes_when_its_author_says_so(
    app: App, chats: Chats, connected: None, consultant: Phone, keeper: Phone, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await write(chats, consultant, "Мөр міндетті емес", card(chats, thread).message_id)
    draft = said(chats)[-1]
    assert "№1: так уйдет ответ" in (draft.text or "")
    assert draft.message_thread_id == thread
    assert heard(applicant, "Мөр міндетті емес") == 0
    await tap(chats, keeper, draft, "Отправить")
    assert chats.answers.seen[-1].text == "Вы ничего не написали к этому вопросу"
    await tap(chats, consultant, draft, "Отправить")
    await settled(app, clock)
    assert heard(applicant, "Мөр міндетті емес") == 1
    assert "Ответ дан" in (card(chats, thread).text or "")
    assert only(chats)[1] == ChatTopic("№1 · Атырауская · ответ дан", "icon-4")


async def test_a_reply_to_what_is_shown_goes_on_with_it(
    app: App, chats: Chats, connected: None, consultant: Phone, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await write(chats, consultant, "Мөр міндетті емес.", card(chats, thread).message_id)
    await write(chats, consultant, "Қолтаңба жеткілікті.", said(chats)[-1].message_id)
    draft = said(chats)[-1]
    assert "Мөр міндетті емес." in (draft.text or "")
    assert "Қолтаңба жеткілікті." in (draft.text or "")
    await tap(chats, consultant, draft, "Отправить")
    await settled(app, clock)
    assert heard(applicant, "Қолтаңба жеткілікті.") == 1


async def test_who_blocks_the_bot_is_no_more_reachable_for_it(app: App, chats: Chats, keeper: Phone) -> None:
    """That they do something with the bot is no sign that it reaches them."""
    async with app.database.writing() as connection:
        await connection.execute(people.update().where(people.c.id == KEEPER).values(unreachable_at=app.clock.now()))
    chats.telegram.block(keeper.id)
    await chats.settle()
    async with app.database.reading() as connection:
        lost = select(people.c.unreachable_at).where(people.c.id == KEEPER)
        assert (await connection.execute(lost)).scalar() is not None


async def test_what_a_group_does_not_take_is_said_no_more(
    app: App, chats: Chats, connected: None, owner: Phone, clock: MovableClock
) -> None:
    """The bot is out already when whoever connected the group is let go."""
    chats.telegram.chats[GROUP].members.discard(chats.telegram.bot["id"])
    await owner.press(f"unstaff:{KEEPER}:1")
    await settled(app, clock)
    async with app.database.reading() as connection:
        over = select(outbox.c.state).where(outbox.c.kind == OutboxKind.DESK_GROUP_OVER)
        assert (await connection.execute(over)).scalars().all() == [OutboxState.SKIPPED]


async def test_what_comes_twice_is_one_answer_and_can_be_dropped(
    app: App, chats: Chats, connected: None, consultant: Phone, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await write(chats, consultant, "Иә", card(chats, thread).message_id)
    draft = said(chats)[-1]
    chats.telegram.queue.put("message", chats.telegram.chats[GROUP].messages[draft.message_id - 1])
    await chats.settle()
    async with app.database.reading() as connection:
        kept = select(func.count()).where(question_messages.c.author_id == consultant.id)
        assert (await connection.execute(kept)).scalar() == 1
    await tap(chats, consultant, draft, "Не отправлять")
    await settled(app, clock)
    assert heard(applicant, "Иә") == 0
    assert "не отправлен" in (chats.telegram.message(GROUP, draft.message_id).text or "")
    chats.telegram.press(consultant.id, draft.message_id, "grsend:1", GROUP)
    await chats.settle()
    assert chats.answers.seen[-1].text == "Вы ничего не написали к этому вопросу", "a button that is gone meanwhile"


async def test_who_may_not_answer_that_question_answers_nothing(
    app: App, chats: Chats, connected: None, applicant: Phone, clock: MovableClock
) -> None:
    """A guest of the group, and a consultant of another region."""
    other = await linked(chats, COLLEAGUE, BORANBAEVA, "Боранбаева")
    thread, _ = only(chats)
    for phone in (Phone(chats, 8001), other):
        await write(chats, phone, "Жоқ", card(chats, thread).message_id)
        assert "Отправить" not in str(said(chats)[-1].reply_markup)
        await tap(chats, phone, card(chats, thread), "Беру на себя")
        assert chats.answers.seen[-1].text == "Вы не можете отвечать на этот вопрос"
    await settled(app, clock)
    assert heard(applicant, "Жоқ") == 0
    assert "В работе" not in (card(chats, thread).text or "")


async def test_talk_in_a_topic_is_no_answer_and_files_go_the_other_way(
    app: App, chats: Chats, connected: None, consultant: Phone, applicant: Phone
) -> None:
    thread, _ = only(chats)
    before = len(said(chats))
    await write(chats, consultant, "Кто возьмет?", thread)
    assert len(said(chats)) == before + 1
    chats.telegram.send_file(
        consultant.id, "p.png", PIXEL, "image/png", chat_id=GROUP, reply_to=card(chats, thread).message_id
    )
    await chats.settle()
    assert "только текстом" in (said(chats)[-1].text or "")


async def test_taking_and_the_end_are_seen_in_the_group(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await tap(chats, consultant, card(chats, thread), "Беру на себя")
    await settled(app, clock)
    assert "В работе" in (card(chats, thread).text or "")
    assert only(chats)[1].icon == "icon-2"
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert only(chats)[1] == ChatTopic("№1 · Атырауская · закрыт", "icon-5", closed=True)
    await consultant.press("reopenq:1")
    await settled(app, clock)
    assert not only(chats)[1].closed


async def test_the_link_leads_to_the_question_in_the_private_chat(
    chats: Chats, connected: None, consultant: Phone
) -> None:
    thread, _ = only(chats)
    markup = card(chats, thread).reply_markup
    assert markup is not None
    link = markup.inline_keyboard[-1][0].url or ""
    await consultant.send(f"/start {link.partition('start=')[2]}")
    assert "Мөр керек пе?" in consultant.text
    guest = Phone(chats, 8001)
    await guest.begin("Русский")
    await guest.send("/start case_1")
    assert "Мөр керек пе?" not in guest.text


async def test_a_topic_that_somebody_deletes_is_not_missed(
    app: App, chats: Chats, connected: None, consultant: Phone, keeper: Phone, applicant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    chats.telegram.remove_topic(chats.telegram.chats[GROUP], thread)
    before = len(keeper.messages)
    await consultant.press("+take:1:1")
    await settled(app, clock)
    assert topics(chats) == {}
    assert await groups(app) == 1
    assert len(keeper.messages) == before
    other = chats.person(7102)
    await other.begin()
    await ask(app, other, "Қолтаңба керек пе?")
    await settled(app, clock)
    assert len(topics(chats)) == 1, "the next one has a topic"


async def asked_anew(app: App, chats: Chats, clock: MovableClock, *numbers: int) -> None:
    for number in numbers:
        other = chats.person(number)
        await other.begin()
        await ask(app, other, f"Сұрақ {number}")
    await settled(app, clock)


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


async def test_a_group_that_is_told_to_rest_lets_private_chats_go_on(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    """Telegram lets a bot write into one group 20 times a minute."""
    chats.telegram.faults.too_many_requests(30, method="closeForumTopic")
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert not only(chats)[1].closed
    async with asyncio.timeout(1):
        await app.delivery.rate_limit.rested()
    await settled(app, clock)
    assert only(chats)[1].closed


async def test_a_group_without_topics_is_told_how_to_have_some(chats: Chats, keeper: Phone) -> None:
    chats.telegram.add_group(-77, "Отдел", [keeper.id], added_by=keeper.id)
    chats.telegram.write(keeper.id, "/desk", -77)
    await chats.settle()
    assert "«Темы»" in (chats.telegram.messages(-77)[-1].text or "")


async def test_the_card_says_how_a_question_ended(
    app: App, chats: Chats, connected: None, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(chats)
    await consultant.press("closeq:1:1")
    await settled(app, clock)
    assert "Закрыт без ответа" in (card(chats, thread).text or "")


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


async def test_a_topic_is_made_once_whatever_was_interrupted(
    app: App, chats: Chats, forum: None, keeper: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    chats.telegram.faults.dropped_connection("after", method="createForumTopic")
    await tap(chats, keeper, said(chats)[-1], "Да, подключить группу")
    await settled(app, clock)
    assert len(topics(chats)) == 1
    assert await groups(app) == 1


async def test_an_edit_in_a_group_changes_nothing_said_elsewhere(
    app: App, chats: Chats, connected: None, applicant: Phone
) -> None:
    """Messages of a group are numbered by themselves: the same number is another message."""
    asked = next(each for each in applicant.messages if each.text == "Мөр керек пе?")
    chat = chats.telegram.chats[GROUP]
    edited = {"message_id": asked.message_id, "date": 0, "chat": chat.info, "text": "Басқа сөз", "edit_date": 1}
    chats.telegram.queue.put("edited_message", edited | {"from": chats.telegram.people[applicant.id].user})
    await chats.settle()
    async with app.database.reading() as connection:
        kept = select(question_messages.c.text).where(question_messages.c.message_id == asked.message_id)
        assert (await connection.execute(kept)).scalars().all() == ["Мөр керек пе?"]


async def test_who_deletes_their_data_takes_the_group_along(app: App, chats: Chats, connected: None) -> None:
    async with app.database.writing() as connection:
        await connection.execute(people.delete().where(people.c.id == KEEPER))
    assert await groups(app) == 0
