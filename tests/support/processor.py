"""How long work may take, where a test says so: seconds of a quiet machine, of which a busy one takes more."""

from time import process_time

QUIET_SECONDS = 0.05
"""What going through a million numbers takes on a quiet core."""


def slowdown() -> float:
    """How many times as long work takes here just now, at least 1."""
    began = process_time()
    sum(number & 1 for number in range(1_000_000))
    return max(1.0, (process_time() - began) / QUIET_SECONDS)
