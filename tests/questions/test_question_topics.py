"""Where the threaded mode is on, a question has a topic in its consultant's chat; the plain chat is always enough."""

from datetime import timedelta

import pytest
from aiogram.types import Message
from sqlalchemy import func, select, update

from bot.app import App
from bot.demo.state.topics import ChatTopic
from storage.tables import outbox, question_topics
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, ERGALIEVA, ask, heard, linked
from tests.support.conversation import PIXEL, Chats, Phone, deliver

pytestmark = pytest.mark.slow


@pytest.fixture
def threaded(chats: Chats) -> None:
    """The threaded mode is switched on before the bot asks for it."""
    chats.telegram.topics_on = True


async def settled(app: App, clock: MovableClock) -> None:
    """What waits for something else has come as well."""
    for _ in range(3):
        clock.advance(seconds=2)
        await deliver(app)


async def asked(app: App, clock: MovableClock, phone: Phone, words: str, region: str = "atyrau") -> None:
    await ask(app, phone, words, region)
    await settled(app, clock)


async def first_asked(app: App, clock: MovableClock, phone: Phone) -> None:
    """By somebody who has just begun the bot."""
    await phone.begin()
    await asked(app, clock, phone, "Мөр керек пе?")


def topics(phone: Phone) -> dict[int, ChatTopic]:
    return phone.chats.telegram.topics.get(phone.id, {})


def only(phone: Phone) -> tuple[int, ChatTopic]:
    (found,) = topics(phone).items()
    return found


def within(phone: Phone, thread: int | None) -> list[Message]:
    return [each for each in phone.messages if each.message_thread_id == thread]


def cards(phone: Phone, thread: int | None) -> list[Message]:
    return [each for each in within(phone, thread) if "Отправлен:" in (each.text or "")]


@pytest.fixture
async def asking(threaded: None, app: App, applicant: Phone, consultant: Phone, clock: MovableClock) -> Phone:
    await first_asked(app, clock, applicant)
    return applicant


