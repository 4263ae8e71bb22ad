"""What a value may not be, beyond its kind: months outside of the topic's period, an end after the last day."""

from content.models import Contest, FieldType, Topic
from content.rules.forms.typed import TypedError, span


def keep_within(kind: FieldType, value: str, contest: Contest, topic: Topic | None) -> None:
    """Raises TypedError for months and days outside of the period. Without a topic the contest's own end counts."""
    if not value or kind not in {FieldType.MONTHS, FieldType.DATE}:
        return
    end = contest.latest_end(topic) if topic else contest.contest.latest_project_end
    first, last = span(value) if kind is FieldType.MONTHS else (value, value)
    if end is not None and last > (f"{end:%Y-%m}" if kind is FieldType.MONTHS else end.isoformat()):
        raise TypedError("after_end", end=end)
    period = topic.period if topic else None
    if period is not None and not (period.starts <= first[:7] and last[:7] <= period.ends):
        raise TypedError("outside_period", period=period)
