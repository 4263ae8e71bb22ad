"""What becomes of an update that cannot be handled."""

from dataclasses import dataclass

LAST_ATTEMPT = 3
"""Trouble that passes is tried again unseen; the last time, the person hears of it and the update is set aside."""


@dataclass(frozen=True)
class Failure:
    """The last attempt failed too; the reason quotes nothing that a person wrote."""

    reason: str
