"""Whose a question is: what somebody wrote, and maybe their phone, is read by those who answer it and nobody else."""

from datetime import date

import pytest

from bot.access import Right
from bot.app import App
from bot.services.questions.escalation import Escalation
from storage.consultants import consultants
from storage.questions import questions
from storage.questions.questions import STAFF
from storage.tables.questions import QuestionState
from tests.conftest import MovableClock
from tests.support.asking import question
from tests.support.consulting import COLLEAGUE, CONSULTANT, ERGALIEVA, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import give, with_rights

PHONE = "+77001112233"
OTHERS = "отвечает другой консультант"
BUTTONS = (
    "case:1",
    "reply:1",
    "reply:1:1",
    "take:1:1",
    "pass:1",
    "passto:1:ergalieva",
    "byphone:1",
    "closeq:1",
    "useful:1",
    "ready:1",
    "ready1:1:1",
    "sendready:1:1",
    "sendheld:1",
    "dropheld:1",
)


@pytest.fixture
async def other(chats: Chats) -> Phone:
    """Of Almaty region."""
    return await linked(chats, COLLEAGUE, ERGALIEVA, "Гүлжан Е.")


@pytest.fixture
async def waiting(app: App, consultant: Phone, other: Phone) -> None:
    """Asked from Atyrau, with a phone."""
    assert consultant.id != other.id
    await question(app, "ibadullaev", phone=PHONE)


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("data", BUTTONS)
async def test_a_consultant_of_another_region_can_do_nothing_with_it(app: App, other: Phone, data: str) -> None:
    await other.press("newready:0")
    await other.send("Мөр")
    await other.press(data)
    assert OTHERS in other.text
    await other.send("Керек емес")
    assert all(PHONE not in (message.text or "") for message in other.messages)
    async with app.database.reading() as reader:
        now = await questions.get(reader, 1)
    assert (now.state, now.holder, now.taken_by) == (QuestionState.OPEN, "ibadullaev", None)


async def reads(phone: Phone) -> bool:
    await phone.press("case:1")
    assert (OTHERS in phone.text) != (PHONE in phone.text)
    return PHONE in phone.text


@pytest.mark.usefixtures("waiting")
async def test_whoever_it_is_passed_to_reads_it_and_whoever_passed_it_reads_on(
    app: App, consultant: Phone, other: Phone, owner: Phone
) -> None:
    assert await reads(consultant)
    assert await reads(owner)
    assert not await reads(other)
    await consultant.press("passto:1:ergalieva")
    assert await reads(other)
    assert await reads(consultant)
    await other.press("passto:1:staff")
    assert await reads(other)
    await other.press("reply:1")
    await other.send("Керек емес")
    await other.tap("Отправить")
    assert "отправлен" in other.text


@pytest.mark.usefixtures("waiting")
async def test_whoever_gets_it_because_nobody_answered_reads_it(
    app: App, consultant: Phone, other: Phone, clock: MovableClock
) -> None:
    escalation: Escalation = app.escalation
    for _ in range(3):
        clock.advance(hours=10)
        await escalation.tick()
    async with app.database.reading() as reader:
        assert (await questions.get(reader, 1)).holder == "ergalieva"
    assert await reads(other)
    assert await reads(consultant)


@pytest.mark.usefixtures("waiting")
async def test_whoever_stands_in_reads_it_for_as_long(app: App, other: Phone, clock: MovableClock) -> None:
    today = date(2020, 5, 20)
    async with app.database.writing() as connection:
        await consultants.set_away(connection, CONSULTANT, today, today, COLLEAGUE)
    assert await reads(other)
    clock.advance(days=1)
    assert not await reads(other)


@pytest.mark.slow
@pytest.mark.usefixtures("waiting")
async def test_whoever_takes_over_a_region_reads_what_waits_there(app: App, other: Phone, owner: Phone) -> None:
    await owner.press("canswers:2020-repeat:atyrau:ergalieva")
    await owner.tap("Опубликовать")
    assert await reads(other)


@pytest.mark.usefixtures("waiting")
async def test_whoever_answered_reads_on_when_the_region_is_anothers(
    app: App, consultant: Phone, other: Phone, owner: Phone
) -> None:
    await consultant.press("reply:1")
    await consultant.send("Керек емес")
    await owner.press("canswers:2020-repeat:atyrau:ergalieva")
    await owner.tap("Опубликовать")
    async with app.database.writing() as connection:
        await questions.change(connection, 1, holder=STAFF, held_by="")
    assert await reads(consultant)


@pytest.mark.usefixtures("waiting")
async def test_what_was_on_its_way_to_somebody_who_may_not_read_it_any_more_stays_away(
    app: App, chats: Chats, applicant: Phone, clock: MovableClock
) -> None:
    member = await with_rights(chats, Right.ANSWER)
    async with app.database.writing() as connection:
        await questions.change(connection, 1, holder=STAFF)
    await applicant.send("/start")
    await applicant.press("more:1")
    await applicant.send("а" * 3500)
    await applicant.edit(applicant.messages[-2].message_id, "б" * 3500)
    before = len(member.messages)
    await give(app, member.id)
    clock.advance(minutes=1)
    await deliver(app)
    assert len(member.messages) == before
