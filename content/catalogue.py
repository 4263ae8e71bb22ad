"""All contests, and which of them count now."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from content.dates import Status, opens, status
from content.models import Contest


class Catalogue:
    """Contests by id. There is at least one."""

    def __init__(self, contests: Mapping[str, Contest]) -> None:
        self._contests = dict(contests)

    def __iter__(self) -> Iterator[Contest]:
        return iter(self._contests.values())

    def get(self, contest_id: str) -> Contest | None:
        return self._contests.get(contest_id)

    def ahead(self, now: datetime) -> list[Contest]:
        """What can be worked in: open contests, the first to close before the others; then those to come."""
        by_status: dict[Status, list[Contest]] = {kind: [] for kind in Status}
        for contest in self:
            by_status[status(contest, now)].append(contest)
        return [
            *sorted(by_status[Status.OPEN], key=lambda contest: contest.deadline),
            *sorted(by_status[Status.UPCOMING], key=opens),
        ]

    def current(self, now: datetime) -> Contest:
        """The open contest that closes first; else the next to open; else the one that closed last."""
        return next(iter(self.ahead(now)), None) or max(self, key=lambda contest: contest.deadline)
