"""Time: to the second, by the zone database, and never more left than the screen says."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import Catalogue
from content.models import Addendum, Contest, Text
from content.rules.dates import Status, TimeLeft, elsewhere, opens, status, time_left, working_days_before

ALMATY = ZoneInfo("Asia/Almaty")
DECISION = Text(kk="№ 21 шешім", ru="решение № 21")


def variant(contest: Contest, **about: object) -> Contest:
    """The contest with other values in contest.yaml."""
    return contest.model_copy(update={"contest": contest.contest.model_copy(update=about)})


def moved(contest: Contest, *ends: str) -> Contest:
    """The contest with an addendum for each new deadline, in local time."""
    addenda = tuple(
        Addendum(at=datetime.fromisoformat(end), announced=date(2020, 6, 3), decision=DECISION) for end in ends
    )
    return variant(contest, deadline=contest.contest.deadline.model_copy(update={"addenda": addenda}))


# open or not


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2020-05-13T23:59:59.999999+06:00", Status.UPCOMING),
        ("2020-05-13T17:59:59+00:00", Status.UPCOMING),
        ("2020-05-14T00:00:00+06:00", Status.OPEN),
        ("2020-05-13T18:00:00+00:00", Status.OPEN),
        ("2020-06-03T17:59:59.999999+06:00", Status.OPEN),
        ("2020-06-03T16:59:59+05:00", Status.OPEN),
        ("2020-06-03T18:00:00+06:00", Status.CLOSED),
        ("2020-06-03T12:00:00+00:00", Status.CLOSED),
        ("2020-06-03T17:00:00+05:00", Status.CLOSED),
        ("2026-01-01T00:00:00+05:00", Status.CLOSED),
    ],
)
def test_a_contest_is_open_from_the_day_of_the_announcement_until_the_second_of_the_deadline(
    contest: Contest, now: str, expected: Status
) -> None:
    assert status(contest, datetime.fromisoformat(now)) is expected


def test_applications_are_taken_from_midnight_of_the_contests_zone(contest: Contest) -> None:
    assert opens(contest).isoformat() == "2020-05-14T00:00:00+06:00"


@pytest.mark.parametrize(
    ("ends", "now", "expected"),
    [
        (["2020-06-05T18:00"], "2020-06-03T18:00:00+06:00", Status.OPEN),
        (["2020-06-05T18:00"], "2020-06-05T17:59:59+06:00", Status.OPEN),
        (["2020-06-05T18:00"], "2020-06-05T18:00:00+06:00", Status.CLOSED),
        (["2020-06-05T18:00", "2020-06-09T18:00"], "2020-06-05T18:00:00+06:00", Status.OPEN),
        # the last decision counts, even one that takes days away again
        (["2020-06-09T18:00", "2020-06-04T18:00"], "2020-06-05T18:00:00+06:00", Status.CLOSED),
    ],
)
def test_an_addendum_moves_the_deadline(contest: Contest, ends: list[str], now: str, expected: Status) -> None:
    assert status(moved(contest, *ends), datetime.fromisoformat(now)) is expected
    assert moved(contest, *ends).contest.deadline.original == datetime.fromisoformat("2020-06-03T18:00")


# what is left


@given(seconds=st.floats(0, 400 * 86_400, allow_nan=False))
def test_what_is_left_is_rounded_down_by_less_than_a_minute(seconds: float) -> None:
    deadline = datetime(2020, 6, 3, 12, tzinfo=UTC)
    left = time_left(deadline, deadline - timedelta(seconds=seconds))
    told = timedelta(days=left.days, hours=left.hours, minutes=left.minutes)
    assert timedelta() <= timedelta(seconds=seconds) - told < timedelta(minutes=1)
    assert 0 <= left.hours < 24
    assert 0 <= left.minutes < 60


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2020-05-20T10:00:00+06:00", TimeLeft(14, 8, 0)),
        ("2020-06-02T18:00:00+06:00", TimeLeft(1, 0, 0)),
        ("2020-06-02T18:00:01+06:00", TimeLeft(0, 23, 59)),
        ("2020-06-03T17:59:00+06:00", TimeLeft(0, 0, 1)),
        ("2020-06-03T17:59:01+06:00", TimeLeft(0, 0, 0)),
        ("2020-06-03T18:00:00+06:00", TimeLeft(0, 0, 0)),
        ("2020-06-04T18:00:00+06:00", TimeLeft(0, 0, 0)),
    ],
)
def test_examples_of_what_is_left(contest: Contest, now: str, left: TimeLeft) -> None:
    assert time_left(contest.deadline, datetime.fromisoformat(now)) == left


@pytest.mark.parametrize("zone", [UTC, ALMATY])
def test_the_hour_of_march_2024_is_counted(zone: tzinfo) -> None:
    """On 1 March 2024 the clocks went back an hour at midnight; two times of one zone must not hide that."""
    noon = datetime(2024, 2, 29, 12, tzinfo=ALMATY).astimezone(zone)
    assert time_left(datetime(2024, 3, 1, 12, tzinfo=ALMATY), noon) == TimeLeft(1, 1, 0)


# working days

# June 2020: the 1st is a Monday, the deadline of the 3rd a Wednesday
MONDAY, FRIDAY = date(2020, 6, 1), date(2020, 5, 29)


@pytest.mark.parametrize(
    ("day", "count", "holidays", "expected"),
    [
        ("2020-06-03", 1, [], "2020-06-02"),
        ("2020-06-03", 3, [], "2020-05-29"),  # over a weekend
        ("2020-06-03", 10, [], "2020-05-20"),  # over two
        ("2020-06-01", 1, [], "2020-05-29"),
        ("2020-05-31", 1, [], "2020-05-29"),  # from a Sunday
        ("2020-06-03", 3, [FRIDAY], "2020-05-28"),
        ("2020-06-03", 2, [MONDAY, FRIDAY], "2020-05-28"),  # a long weekend
        ("2020-06-03", 3, [date(2020, 5, 30)], "2020-05-29"),  # a holiday on a Saturday takes nothing
        ("2020-06-03", 1, [date(2020, 6, 3)], "2020-06-02"),  # nor does one on the day itself
        ("2020-06-03", 0, [], "2020-06-03"),
        ("2020-06-07", 0, [date(2020, 6, 7)], "2020-06-07"),  # no days before: the day itself, whatever it is
        ("2020-01-03", 2, [date(2020, 1, 2), date(2020, 1, 1)], "2019-12-30"),
    ],
)
def test_working_days_are_counted_back_over_weekends_and_holidays(
    day: str, count: int, holidays: list[date], expected: str
) -> None:
    assert working_days_before(date.fromisoformat(day), count, tuple(holidays)) == date.fromisoformat(expected)


days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(data=st.data(), day=days, count=st.integers(1, 30))
def test_as_many_working_days_lie_between_as_were_asked_for(data: st.DataObject, day: date, count: int) -> None:
    holidays = data.draw(st.frozensets(st.integers(0, 60).map(lambda back: day - timedelta(days=back))))
    start = working_days_before(day, count, holidays)
    between = [start + timedelta(days=step) for step in range((day - start).days)]
    assert sum(each.isoweekday() < 6 and each not in holidays for each in between) == count
    assert start.isoweekday() < 6
    assert start not in holidays


@given(day=days, first=st.integers(0, 30), second=st.integers(0, 30), holidays=st.frozensets(days, max_size=5))
def test_working_days_add_up_and_a_holiday_never_leaves_more_time(
    day: date, first: int, second: int, holidays: frozenset[date]
) -> None:
    there = working_days_before(day, first + second, holidays)
    assert working_days_before(working_days_before(day, first, holidays), second, holidays) == there
    assert there <= working_days_before(day, first + second)


def test_what_is_begun_on_the_last_day_is_begun_while_the_contest_is_open(contest: Contest) -> None:
    """Advice that could be followed only before the announcement would be none."""
    for document in contest.documents.documents:
        if document.lead:
            start = working_days_before(contest.deadline.date(), document.lead.working_days, contest.contest.holidays)
            assert start >= contest.contest.announced


# clocks


@pytest.mark.parametrize(
    ("moment", "hours"),
    [("2020-06-03T18:00", 6), ("2024-02-29T12:00", 6), ("2024-03-01T12:00", 5), ("2026-01-01T00:00", 5)],
)
def test_the_zone_database_knows_the_change_of_2024(moment: str, hours: int) -> None:
    assert datetime.fromisoformat(moment).replace(tzinfo=ALMATY).utcoffset() == timedelta(hours=hours)


def test_five_western_regions_have_an_hour_less(contest: Contest) -> None:
    (group,) = elsewhere(contest, contest.deadline)
    assert group.local == datetime.fromisoformat("2020-06-03T17:00")
    assert {region.id for region in group.regions} == {"aktobe", "atyrau", "kyzylorda", "mangystau", "west_kz"}


@pytest.mark.parametrize("moment", ["2025-06-03T18:00:00+05:00", "2025-12-31T19:00:00+00:00"])
def test_since_2024_all_clocks_of_the_country_agree(contest: Contest, moment: str) -> None:
    assert elsewhere(contest, datetime.fromisoformat(moment)) == ()


def test_clocks_elsewhere_come_earliest_first_even_across_midnight(contest: Contest) -> None:
    zones = {"akmola": "Asia/Tokyo", "shymkent": "Asia/Tokyo", "pavlodar": "Europe/London"}
    regions = tuple(
        region.model_copy(update={"zone": zones.get(region.id, "Asia/Almaty")}) for region in contest.regions.regions
    )
    abroad = contest.model_copy(update={"regions": contest.regions.model_copy(update={"regions": regions})})
    groups = elsewhere(abroad, datetime.fromisoformat("2020-06-03T22:00:00+06:00"))
    assert [(group.local.isoformat(), [region.id for region in group.regions]) for group in groups] == [
        ("2020-06-03T17:00:00", ["pavlodar"]),
        ("2020-06-04T01:00:00", ["akmola", "shymkent"]),
    ]


# which contest counts

YEAR = {
    # name: announced, deadline
    "autumn": ("2020-09-01", "2020-10-01"),
    "spring": ("2020-03-01", "2020-06-01"),
    "early": ("2020-04-01", "2020-05-01"),
    "winter": ("2020-12-01", "2020-12-20"),
}


@pytest.mark.parametrize(
    ("now", "current"),
    [
        ("2020-01-01", "spring"),  # nothing is open yet: the next to open
        ("2020-03-15", "spring"),
        ("2020-04-20", "early"),  # two are open: the one that closes first
        ("2020-05-05", "spring"),
        ("2020-06-15", "autumn"),  # between two contests: the next to open
        ("2020-09-15", "autumn"),
        ("2021-01-01", "winter"),  # all over: the one that closed last
    ],
)
def test_the_contest_that_counts(contest: Contest, now: str, current: str) -> None:
    catalogue = Catalogue(
        {
            name: variant(moved(contest, f"{end}T18:00"), id=name, announced=date.fromisoformat(announced))
            for name, (announced, end) in YEAR.items()
        }
    )
    assert catalogue.current(datetime.fromisoformat(f"{now}T12:00+06:00")).id == current


def test_a_catalogue_finds_by_id_and_keeps_its_order(contest: Contest) -> None:
    catalogue = Catalogue({"b": contest, "a": variant(contest, id="a")})
    assert [each.id for each in catalogue] == ["2020-repeat", "a"]
    assert catalogue.get("b") is contest
    assert catalogue.get("c") is None
