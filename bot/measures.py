"""What the bot has done since it began, as mere numbers: counted always, shown to whoever asks for them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds. A tap takes some hundredths of one."""
NETWORK = "network"
"""The code of a call that nobody answered."""


@dataclass
class Durations:
    """How long something took, each time: how often at most that long, and how long altogether."""

    up_to: list[int] = field(default_factory=lambda: [0] * (len(STEPS) + 1))
    """For each step those that took no longer, and more than the step before; the last took longer than any."""
    total: float = 0.0

    def add(self, seconds: float) -> None:
        self.up_to[sum(seconds > step for step in STEPS)] += 1
        self.total += seconds


class Measures:
    """Names are kinds of updates and methods of the Bot API: nothing in here says whose they were."""

    def __init__(self) -> None:
        self.updates = Counter[tuple[str, str]]()
        """By kind and outcome."""
        self.handling: dict[str, Durations] = {}
        """By kind: from the beginning of a turn to its end."""
        self.calls = Counter[tuple[str, str]]()
        """Of the Bot API, by method and code."""
        self.serving = False
        """Whether people are served by now: not while one stands by, starts or stops."""
        self._answered_at: float | None = None
        self._came_at: float | None = None

    @contextmanager
    def turn(self, kind: str) -> Iterator[None]:
        begun = monotonic()
        try:
            yield
        finally:
            self.handling.setdefault(kind, Durations()).add(monotonic() - begun)

    def called(self, method: str, code: str) -> None:
        self.calls[method, code] += 1
        if code != NETWORK and int(code) < 500:  # noqa: PLR2004  a server's trouble is no answer
            self.answered()

    def answered(self) -> None:
        """Telegram was heard of."""
        self._answered_at = monotonic()

    def came(self) -> None:
        """Telegram brought something."""
        self.answered()
        self._came_at = monotonic()

    @property
    def since_answer(self) -> float | None:
        """Seconds since Telegram was heard of; None before it ever was."""
        return _since(self._answered_at)

    @property
    def since_update(self) -> float | None:
        """Seconds since an update came; None before one ever did."""
        return _since(self._came_at)


def _since(moment: float | None) -> float | None:
    return None if moment is None else monotonic() - moment
