"""What Telegram says no to, with its error codes and texts, and what happens when the network fails."""

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


class NotPossibleError(Exception):
    """A person tries what no Telegram app offers, such as tapping a button that is not there."""


def bad_request(reason: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> RefusalError:
    return RefusalError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {reason}")
