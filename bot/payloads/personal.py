"""What is kept of a person."""

from bot.payloads.payload import Number, Payload, PersonId


class MyData(Payload, prefix="mydata"):
    pass


class ExportData(Payload, prefix="export"):
    pass


class DeleteData(Payload, prefix="forget"):
    pass


class KeepData(Payload, prefix="keepdata"):
    """Below the question whether the data of somebody silent should stay."""


class DataRules(Payload, prefix="datarules"):
    """For staff: what is kept of people."""


class BreachMessage(Payload, prefix="breach"):
    """For staff: what to say where data got into other hands."""


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
