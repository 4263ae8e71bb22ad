"""What can still work in the last days, by the printed hours and by our advice on how long a letter takes."""

from datetime import datetime

import pytest

from content.models import Contest, Lateness, WayKind
from content.rules.dates import Door
from content.rules.last_days import in_last_days, lateness, may_still_mark, ways_now


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2020-05-31T17:59+06:00", False),
        ("2020-05-31T18:00+06:00", True),
        ("2020-06-03T17:59+06:00", True),
        ("2020-06-03T18:00+06:00", False),
    ],
)
def test_the_last_days_begin_three_days_before_and_end_with_the_deadline(
    contest: Contest, now: str, last: bool
) -> None:
    assert in_last_days(contest, at(now)) is last
    assert bool(ways_now(contest, at(now))) is last


@pytest.mark.parametrize(
    ("now", "late"),
    [
        ("2020-05-27T23:59+06:00", Lateness.NOTHING),
        ("2020-05-28T00:00+06:00", Lateness.BY_POST),
        ("2020-06-03T17:59+06:00", Lateness.BY_POST),
        ("2020-06-03T18:00+06:00", Lateness.OVER),
    ],
)
def test_letters_are_late_five_working_days_before_the_end(contest: Contest, now: str, late: Lateness) -> None:
    assert lateness(contest, at(now)) is late


def test_a_letter_is_late_and_what_still_works_stands_first(contest: Contest) -> None:
    by_hand, post = ways_now(contest, at("2020-06-01T10:00+06:00"))
    assert (by_hand.way.kind, by_hand.late) == (WayKind.BY_HAND, False)
    assert (post.way.kind, post.late) == (WayKind.POST, True)


@pytest.mark.parametrize(
    ("now", "door", "until"),
    [
        ("2020-06-02T08:00+06:00", Door.CLOSED, "2020-06-02T09:00+06:00"),
        ("2020-06-02T10:00+06:00", Door.OPEN, "2020-06-02T13:00+06:00"),
        ("2020-06-02T13:30+06:00", Door.LUNCH, "2020-06-02T14:30+06:00"),
        ("2020-06-03T17:31+06:00", Door.OPEN, "2020-06-03T18:00+06:00"),
    ],
)
def test_the_office_is_looked_at_by_its_printed_hours(contest: Contest, now: str, door: Door, until: str) -> None:
    office = ways_now(contest, at(now))[0].office
    assert office is not None
    assert (office.door, office.until, office.missed) == (door, at(until), False)


def test_an_office_that_opens_only_after_the_deadline_is_missed(contest: Contest) -> None:
    about = contest.contest.model_copy(update={"ends": datetime(2020, 5, 31, 20, 0)})  # noqa: DTZ001 - a Sunday evening
    sunday = contest.model_copy(update={"contest": about})
    found = ways_now(sunday, at("2020-05-31T12:00+06:00"))
    assert all(each.late or (each.office and each.office.missed) for each in found)


def test_it_can_be_marked_ten_days_longer(contest: Contest) -> None:
    assert may_still_mark(contest, at("2020-06-13T17:59+06:00"))
    assert not may_still_mark(contest, at("2020-06-13T18:00+06:00"))
