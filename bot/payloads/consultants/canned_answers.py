"""Canned answers: kept by those who answer, and sent with few taps."""

from bot.payloads.payload import Number, Payload

TITLE, FILE, NO_FILE = "title", "file", "no_file"
"""Parts of an answer besides its words, which go by their language."""


class CannedAnswerList(Payload, prefix="ready"):
    """Ready-made answers; `question` is the one to answer with them, 0 to look after them."""

    question: Number = 0


class CannedAnswerCard(Payload, prefix="ready1"):
    ready: Number
    question: Number = 0


class SendCannedAnswer(Payload, prefix="sendready"):
    """`anyway`: though somebody else has taken or answered the question."""

    question: Number
    ready: Number
    anyway: bool = False


class EditCannedAnswer(Payload, prefix="editready"):
    """Its words, to be changed before they answer a question."""

    question: Number
    ready: Number


class NewCannedAnswer(Payload, prefix="newready"):
    """`shared`: for everybody who answers, by staff."""

    shared: bool = False


class WriteCannedAnswer(Payload, prefix="setready"):
    """A part of a ready-made answer to be typed or sent: its words in a language, or a file."""

    ready: Number
    part: str


class DropCannedAnswer(Payload, prefix="dropready"):
    """`sure` is said on a screen of its own."""

    ready: Number
    sure: bool = False
