"""The bot in Prometheus's words. No label says anything of a person."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.measures import STEPS, Durations, Measures
from bot.operating.status import Figures
from bot.version import VERSION

GAUGES = {
    "updates_waiting": ("grant_updates_waiting", "Updates that came and are not handled yet"),
    "updates_oldest_age": ("grant_updates_oldest_seconds", "How long the oldest of them waits"),
    "updates_set_aside": ("grant_updates_set_aside", "Updates that nobody could handle: python -m bot inbox"),
    "messages_due": ("grant_messages_due", "Rows of the outbox whose time has come"),
    "messages_oldest_age": ("grant_messages_oldest_seconds", "How long the oldest of them waits"),
    "answers_oldest_age": ("grant_answers_oldest_seconds", "How long the oldest one waits that goes before reminders"),
    "messages_in_flight": ("grant_messages_in_flight", "Rows that are being sent"),
    "messages_failed": ("grant_messages_failed", "Rows that failed for good: python -m bot outbox"),
    "messages_held": ("grant_messages_held", "Rows held since a copy was brought back: python -m bot outbox"),
    "reminders_due": ("grant_reminders_due", "Reminders whose time has come"),
    "reminders_missed": ("grant_reminders_missed", "Reminders of the last 60 days that would have come too late"),
    "broadcasts_under_way": ("grant_broadcasts_under_way", "Broadcasts that are being sent, or pause"),
    "questions_open": ("grant_questions_open", "Questions that wait for a consultant"),
    "questions_overdue": ("grant_questions_overdue", "Those that should have been answered by now"),
    "backups": ("grant_backups", "Copies of the database"),
    "backup_age": ("grant_backup_age_seconds", "Since the newest copy was made"),
    "database_bytes": ("grant_database_bytes", "The database's file"),
    "log_bytes": ("grant_database_log_bytes", "What is written and not in that file yet"),
    "disk_free_bytes": ("grant_disk_free_bytes", "Room on the disk of the database"),
}
"""A figure of the status, the metric it becomes, and what that means."""
NEVER_EMPTY = ("updates_oldest_age", "messages_oldest_age", "answers_oldest_age")
"""Where nothing waits, it waits for no time."""


class Shown(Collector):
    """Everything as it is now; `figures` are missing where the database does not answer."""

    def __init__(self, measures: Measures, figures: Figures | None) -> None:
        self.measures = measures
        self.figures = figures

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("grant_serving", "Whether people are served by now", value=self.measures.serving)
        version = GaugeMetricFamily("grant_version", "Which one runs", labels=["version"])
        version.add_metric([VERSION], 1)
        yield version
        yield GaugeMetricFamily("grant_database_up", "Whether it answers", value=self.figures is not None)
        yield from self._ages()
        yield from self._counts()
        yield self._handling()
        for name, (metric, meaning) in GAUGES.items():
            value = (self.figures or {}).get(name)
            if value is None and self.figures is not None and name in NEVER_EMPTY:
                value = 0
            if value is not None:
                yield GaugeMetricFamily(metric, meaning, value=float(value))

    def _ages(self) -> Iterator[Metric]:
        for metric, meaning, age in (
            ("grant_telegram_silence_seconds", "Since Telegram answered last", self.measures.since_answer),
            ("grant_update_silence_seconds", "Since an update came last", self.measures.since_update),
        ):
            if age is not None:
                yield GaugeMetricFamily(metric, meaning, value=age)

    def _counts(self) -> Iterator[Metric]:
        updates = CounterMetricFamily("grant_updates", "Updates by what became of them", labels=["kind", "outcome"])
        for (kind, outcome), number in self.measures.updates.items():
            updates.add_metric([kind, outcome], number)
        yield updates
        calls = CounterMetricFamily("grant_api_calls", "Calls of the Bot API", labels=["method", "code"])
        for (method, code), number in self.measures.calls.items():
            calls.add_metric([method, code], number)
        yield calls

    def _handling(self) -> Metric:
        meaning = "What a turn of an update takes, until it is shown"
        family = HistogramMetricFamily("grant_update_handling_seconds", meaning, labels=["kind"])
        for kind, durations in self.measures.handling.items():
            family.add_metric([kind], _buckets(durations), durations.total)
        return family


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    """Each counts all that took no longer than its step."""
    names = [*(str(step) for step in STEPS), "+Inf"]
    return [(name, float(sum(durations.up_to[: place + 1]))) for place, name in enumerate(names)]


def exposition(measures: Measures, figures: Figures | None) -> bytes:
    """In the text format, version 0.0.4."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(Shown(measures, figures))
    return generate_latest(registry)
