"""A spell of trouble in the log: a line when it begins and one when it is over, however often it is met meanwhile."""

import logging
from collections.abc import Hashable
from time import monotonic


class Spell:
    """Who met the trouble is kept until they got through: what goes well for others does not end it."""

    def __init__(self, logger: logging.Logger, over: str) -> None:
        self._logger = logger
        self._over = over
        self._who: set[Hashable] = set()
        self._said: set[str] = set()
        self._times = 0
        self._since = 0.0

    def met(self, words: str, who: Hashable = None) -> None:
        """Somebody met it; only words that were not said before in this spell come into the log."""
        if not self._who:
            self._since = monotonic()
        self._who.add(who)
        self._times += 1
        if words not in self._said:
            self._said.add(words)
            self._logger.warning("%s", words)

    def passed(self, who: Hashable = None) -> None:
        """Somebody got through, whether they had met it or not."""
        if who not in self._who:
            return
        self._who.discard(who)
        if not self._who:
            seconds = monotonic() - self._since
            self._logger.warning("%s; the trouble was met %s times in %.0f s", self._over, self._times, seconds)
            self._said.clear()
            self._times = 0
