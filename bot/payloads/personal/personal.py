"""What is kept of a person."""

from bot.payloads.payload import Payload


class MyData(Payload, prefix="mydata"):
    pass


class ExportData(Payload, prefix="export"):
    pass


class ExportReadable(Payload, prefix="exportdoc"):
    """The same as a page to read."""


class DeleteData(Payload, prefix="forget"):
    pass


class KeepData(Payload, prefix="keepdata"):
    """Below the question whether the data of somebody silent should stay."""


class DataRules(Payload, prefix="datarules"):
    """For staff: what is kept of people."""


class BreachMessage(Payload, prefix="breach"):
    """For staff: what to say where data got into other hands."""
