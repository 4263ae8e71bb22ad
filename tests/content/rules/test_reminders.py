"""The rules of reminding: when something is due, and that nobody is woken."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules.reminders import BEFORE_DEADLINE, ReminderRule, awake, due, quiet

ALMATY = ZoneInfo("Asia/Almaty")
DEADLINE = datetime.fromisoformat("2020-06-03T18:00+06:00")

moments = st.integers(0, 2_000_000).map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@given(moments, st.sampled_from(["Asia/Almaty", "Asia/Aqtau", "Europe/Moscow"]), st.timedeltas(timedelta(hours=1)))
def test_nobody_is_woken_and_nothing_moves_by_more_than_a_night(moment: datetime, name: str, left: timedelta) -> None:
    zone = ZoneInfo(name)
    deadline = moment + min(left, timedelta(days=30))
    said = awake(moment, zone, deadline)
    assert not quiet(said, zone)
    assert timedelta(hours=-13) <= said - moment <= timedelta(hours=12)
    assert said < deadline


@pytest.mark.parametrize(
    ("rule", "deadline", "expected"),
    [
        (ReminderRule.HOURS_3, "2020-06-03T18:00", "2020-06-03T15:00"),
        (
            ReminderRule.HOURS_3,
            "2020-06-03T10:00",
            "2020-06-03T08:00",
        ),  # 07:00 is night, two of three hours are left at eight
        (ReminderRule.HOURS_3, "2020-06-03T09:00", "2020-06-02T20:00"),  # at eight one hour is left: the evening before
        (ReminderRule.DAYS_1, "2020-06-03T23:59", "2020-06-03T08:00"),
        (
            ReminderRule.DAYS_14,
            "2024-03-08T18:00",
            "2024-02-23T18:00",
        ),  # across the change of 1 March 2024: the same wall clock
    ],
)
def test_when_a_reminder_is_due(rule: ReminderRule, deadline: str, expected: str) -> None:
    found = due(rule, datetime.fromisoformat(deadline).replace(tzinfo=ALMATY), ALMATY)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=ALMATY).astimezone(UTC)


def test_reminders_stand_in_the_order_in_which_they_come() -> None:
    moments = [due(rule, DEADLINE, ALMATY) for rule in BEFORE_DEADLINE]
    assert moments == sorted(moments)
