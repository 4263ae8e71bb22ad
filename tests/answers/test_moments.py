"""Answers know the day and the hour in both languages: what comes too late, what is left, and that it is over."""

from dataclasses import dataclass

import pytest

from tests.conftest import MovableClock
from tests.support.conversation import Phone

IN_GOOD_TIME, LAST_AFTERNOON, DAY_AFTER = "2020-05-20T12:00+06:00", "2020-06-03T14:31+06:00", "2020-06-04T10:00+06:00"


@dataclass(frozen=True)
class MomentWords:
    """What is asked, and what stands in the first lines."""

    language: str
    by_post: str
    hours: str
    in_time: str
    still: str
    last_day: str
    left: str
    too_late: str
    over: str
    day_over: str


SAID = [
    MomentWords(
        language="Қазақша",
        by_post="бүгін поштамен жіберуге әлі бола ма?",
        hours="неше сағат қалды?",
        in_time="әлі үлгереміз бе?",
        still="енді тапсыруға бола ма?",
        last_day="📅 Бүгін, 3 маусым, сәрсенбі: қабылдаудың соңғы күні.",
        left="⏰ Мерзімге 3 сағат 29 минут қалды.",
        too_late="❌ Поштамен: үлгермейді деп есептеңіз",
        over="🔴 Қабылдау аяқталды: соңғы мерзім 2020 жылғы 3 маусым, 18:00",
        day_over="📅 Бүгін, 4 маусым, бейсенбі: қабылдау мерзімі өтті.",
    ),
    MomentWords(
        language="Русский",
        by_post="можно ещё отправить почтой сегодня?",
        hours="сколько часов осталось?",
        in_time="ещё успеем?",
        still="можно ещё сдать заявку?",
        last_day="📅 Сегодня, 3 июня, среда: последний день приема.",
        left="⏰ До срока осталось: 3 часа 29 минут.",
        too_late="❌ Почтой: считайте, что уже не успеет",
        over="🔴 Прием закончен: последний срок был 3 июня 2020 года, 18:00",
        day_over="📅 Сегодня, 4 июня, четверг: срок приема прошел.",
    ),
]
in_both = pytest.mark.parametrize("said", SAID, ids=["kk", "ru"])


@in_both
async def test_on_the_last_day_it_is_said_what_is_left_and_what_comes_too_late(
    applicant: Phone, clock: MovableClock, said: MomentWords
) -> None:
    await applicant.begin(said.language)
    clock.move_to(LAST_AFTERNOON)
    await applicant.send(said.by_post)
    day, left, post, *_ = applicant.plain.splitlines()
    assert day.startswith(said.last_day)
    assert left == said.left
    assert post.startswith(said.too_late)
    for typed in (said.hours, said.in_time):
        await applicant.send(typed)
        assert applicant.plain.splitlines()[0] == said.left


@in_both
async def test_after_the_deadline_it_is_over_whatever_is_asked(
    applicant: Phone, clock: MovableClock, said: MomentWords
) -> None:
    await applicant.begin(said.language)
    clock.move_to(DAY_AFTER)
    for typed in (said.still, said.in_time, said.hours):
        await applicant.send(typed)
        assert applicant.plain.splitlines()[0].startswith(said.over)
        assert said.left not in applicant.plain
    await applicant.send(said.by_post)
    assert applicant.plain.splitlines()[0].startswith(said.day_over)
    assert said.too_late not in applicant.plain


@in_both
async def test_in_good_time_no_hours_are_counted(applicant: Phone, clock: MovableClock, said: MomentWords) -> None:
    await applicant.begin(said.language)
    clock.move_to(IN_GOOD_TIME)
    for typed in (said.by_post, said.in_time):
        await applicant.send(typed)
        assert "⏰" not in applicant.plain
        assert said.too_late not in applicant.plain
