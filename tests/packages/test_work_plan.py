"""The plan from today: week by week, counted back over working days; and what time does not suffice for."""

from datetime import date

import pytest
from icalendar import Calendar

from bot.app import App
from content.models import Contest
from content.rules.work_plan import begin_days, days_left, packing_day
from tests.conftest import MovableClock
from tests.support.conversation import Phone


def test_days_are_counted_back_over_working_days_and_what_is_written_takes_the_most(contest: Contest) -> None:
    begin = begin_days(contest)
    assert sorted(begin, key=lambda each: begin[each])[:2] == ["doc_4", "doc_5"]
    assert packing_day(contest) == date(2020, 6, 2)
    assert begin["doc_8"] == date(2020, 5, 26)  # five working days before the second of June, a weekend left out
    holiday = contest.contest.model_copy(update={"holidays": (date(2020, 5, 28),)})
    moved = contest.model_copy(update={"contest": holiday})
    assert begin_days(moved)["doc_8"] == date(2020, 5, 25)
    assert days_left(moved, date(2020, 5, 27)) == days_left(contest, date(2020, 5, 27)) - 1


@pytest.mark.parametrize(
    ("language", "document", "plan", "lines"),
    [
        (
            "Қазақша",
            "Құжаттар",
            "Бүгіннен басталатын жоспар",
            ("Осы апта", "21 мамыр, бейсенбі. 4. ", "25 мамыр – 31 мамыр", "3 маусым, сәрсенбі. Соңғы мерзім, 18:00"),
        ),
        (
            "Русский",
            "Документы",
            "План с сегодняшнего дня",
            ("Эта неделя", "21 мая, четверг. 4. ", "25 мая – 31 мая", "3 июня, среда. Последний срок, 18:00"),
        ),
    ],
)
async def test_the_plan_goes_week_by_week_and_begins_with_what_takes_longest(
    applicant: Phone, language: str, document: str, plan: str, lines: tuple[str, ...]
) -> None:
    await applicant.begin(language)
    await applicant.tap(document, plan)
    places = [applicant.plain.index(line) for line in lines]
    assert places == sorted(places)
    assert applicant.buttons[0].startswith("4. ")
    assert "⚠️" not in applicant.plain


async def test_what_time_does_not_suffice_for_is_said_with_figures(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    clock.move_to("2020-05-27T10:00+06:00")
    await applicant.tap("План")
    assert "4. Содержание проекта: это займет 8 рабочих дней, осталось 4" in applicant.plain
    assert "времени на это мало" in applicant.plain
    await applicant.tap("4. ", "В работе")
    await applicant.press("workplan:2020-repeat:0")
    assert "4. Содержание проекта: на это" not in applicant.plain
    assert "В работе (должно быть готово до 2 июня): 4. Содержание проекта" in applicant.plain


async def test_own_days_show_in_the_list_the_plan_and_the_calendar(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Документы", " 7. ", "Мой срок")
    await applicant.send("в пятницу")
    assert "Ваш срок: 22 мая 2020 года, пятница" in applicant.plain
    await applicant.tap("Назад")
    assert "Назначенные сроки:\n• 22 мая. 7. Бухгалтерский баланс: Ваш срок" in applicant.plain
    await applicant.tap("План")
    assert "22 мая, пятница. 7. Бухгалтерский баланс: Ваш срок" in applicant.plain
    await applicant.tap("Добавить в календарь")
    events = {str(event["uid"]): event for event in Calendar.from_ical(applicant.received).walk("VEVENT")}
    assert events["2020-repeat-doc_7-own@grant-assistant"].decoded("dtstart") == date(2020, 5, 22)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("ертең", "21 мамыр, бейсенбі"), ("жұмада", "22 мамыр, жұма"), ("завтра", "21 мамыр"), ("25.05", "25 мамыр")],
)
async def test_a_typed_day_is_shown_as_it_was_understood(applicant: Phone, typed: str, understood: str) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", " 7. ", "Өз мерзімім")
    await applicant.send(typed)
    assert f"Өз мерзіміңіз: 2020 жылғы {understood}" in applicant.plain


async def test_a_day_that_has_passed_stands_above(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    await applicant.press("setday:2020-repeat:doc_7:0:200522")
    clock.move_to("2020-05-25T10:00+06:00")
    await applicant.press("workplan:2020-repeat:0")
    assert "Срок прошел\n• 22 мая. 7. Бухгалтерский баланс: Ваш срок" in applicant.plain


async def test_demands_on_content_stand_with_their_document(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Собрать заявку")
    assert not [label for label in applicant.buttons if "Видеообзор" in label or "Баннер" in label]
    await applicant.press("doc:2020-repeat:doc_5")
    assert "Требования к содержанию\n▫️ Учтите в смете краткий видеообзор" in applicant.plain
    await applicant.tap("Видеообзор", "Сделано")
    assert "✅ Учтите в смете краткий видеообзор" in applicant.plain
    await applicant.tap("Видеообзор", "Назад")
    assert "Смета расходов" in applicant.plain.splitlines()[0]


async def test_before_everything_counts_as_handed_in_open_demands_are_named(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.press("did:2020-repeat:handed_in:by_hand:0")
    assert "Видеообзор" in applicant.plain


async def test_the_answer_to_a_question_about_the_deadline_leads_to_the_calendar(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("Когда последний срок подачи?")
    await applicant.tap("Добавить в календарь")
    assert b"BEGIN:VCALENDAR" in applicant.received


async def test_after_the_deadline_there_is_nothing_to_plan(applicant: Phone, app: App, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    assert "🗓 План" in applicant.buttons
    clock.move_to("2020-06-04T10:00+06:00")
    await applicant.press("workplan:2020-repeat:0")
    assert "завершен" in applicant.plain
    await applicant.tap("На главную")
    assert "🗓 План" not in applicant.buttons
