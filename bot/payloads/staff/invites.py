"""Links by which somebody joins the staff."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.payloads.payload import Payload

Rights = Annotated[str, StringConstraints(pattern=r"^[a-z.]{0,40}$")]
"""Rights with a dot between them, in their order."""


class NewStaff(Payload, prefix="newstaff"):
    """The rights that come with a link, being chosen."""

    rights: Rights = ""


class InviteStaff(Payload, prefix="stafflink"):
    rights: Rights


class StaffInviteCard(Payload, prefix="staffinv"):
    """A link that nobody has used yet."""

    token: Annotated[str, Field(max_length=32)]


class RevokeStaffInvite(Payload, prefix="staffrev"):
    token: Annotated[str, Field(max_length=32)]


class JoinStaff(Payload, prefix="joinstaff"):
    token: Annotated[str, Field(max_length=32)]
