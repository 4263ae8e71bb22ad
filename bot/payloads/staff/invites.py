"""Links by which somebody joins the staff."""

from typing import Annotated

from pydantic import StringConstraints

from bot.payloads.payload import Payload, Token

Rights = Annotated[str, StringConstraints(pattern=r"^[a-z.]{0,40}$")]
"""Rights with a dot between them, in their order."""


class NewStaff(Payload, prefix="newstaff"):
    """The rights that come with a link, being chosen."""

    rights: Rights = ""


class InviteStaff(Payload, prefix="stafflink"):
    rights: Rights


class StaffInviteCard(Payload, prefix="staffinv"):
    """A link that nobody has used yet."""

    token: Token


class RevokeStaffInvite(Payload, prefix="staffrev"):
    token: Token


class JoinStaff(Payload, prefix="joinstaff"):
    token: Token
