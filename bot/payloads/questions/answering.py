"""An answer being written, and words that may belong to one."""

from bot.payloads.payload import Number, Payload


class GiveWords(Payload, prefix="givewords"):
    """What was written for no question belongs to this one; `send`: and goes at once, as it is shown."""

    question: Number
    send: bool = False


class OwnWords(Payload, prefix="ownwords"):
    """It is the writer's own question."""


class DropWords(Payload, prefix="dropwords"):
    """It is for nobody."""
