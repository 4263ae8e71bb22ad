"""Staff and their rights."""

from bot.access import Right
from bot.payloads.payload import Payload, PersonId


class StaffMenu(Payload, prefix="staff"):
    """What a member of the staff may do, by their rights."""


class StaffList(Payload, prefix="stafflist"):
    pass


class StaffMemberCard(Payload, prefix="staff1"):
    person: PersonId


class SetRight(Payload, prefix="setright"):
    """`sure` is said where people would take from themselves what they need to give it back."""

    person: PersonId
    right: Right
    given: bool
    sure: bool = False


class RemoveStaff(Payload, prefix="unstaff"):
    """`sure` is said on a screen of its own."""

    person: PersonId
    sure: bool = False
