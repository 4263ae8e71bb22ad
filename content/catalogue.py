"""All contests, and which of them count now."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from content.models import Contest
from content.rules.dates import Status, opens, status

T = TypeVar("T")


class Catalogue:
    """Contests by id. There is at least one. `folder` is where those that came with the bot stand."""

    def __init__(self, contests: Mapping[str, Contest], folder: Path | None = None) -> None:
        self._contests = dict(contests)
        self._made: dict[tuple[str, str], Any] = {}
        self.folder = folder

    def put(self, contest: Contest, made: Mapping[str, Any]) -> None:
        """Serves a contest from now on, with what was made of it; takes the place of the one with its id."""
        self._contests[contest.id] = contest
        self._made = {key: each for key, each in self._made.items() if key[0] != contest.id}
        self._made |= {(contest.id, name): each for name, each in made.items()}

    def take_away(self, contest_id: str) -> None:
        """Serves a contest no more, nor what was made of it."""
        self._contests = {key: each for key, each in self._contests.items() if key != contest_id}
        self._made = {key: each for key, each in self._made.items() if key[0] != contest_id}

    def came_with_bot(self, contest_id: str) -> bool:
        """Whether there is a folder of it, so that it is served without anybody having published it."""
        return self.folder is None or (self.folder / contest_id).is_dir()

    def made(self, contest_id: str, name: str, make: Callable[[Contest], T]) -> T:
        """Something large made of a contest, once, and kept with it. Raises KeyError where it is not kept."""
        key = contest_id, name
        if key not in self._made:
            self._made[key] = make(self._contests[contest_id])
        return cast("T", self._made[key])

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
        """The open contest that closes first; else the next to open; else the one that closed last, archived or not."""
        ahead = next(iter(self.ahead(now)), None)
        return ahead or max(self, key=lambda contest: (contest.contest.archived is None, contest.deadline))
