"""What Telegram says no to, with its error codes and texts, and what happens when the network fails."""

from enum import StrEnum
from typing import Any


class RefusalError(Exception):
    """An answer with `ok: false`, as the Bot API gives it.

    `retry_after` is in seconds and comes with code 429 alone.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class ConnectionLostError(Exception):
    """The connection ends and no answer comes: the caller cannot know whether the call was performed."""


class NoAnswerError(Exception):
    """The connection stays open and no answer comes, until the caller gives up."""


class Hindrance(StrEnum):
    """Why somebody on the demo's page cannot do something; its dictionaries have words for each."""

    EMPTY = "empty"
    TEXT_TOO_LONG = "text_too_long"
    CAPTION_TOO_LONG = "caption_too_long"
    ALBUM = "album"
    FILE = "file"
    BLOCKED = "blocked"
    NOT_FORWARDED = "not_forwarded"
    GONE = "gone"
    """A message or a button that is there no more."""
    OUT_OF_REACH = "out_of_reach"
    """A date that the clock cannot show."""
    STARTING = "starting"
    OTHER = "other"
    """What the page itself does not ask for."""


class NotPossibleError(Exception):
    """A person tries what no Telegram app offers, such as tapping a button that is not there."""

    def __init__(self, sentence: str, hindrance: Hindrance = Hindrance.OTHER) -> None:
        super().__init__(sentence)
        self.hindrance = hindrance


def bad_request(reason: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusalError:
    return RefusalError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {reason}")
