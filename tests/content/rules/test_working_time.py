"""Working time, and by when a question should be answered: office hours 9 to 18 with lunch from 13 to 14:30."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.models import Contest
from content.rules.escalation import timetable
from content.rules.working_time import WorkingTime

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def work(contest: Contest) -> WorkingTime:
    return WorkingTime(contest)


def at(text: str) -> datetime:
    """A moment by the clock of Almaty as it was in 2020."""
    return datetime.fromisoformat(f"{text}+06:00")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2020-05-20", True),
        ("2020-05-23", False),
        ("2020-05-24", False),
        ("2020-07-06", False),
        ("2020-12-16", False),
        ("2020-12-18", True),
    ],
)
def test_weekends_and_holidays_are_free(work: WorkingTime, day: str, works: bool) -> None:
    assert work.works(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2020-05-20T10:00", 2, "2020-05-20T12:00"),
        ("2020-05-20T12:00", 1, "2020-05-20T13:00"),
        ("2020-05-20T12:00", 2, "2020-05-20T15:30"),
        ("2020-05-20T13:30", 1, "2020-05-20T15:30"),
        ("2020-05-20T10:00", 8, "2020-05-21T10:30"),
        ("2020-05-20T19:00", 0.5, "2020-05-21T09:30"),
        ("2020-05-20T05:00", 0.5, "2020-05-20T09:30"),
        ("2020-05-22T17:00", 2, "2020-05-25T10:00"),
        ("2020-05-23T12:00", 1, "2020-05-25T10:00"),
        ("2020-07-03T17:30", 1, "2020-07-07T09:30"),
        ("2020-12-15T17:30", 1, "2020-12-18T09:30"),
        ("2020-05-20T10:00", 75, "2020-06-03T10:00"),
    ],
    ids=[
        "within the morning",
        "until lunch",
        "over lunch",
        "from within lunch",
        "over the night",
        "from the evening",
        "from before the doors open",
        "over the weekend",
        "from the weekend",
        "over a holiday",
        "over two holidays",
        "ten days",
    ],
)
def test_after_some_working_hours(work: WorkingTime, start: str, hours: float, end: str) -> None:
    assert work.after(at(start), hours * HOUR) == at(end)
    assert work.between(at(start), at(end)) == hours * HOUR


def test_nothing_lies_between_when_nobody_works(work: WorkingTime) -> None:
    assert work.between(at("2020-05-22T18:00"), at("2020-05-25T09:00")) == timedelta()
    assert work.between(at("2020-05-20T13:00"), at("2020-05-20T14:30")) == timedelta()
    assert work.between(at("2020-05-21T10:00"), at("2020-05-20T10:00")) == timedelta()


def test_moments_of_any_zone_are_understood(work: WorkingTime) -> None:
    start = datetime.fromisoformat("2020-05-20T04:00+00:00")
    assert work.after(start, 2 * HOUR) == at("2020-05-20T12:00")
    assert work.between(start, datetime.fromisoformat("2020-05-20T11:00+05:00")) == 2 * HOUR


def test_a_clock_change_neither_adds_nor_takes_an_hour(work: WorkingTime) -> None:
    """On 1 March 2024 Almaty went from +06:00 to +05:00: the doors open an hour later by the sun."""
    evening = datetime.fromisoformat("2024-02-29T17:00+06:00")
    morning = datetime.fromisoformat("2024-03-01T10:00+05:00")
    assert work.between(evening, morning) == 2 * HOUR
    assert work.after(evening, 2 * HOUR) == morning
    # counted over the night, that is 18 hours and not 17
    assert morning - evening == 18 * HOUR
    night = datetime.fromisoformat("2024-02-29T23:30+06:00")
    assert work.after(night, HOUR) == morning
    assert work.between(morning - 90 * timedelta(minutes=1), morning) == HOUR


MOMENTS = st.datetimes(datetime(2020, 5, 14), datetime(2024, 6, 1))  # noqa: DTZ001  the zone comes with the next line


@given(start=MOMENTS, minutes=st.integers(1, 80 * 60))
def test_what_is_spent_lies_between(contest: Contest, start: datetime, minutes: int) -> None:
    work, spent = WorkingTime(contest), timedelta(minutes=minutes)
    begun = start.replace(tzinfo=contest.tzinfo)
    assert work.between(begun, work.after(begun, spent)) == spent


# --- by when


def test_a_question_of_a_quiet_day_has_eight_hours(contest: Contest) -> None:
    times = timetable(contest, at("2020-05-20T10:00"))
    assert times.nudge_at == at("2020-05-20T15:30")
    assert times.due_at == at("2020-05-21T10:30")
    assert times.staff_at == at("2020-05-21T16:00")
    assert not times.too_late


def test_shortly_before_the_deadline_half_of_what_is_left(contest: Contest) -> None:
    """The deadline is on 3 June at 18:00; from 15:00 on three working hours are left."""
    times = timetable(contest, at("2020-06-03T15:00"))
    assert times.nudge_at == at("2020-06-03T15:45")
    assert times.due_at == at("2020-06-03T16:30")
    assert times.staff_at == at("2020-06-03T17:15")
    assert not times.too_late


def test_the_last_hour_is_not_left_to_who_is_at_home(contest: Contest) -> None:
    times = timetable(contest, at("2020-06-03T17:20"))
    assert times.too_late
    assert times.nudge_at == at("2020-06-03T17:30")
    assert times.due_at == at("2020-06-03T17:40")
    assert times.staff_at == at("2020-06-03T17:50")


@pytest.mark.parametrize("moment", ["2020-06-03T18:00", "2020-06-03T20:00", "2020-06-05T17:30", "2020-06-06T12:00"])
def test_after_the_deadline_there_are_eight_hours_again(contest: Contest, moment: str) -> None:
    times = timetable(contest, at(moment))
    assert not times.too_late
    assert WorkingTime(contest).between(at(moment), times.due_at) == contest.regions.answer_hours * HOUR


@given(now=st.datetimes(datetime(2020, 5, 14), datetime(2020, 6, 3, 17, 59)))  # noqa: DTZ001
def test_before_the_deadline_everything_is_due_before_it(contest: Contest, now: datetime) -> None:
    moment = now.replace(tzinfo=contest.tzinfo)
    times = timetable(contest, moment)
    assert moment <= times.nudge_at <= times.due_at <= times.staff_at <= contest.deadline
