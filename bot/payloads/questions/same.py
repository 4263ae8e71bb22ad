"""Questions that ask the same."""

from bot.payloads.payload import Number, Payload


class SameQuestions(Payload, prefix="same"):
    """Open ones that are like this one."""

    question: Number


class SendSame(Payload, prefix="sendsame"):
    """The answer to this one answers another, or with 0 all that are like it."""

    question: Number
    other: Number = 0


class JoinQuestion(Payload, prefix="joinq"):
    """The other becomes a part of this one: both are of the same person."""

    question: Number
    other: Number
