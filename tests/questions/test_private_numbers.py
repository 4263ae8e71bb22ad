"""Numbers that say who somebody is are noticed before a question is kept or sent, and their author decides."""

import pytest
from sqlalchemy import select

from bot.app import App
from bot.services.questions import private_numbers
from content.models import Contest
from storage.questions.messages import Words
from storage.tables import asked, question_messages
from tests.conftest import MovableClock
from tests.support.consulting import ask, heard
from tests.support.conversation import Phone, deliver

IIN = "900101300126"


@pytest.fixture
async def asking(applicant: Phone, consultant: Phone) -> Phone:
    assert consultant.messages
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat")
    return applicant


async def kept(app: App) -> list[str]:
    async with app.database.scanning() as connection:
        said = (await connection.execute(select(question_messages.c.text))).scalars().all()
        typed = (await connection.execute(select(asked.c.words))).scalars().all()
    return [*said, *typed]


async def send(app: App, phone: Phone) -> None:
    await phone.press("askview:2020-repeat")
    await phone.tap("Жіберу")
    await deliver(app)


async def test_an_iin_is_kept_nowhere_before_its_author_decides(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send(f"Бухгалтердің ЖСН {IIN}, керек пе?")
    assert "жеке нөмір" in asking.text
    assert "ЖСН" in asking.text
    assert await kept(app) == []
    await asking.tap("Жасырып қосу")
    assert "Бухгалтердің ЖСН ••••, керек пе?" in asking.text
    await send(app, asking)
    assert heard(consultant, "Бухгалтердің ЖСН ••••, керек пе?") == 1
    assert heard(consultant, IIN) == 0
    assert "скрыл" in consultant.text


def test_what_is_not_hidden_stays_as_it_was_formatted(contest: Contest) -> None:
    link = '<a href="https://wa.me/77010001122">жазыңыз</a>, <a href="https://a.kz">сайт</a>'
    said = f" <b>Маңызды</b> &amp; <i>ЖСН {IIN[:6]}<u>{IIN[6:]}</u></i>, <code>керек</code> {link}"
    hidden = private_numbers.without(Words(1, 1, None, "text", said), contest, None)
    assert hidden.text == (
        ' <b>Маңызды</b> &amp; <i>ЖСН ••••<u></u></i>, <code>керек</code> жазыңыз, <a href="https://a.kz">сайт</a>'
    )
    assert hidden.hidden


async def test_it_goes_as_it_is_where_its_author_wants_that(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send("Серіктестің телефоны: <b>8 701 123 45 67</b>")
    assert "телефон нөмірі" in asking.text
    await asking.tap("Сол қалпында қосу")
    await send(app, asking)
    assert heard(consultant, "8 701 123 45 67") == 1


async def test_written_anew_it_takes_the_place_of_the_first(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send("Карта 4111 1111 1111 1111")
    assert "карта" in asking.text
    await asking.tap("Қайта жазу")
    await asking.send("Карта керек пе?")
    assert "жеке нөмір" not in asking.text
    await send(app, asking)
    assert heard(consultant, "Карта керек пе?") == 1
    assert heard(consultant, "4111") == 0


async def test_a_caption_is_hidden_below_its_file_too(app: App, asking: Phone, consultant: Phone) -> None:
    await asking.send_file("smeta.xlsx", b"x", "application/vnd.ms-excel", f"ЖСН {IIN}")
    await asking.tap("Жасырып қосу")
    await send(app, asking)
    captions = [message.caption for message in consultant.messages if message.document]
    assert captions == ["ЖСН ••••"]
    await consultant.press("casefiles:1")
    await deliver(app)
    assert [message.caption for message in consultant.messages if message.document] == ["ЖСН ••••", "ЖСН ••••"]


async def test_what_is_added_later_is_asked_about_as_well(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await asking.press("more:1")
    await asking.send(f"Менің ЖСН {IIN}")
    assert "жеке нөмір" in asking.text
    await asking.tap("Жасырып қосу")
    assert "№1 сұрақ" in asking.text
    clock.advance(minutes=1)
    await deliver(app)
    assert heard(consultant, "Менің ЖСН ••••") > 0
    assert heard(consultant, IIN) == 0


async def test_an_own_phone_added_later_is_let_through_where_no_button_offers_it_any_more(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await asking.send("Нөмірім 8 701 123 45 67")
    assert "«Телефонымды қосу» батырмасы болады" in asking.text
    await asking.tap("Қайта жазу")
    await ask(app, asking, "Мөр керек пе?")
    await asking.press("more:1")
    await asking.send("Нөмірім 8 701 123 45 67")
    assert "Телефонымды қосу" not in asking.text
    assert "«Сол қалпында қосу» батырмасын басыңыз" in asking.text
    await asking.tap("Сол қалпында қосу")
    clock.advance(minutes=1)
    await deliver(app)
    assert heard(consultant, "Нөмірім 8 701 123 45 67") > 0


async def test_a_number_that_comes_with_an_edit_is_hidden_until_its_author_says_otherwise(
    app: App, asking: Phone, consultant: Phone, clock: MovableClock
) -> None:
    await asking.send("ЖСН жазамын ба?")
    mine = max(message.message_id for message in asking.messages if message.text == "ЖСН жазамын ба?")
    await send(app, asking)
    await asking.edit(mine, f"ЖСН {IIN} жазамын ба?")
    assert "жасырдық" in asking.text
    await deliver(app)
    assert heard(consultant, "ЖСН •••• жазамын ба?") > 0
    assert heard(consultant, IIN) == 0
    clock.advance(minutes=1)
    await deliver(app)
    assert heard(consultant, "•••• — личный номер, его скрыл бот.") == 1, "whoever asked decided nothing yet"
    await asking.tap("Сол қалпында қосу")
    clock.advance(minutes=1)
    await deliver(app)
    assert heard(consultant, IIN) > 0
    heard_before = heard(asking, "жасырдық")
    await asking.edit(mine, f"ЖСН {IIN} жазамын ба екен?")
    assert heard(asking, "жасырдық") == heard_before, "it stood there before, by a word of its author"


async def test_a_message_that_is_gone_is_asked_for_again(app: App, asking: Phone) -> None:
    await asking.send(f"ЖСН {IIN}")
    del asking.chats.telegram.chats[asking.id].messages[asking.last.message_id]["reply_to_message"]
    await asking.tap("Жасырып қосу")
    assert "қайта жазыңыз" in asking.text
    await asking.tap("Қайта жазу")
    assert "Сұрағыңызды осы жерге жазыңыз" in asking.text
    assert await kept(app) == []


async def test_the_own_phone_that_goes_along_and_listed_numbers_are_no_secrets(app: App, asking: Phone) -> None:
    await asking.send("8 775 591 55 70 нөміріне қоңырау шалдым")
    assert "Осыған дейін жазғаныңыз" in asking.text


async def test_what_is_typed_without_being_asked_for_is_kept_without_it(app: App, asking: Phone) -> None:
    await asking.send("/start")
    await asking.send(f"ЖСН {IIN} қайда жазылады?")
    assert await kept(app) == ["ЖСН •••• қайда жазылады?"]


async def test_a_decision_tapped_twice_changes_nothing_and_a_later_one_does(app: App, asking: Phone) -> None:
    await asking.send(f"ЖСН {IIN}")
    screen = asking.last.message_id
    await asking.press("keepwords:2020-repeat:0:1", screen)
    await asking.press("keepwords:2020-repeat:0:1", screen)
    assert await kept(app) == ["ЖСН ••••"]
    await asking.press("keepwords:2020-repeat:0:0", screen)
    assert await kept(app) == [f"ЖСН {IIN}"]


async def test_an_answer_repeats_no_iin_but_may_name_a_phone(app: App, asking: Phone, consultant: Phone) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press("reply:1")
    await consultant.send(f"Жоқ, ЖСН {IIN} жазбаңыз. Қоңырау шалыңыз: 8 701 123 45 67")
    assert "Жоқ, ЖСН ••••" in consultant.plain
    assert "скрыл" in consultant.text
    await consultant.tap("Отправить")
    await deliver(app)
    assert heard(asking, "ЖСН •••• жазбаңыз. Қоңырау шалыңыз: 8 701 123 45 67") == 1
    assert IIN not in "".join(await kept(app))
