"""The queue and the ways to find a question in it: few taps, own regions whole, as quick among many."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.services.questions import cases
from storage.questions import queues, words
from storage.questions.queues import MOST_COUNTED, QueueView
from tests.conftest import MovableClock
from tests.support.asking import IBADULLAEV, consultant, context, put_rows, question, question_row
from tests.support.consulting import COLLEAGUE, ERGALIEVA, ask, linked
from tests.support.conversation import Chats, Phone
from tests.support.staff import OWNER


async def many(app: App, number: int) -> None:
    await question(app, "ibadullaev", 8001)
    rows = [question_row(each, "atyrau", person_id=8001, holder="ibadullaev") for each in range(2, number + 1)]
    if rows:
        await put_rows(app, *rows)


async def test_a_row_says_what_it_is_about_and_the_thirtieth_is_two_taps_away(app: App, consultant: Phone) -> None:
    await many(app, 40)
    await consultant.send("/queue")
    assert "Ждут ответа: 40" in consultant.text
    assert "№1 · Атырауская · KK · 20 мая, 15:00" in consultant.text
    assert "Мөр керек пе?" in consultant.text
    await consultant.tap("2/3", "№30 · Атырауская")
    assert "Вопрос №30" in consultant.text


@pytest.mark.parametrize(
    ("waited", "russian", "kazakh"),
    [
        ({"minutes": 0}, "🕓 0 мин", "🕓 0 мин"),
        ({"minutes": 59}, "🕓 59 мин", "🕓 59 мин"),
        ({"minutes": 60}, "🕓 1 ч", "🕓 1 сағ"),
        ({"hours": 47}, "🕓 47 ч", "🕓 47 сағ"),
        ({"days": 3}, "🕓 3 дн.", "🕓 3 күн"),
    ],
)
async def test_a_row_says_how_long_it_has_waited(
    app: App, chats: Chats, consultant: Phone, clock: MovableClock, waited: dict[str, int], russian: str, kazakh: str
) -> None:
    await question(app, "ibadullaev", 8001, sent_at=clock.now(), due_at=clock.now() + timedelta(days=9))
    clock.advance(**waited)
    await consultant.send("/queue")
    assert f"{russian} · Мөр керек пе?" in consultant.plain
    await consultant.press("setlang:kk:")
    await consultant.send("/queue")
    assert f"{kazakh} · Мөр керек пе?" in consultant.plain


async def test_what_does_not_wait_has_no_age(app: App, consultant: Phone) -> None:
    await question(app, "ibadullaev", 8001)
    await consultant.press("reply:1")
    await consultant.send("Да")
    await consultant.press("sendheld:1")
    await consultant.press("queue:answered:1")
    assert "№1" in consultant.plain
    assert "🕓" not in consultant.plain


async def test_a_question_is_found_by_its_number_and_by_its_words(
    app: App, applicant: Phone, consultant: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Шартқа мөр басу керек пе?")
    await consultant.send("/queue")
    await consultant.tap("Найти по номеру или словам")
    await consultant.send("шарттың мөрі")
    assert consultant.buttons[0] == "№1 · Атырауская"
    await consultant.send("смета")
    assert "не нашлось" in consultant.text
    await consultant.send("№1")
    assert "Вопрос №1" in consultant.text
    await consultant.tap("Добавить заметку")
    await consultant.send("Ждет бухгалтера #смета")
    assert "Ждет бухгалтера" in consultant.text
    await consultant.press("findq")
    await consultant.send("#смета")
    assert consultant.buttons[0] == "№1 · Атырауская"
    assert "бухгалтер" not in "".join(each.text or "" for each in applicant.messages)


async def test_an_edited_question_is_found_by_what_it_says_now(app: App, applicant: Phone, consultant: Phone) -> None:
    await applicant.begin()
    await ask(app, applicant, "Шартқа мөр басу керек пе?")
    mine = next(each.message_id for each in applicant.messages if each.text == "Шартқа мөр басу керек пе?")
    await consultant.press("casenote:1")
    await consultant.send("Бухгалтерден сұрау")
    await applicant.edit(mine, "Сметаны кім бекітеді?")
    found = {}
    for looked_for in ("мөр", "смета", "бухгалтер"):
        await consultant.press("findq")
        await consultant.send(looked_for)
        found[looked_for] = consultant.buttons[0] == "№1 · Атырауская"
    assert found == {"мөр": False, "смета": True, "бухгалтер": True}


async def test_nobody_finds_what_is_not_theirs(app: App, chats: Chats, applicant: Phone, consultant: Phone) -> None:
    await applicant.begin()
    await ask(app, applicant, "Шартқа мөр басу керек пе?")
    other = await linked(chats, COLLEAGUE, ERGALIEVA, "Шугыла")
    await other.press("findq")
    await other.send("мөр")
    assert "не нашлось" in other.text
    await other.press("queue:all:1")
    assert "№1" not in other.text


async def test_what_others_took_over_stays_in_the_queue_of_its_region(
    app: App, consultant: Phone, owner: Phone
) -> None:
    await many(app, 1)
    await owner.press("passto:1:staff")
    await owner.press("take:1:1")
    await consultant.send("/queue")
    assert "сотрудник Центра" in consultant.text
    assert "👤 №1 · Атырауская" in consultant.buttons
    await owner.press("queue:all:1")
    assert "№1" in owner.text


async def test_thousands_are_counted_only_so_far_and_every_page_is_reached(app: App) -> None:
    ctx = await consultant(app, IBADULLAEV, "ibadullaev")
    whole = MOST_COUNTED + 50
    await many(app, whole)
    async with app.database.reading() as connection:
        sight = cases.sight(ctx, await cases.desk(ctx, connection))
        first = await queues.page(connection, sight, QueueView.OPEN, ctx.now, offset=0, limit=16)
        last = await queues.page(connection, sight, QueueView.OPEN, ctx.now, offset=16 * (whole // 16), limit=16)
    assert (first.total, first.uncounted) == (MOST_COUNTED, True)
    assert len(last.questions) == whole % 16


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("мөрі бар <b>шарт</b>", [("mori", "mor"), ("wart",)]),
        ("#Смета2020", [("#смета2020",)]),
        ("", []),
    ],
)
def test_words_count_without_their_endings(text: str, found: list[tuple[str, ...]]) -> None:
    assert [each for each in words.forms(text) if each != ("bar",)] == found


async def test_staff_look_through_every_region(app: App, clock: MovableClock) -> None:
    ctx = await context(app, OWNER)
    await many(app, 3)
    async with app.database.reading() as connection:
        sight = cases.sight(ctx, await cases.desk(ctx, connection))
        page = await queues.page(connection, sight, QueueView.ALL, ctx.now, offset=0, limit=16)
        overdue = await queues.page(connection, sight, QueueView.OVERDUE, ctx.now, offset=0, limit=16)
    assert [each.id for each in page.questions] == [1, 2, 3]
    assert overdue.total == 0, "of those that staff hold"


async def test_whose_answer_questions_wait_for_is_said_where_none_waits_for_the_own_one(
    app: App, applicant: Phone, consultant: Phone, owner: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    await owner.send("/desk")
    assert "Ждут Вашего ответа: 0" in owner.text
    await owner.tap("Очередь вопросов")
    assert "Вопросы, на которые отвечают другие, в списке «Все регионы»" in owner.text
    await owner.tap("Все регионы")
    assert "Мөр керек пе?" in owner.text
