"""Buttons in a group of those who answer. Which group it is stands in the chat, and who taps is asked each time."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId


class ConnectGroup(Payload, prefix="deskon"):
    """Everybody in the group sees the questions of the contest."""

    contest: ContestId


class DisconnectGroup(Payload, prefix="deskoff"):
    pass


class GroupTake(Payload, prefix="grtake"):
    question: Number
    taken: bool


class GroupSend(Payload, prefix="grsend"):
    """Lets go what whoever taps has written."""

    question: Number


class GroupDrop(Payload, prefix="grdrop"):
    question: Number