async def test_the_card_stands_in_a_topic_that_says_what_waits(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    thread, topic = only(consultant)
    assert topic == ChatTopic("№1 · Атырауская · 21.05 10:30", "icon-0")
    assert len(cards(consultant, thread)) == 1
    assert cards(consultant, None) == []
    assert all(each.message_thread_id is None for each in asking.messages), "whoever asks has a plain chat"
    await asking.press("more:1")
    await asking.send("Тағы бір сұрақ")
    clock.advance(seconds=10)
    await settled(app, clock)
    assert any("Тағы бір сұрақ" in (each.text or "") for each in within(consultant, thread))


async def test_what_is_written_in_a_topic_is_shown_and_then_goes_as_the_answer(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(consultant)
    await consultant.reply("Мөр міндетті емес", thread)
    assert "Мөр міндетті емес" in consultant.text
    assert consultant.last.message_thread_id == thread
    assert heard(asking, "Мөр міндетті емес") == 0, "nothing goes before its author lets it go"
    await consultant.reply("Қолтаңба жеткілікті", thread)
    await consultant.send("Кому писать о соли?")
    assert "Кому писать о соли?" not in "".join(each.text or "" for each in within(consultant, thread))
    assert consultant.last in within(consultant, None), "what is written elsewhere is not taken for this answer"
    card = cards(consultant, thread)[0]
    await consultant.press("+reply:1:1", card.message_id)
    await consultant.tap("Отправить")
    await settled(app, clock)
    clock.advance(seconds=20)
    await settled(app, clock)
    assert heard(asking, "Мөр міндетті емес\n\nҚолтаңба жеткілікті") == 1
    assert only(consultant)[1] == ChatTopic("№1 · Атырауская · ответ дан", "icon-4")


async def test_pictures_and_albums_in_a_topic_belong_to_the_answer(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(consultant)
    telegram = consultant.chats.telegram
    telegram.send_file(consultant.id, "p.png", PIXEL, "image/png", "Үлгі", reply_to=thread)
    await consultant.chats.settle()
    await consultant.tap("Отправить")
    clock.advance(seconds=5)
    await settled(app, clock)
    assert any(each.photo for each in asking.messages)


async def test_a_note_asked_for_in_a_topic_is_a_note(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    thread, _ = only(consultant)
    await consultant.press("+casenote:1", cards(consultant, thread)[0].message_id)
    assert consultant.last.message_thread_id == thread
    await consultant.reply("Спросить юриста", thread)
    await settled(app, clock)
    assert "Спросить юриста" in (cards(consultant, thread)[0].text or "")
    assert heard(asking, "Спросить юриста") == 0


async def test_a_search_begun_elsewhere_does_not_take_the_words_of_a_topic(
    app: App, asking: Phone, consultant: Phone
) -> None:
    thread, _ = only(consultant)
    await consultant.send("/queue")
    await consultant.press("findq")
    await consultant.reply("Мөр міндетті емес", thread)
    assert consultant.last.message_thread_id == thread
    assert "Отправить" in consultant.buttons


async def test_signs_that_telegram_puts_into_a_topic_are_no_answer(
    app: App, asking: Phone, consultant: Phone, chats: Chats
) -> None:
    thread, _ = only(consultant)
    chat, before = chats.telegram.chats[consultant.id], len(consultant.messages)
    renamed = {"forum_topic_edited": {"name": "Менің сұрағым"}} | chats.telegram.thread_of(chat, thread)
    message = chats.telegram.add_message(chat, chats.telegram.people[consultant.id].user, renamed)
    chats.telegram.queue.put("message", message)
    await chats.settle()
    assert len(consultant.messages) == before + 1


async def test_the_name_follows_time_in_few_steps_and_says_the_end(
    threaded: None, app: App, applicant: Phone, consultant: Phone, clock: MovableClock
) -> None:
    clock.move_to("2020-05-20T14:00+06:00")
    await first_asked(app, clock, applicant)
    names = []
    for _ in range(27):
        names.append(only(consultant)[1].name.removeprefix("№1 · Атырауская · "))
        clock.advance(hours=1)
        await settled(app, clock)
    assert list(dict.fromkeys(names)) == ["21.05 15:00", "4 ч", "2 ч", "1 ч", "меньше часа", "срок прошел"]
    assert only(consultant)[1].icon == "icon-1"
    edits = sum(each.forum_topic_edited is not None for each in consultant.messages)
    assert edits == 5, "not an edit every minute"
    await consultant.press("closeq:1:1")
    clock.advance(seconds=20)
    await settled(app, clock)
    assert only(consultant)[1] == ChatTopic("№1 · Атырауская · закрыт", "icon-5")


async def test_whoever_gets_it_next_has_a_topic_of_their_own(
    app: App, asking: Phone, owner: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await owner.send("/start")
    await consultant.press("passto:1:staff")
    await settled(app, clock)
    clock.advance(seconds=20)
    await settled(app, clock)
    assert only(consultant)[1] == ChatTopic("№1 · Атырауская · у другого", "icon-3")
    assert only(owner)[1].name.startswith("№1 · ")
    assert len(cards(owner, only(owner)[0])) == 1


@pytest.mark.parametrize("gone", ["deleted", "switched off"])
async def test_where_a_topic_is_gone_everything_comes_to_the_plain_chat(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock, gone: str
) -> None:
    thread, _ = only(consultant)
    telegram = consultant.chats.telegram
    if gone == "deleted":
        telegram.remove_topic(telegram.chats[consultant.id], thread)
    else:
        telegram.topics_on = False
    await asking.press("more:1")
    await asking.send("Тағы бір сұрақ")
    clock.advance(seconds=10)
    await settled(app, clock)
    assert any("Тағы бір сұрақ" in (each.text or "") for each in within(consultant, None))
    assert len(cards(consultant, None)) == 1, "the card is there again"
    await consultant.press("+take:1:1", cards(consultant, None)[0].message_id)
    await settled(app, clock)
    assert "Вы взяли этот вопрос" in (cards(consultant, None)[0].text or ""), "and it is the one that lives"
    await consultant.reply("Жоқ", cards(consultant, None)[0].message_id)
    await settled(app, clock)
    assert heard(asking, "Жоқ") == 1


async def test_a_screen_opened_in_a_topic_that_is_gone_comes_to_the_plain_chat(
    app: App, asking: Phone, consultant: Phone
) -> None:
    thread, _ = only(consultant)
    telegram = consultant.chats.telegram
    card = cards(consultant, thread)[0]
    telegram.press(consultant.id, card.message_id, "+reply:1")
    del telegram.topics[consultant.id][thread]
    await consultant.chats.settle()
    assert consultant.last.message_thread_id is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (400, "Bad Request: the chat is not a forum"),
        (400, "Bad Request: not enough rights to create a topic"),
        (403, "Forbidden: BOT_FORUM_CREATE_FORBIDDEN"),
        (502, "Bad Gateway"),
    ],
)
@pytest.mark.slow
async def test_where_telegram_makes_no_topic_the_card_comes_to_the_plain_chat(
    threaded: None, app: App, applicant: Phone, consultant: Phone, clock: MovableClock, code: int, reason: str
) -> None:
    consultant.chats.telegram.faults.server_error(code, reason, method="createForumTopic")
    await first_asked(app, clock, applicant)
    assert len(cards(consultant, None)) == 1
    assert topics(consultant) == {}
    async with app.database.reading() as connection:
        failed = await connection.execute(select(func.count()).where(outbox.c.state == OutboxState.FAILED))
    assert failed.scalar() == 0, "nobody has to be told"
    other = consultant.chats.person(2)
    await other.begin()
    await asked(app, clock, other, "Ал қол қою ше?")
    assert len(topics(consultant)) == 1, "the next question has one"


@pytest.mark.parametrize(("rest", "seconds", "number"), [(5, 5, 1), (600, 40, 0)])
async def test_a_card_waits_for_a_topic_that_comes_late_but_not_for_ever(
    threaded: None,
    app: App,
    applicant: Phone,
    consultant: Phone,
    clock: MovableClock,
    rest: int,
    seconds: int,
    number: int,
) -> None:
    """Telegram asks for so many seconds of rest; then there is a topic or, after as long as a card waits, none."""
    consultant.chats.telegram.faults.too_many_requests(rest, method="createForumTopic")
    await first_asked(app, clock, applicant)
    assert cards(consultant, None) == []
    clock.advance(seconds=seconds)
    await settled(app, clock)
    assert len(cards(consultant, only(consultant)[0] if number else None)) == 1
    clock.advance(seconds=rest)
    await settled(app, clock)
    assert len(topics(consultant)) == number, "one that came later would be empty"


@pytest.mark.slow
async def test_a_topic_is_made_once_whatever_was_interrupted(
    threaded: None, app: App, applicant: Phone, consultant: Phone, clock: MovableClock
) -> None:
    consultant.chats.telegram.faults.dropped_connection("after", method="createForumTopic")
    await first_asked(app, clock, applicant)
    assert len(topics(consultant)) == 1
    assert len(cards(consultant, None)) == 1, "nobody knows whether it was made: the plain chat is sure"


async def test_after_a_restart_in_between_a_topic_is_not_made_twice(
    asking: Phone, app: App, consultant: Phone, clock: MovableClock
) -> None:
    """As where the bot was killed after Telegram had made it and before that was written down."""
    async with app.database.writing() as connection:
        await connection.execute(update(question_topics).values(thread_id=None, wanted_at=clock.now()))
        flying = update(outbox).where(outbox.c.kind == OutboxKind.QUESTION_TOPIC, outbox.c.state == OutboxState.SENT)
        forgotten = clock.now() - timedelta(minutes=1)
        await connection.execute(flying.values(state=OutboxState.IN_FLIGHT, leased_until=forgotten))
        await connection.execute(
            update(outbox)
            .where(outbox.c.kind == OutboxKind.QUESTION_CARD)
            .values(state=OutboxState.QUEUED, not_before=clock.now())
        )
    await app.delivery.recover()
    await settled(app, clock)
    assert len(topics(consultant)) == 1
    assert len(cards(consultant, None)) == 1


async def test_two_cards_at_once_ask_for_one_topic(
    threaded: None, app: App, applicant: Phone, owner: Phone, consultant: Phone, chats: Chats, clock: MovableClock
) -> None:
    await linked(chats, COLLEAGUE, ERGALIEVA, "Ергалиева")
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    await consultant.press("passto:1:ergalieva")
    await consultant.press("passto:1:ibadullaev")
    await settled(app, clock)
    async with app.database.reading() as connection:
        rows = await connection.execute(select(question_topics.c.person_id))
    people = list(rows.scalars())
    assert len(people) == len(set(people))
    assert len(topics(consultant)) == 1


async def test_without_the_threaded_mode_nothing_is_different(
    app: App, applicant: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await first_asked(app, clock, applicant)
    assert len(cards(consultant, None)) == 1
    async with app.database.reading() as connection:
        assert (await connection.execute(select(func.count()).select_from(question_topics))).scalar() == 0


async def test_names_are_in_the_language_of_whoever_answers(
    threaded: None, app: App, applicant: Phone, chats: Chats, clock: MovableClock
) -> None:
    clock.move_to("2020-05-20T14:00+06:00")
    phone = await linked(chats, COLLEAGUE, ERGALIEVA, "Ергалиева", "Қазақша")
    await applicant.begin()
    await asked(app, clock, applicant, "Мөр керек пе?", "almaty_region")
    assert only(phone)[1].name == "№1 · Алматы облысы · 21.05 15:00"
    clock.move_to("2020-05-21T08:00+06:00")
    await settled(app, clock)
    assert only(phone)[1].name == "№1 · Алматы облысы · 4 сағ"
