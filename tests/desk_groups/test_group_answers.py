"""What is written in a topic of a group: a reply to the bot is the answer, everything else is talk."""

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.demo.state.topics import ChatTopic
from storage.tables import question_messages
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, COLLEAGUE, heard, linked
from tests.support.conversation import PIXEL, Chats, Phone
from tests.support.desk_groups import GROUP, card, only, said, settled, tap, write

pytestmark = pytest.mark.slow


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
