"""Becoming a listed consultant, and who is one."""

from bot.payloads.payload import Payload, PersonId, Token
from content.models.base import ContestId, ItemId


class BecomeConsultant(Payload, prefix="consult"):
    pass


class JoinAsConsultant(Payload, prefix="joinc"):
    token: Token


class ConsultantList(Payload, prefix="staffc"):
    """For staff: who of the listed consultants is linked."""

    contest: ContestId


class LinkedConsultantCard(Payload, prefix="staffc1"):
    contest: ContestId
    consultant: ItemId


class InviteConsultant(Payload, prefix="invitec"):
    contest: ContestId
    consultant: ItemId


class UnlinkConsultant(Payload, prefix="unlink"):
    contest: ContestId
    consultant: ItemId
    person: PersonId
