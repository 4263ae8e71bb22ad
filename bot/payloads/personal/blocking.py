"""Data that rests: one's own, and that of people whom staff name."""

from bot.payloads.payload import Number, Payload, PersonId


class RestData(Payload, prefix="restdata"):
    """To have the own data rest; `sure` is said on a screen of its own."""

    sure: bool = False


class UseData(Payload, prefix="usedata"):
    """To end that."""


class BlockList(Payload, prefix="blocks"):
    """For staff: whose data rests, and a place to name somebody else."""

    page: Number = 1


class BlockCard(Payload, prefix="block1"):
    person: PersonId


class SetBlocked(Payload, prefix="setblock"):
    """`sure` is said on a screen of its own."""

    person: PersonId
    blocked: bool
    sure: bool = False
