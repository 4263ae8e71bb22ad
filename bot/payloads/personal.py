"""What is kept of a person."""

from bot.payloads.payload import Payload


class MyData(Payload, prefix="mydata"):
    pass


class ExportData(Payload, prefix="export"):
    pass


class DeleteData(Payload, prefix="forget"):
    pass
