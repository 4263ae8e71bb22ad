"""Becoming a listed consultant, and who is one."""

from typing import Annotated

from pydantic import Field

from bot.payloads.payload import Payload, PersonId


class BecomeConsultant(Payload, prefix="consult"):
    pass


class JoinAsConsultant(Payload, prefix="joinc"):
    token: Annotated[str, Field(max_length=32)]


class ConsultantList(Payload, prefix="staffc"):
    """For staff: who of the listed consultants is linked."""

    contest: str


class LinkedConsultantCard(Payload, prefix="staffc1"):
    contest: str
    consultant: str


class InviteConsultant(Payload, prefix="invitec"):
    contest: str
    consultant: str


class UnlinkConsultant(Payload, prefix="unlink"):
    contest: str
    consultant: str
    person: PersonId
