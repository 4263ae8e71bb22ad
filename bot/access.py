"""What staff may do. Owners, whom the settings name, may do everything; the others what they were given."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Right(StrEnum):
    ANNOUNCE = "announce"
    ANSWER = "answer"
    """Questions that no consultant answers, and everything consultants do."""
    CONTEST = "contest"
    """Deadline, consultants, holidays, the files of a contest."""
    STAFF = "staff"
    """Who else is staff."""


EVERYTHING = frozenset(Right)
COORDINATORS = (Right.CONTEST, Right.ANSWER)
"""Look after consultants: those who look after a contest, and those whom its questions come to without a consultant."""


class Access:
    """Who may do what now; asked at every action, so that a right taken away counts at once."""

    def __init__(self, owners: Collection[int] = ()) -> None:
        self.owners = frozenset(owners)
        self._members: Mapping[int, frozenset[Right]] = {}

    def set_members(self, members: Mapping[int, frozenset[Right]]) -> None:
        """Takes over what the database says of the staff besides the owners."""
        self._members = dict(members)

    def found(self, person_id: int, rights: str) -> None:
        """Takes over what the database says of one of them; names of rights, apart by spaces."""
        known = frozenset(Right(word) for word in rights.split() if word in set(Right))
        if known != self._members.get(person_id, frozenset()):
            self._members = {**self._members, person_id: known}

    def rights(self, person_id: int) -> frozenset[Right]:
        return EVERYTHING if person_id in self.owners else self._members.get(person_id, frozenset())

    @property
    def everybody(self) -> frozenset[int]:
        """Who may anything at all."""
        return self.owners | {person for person, rights in self._members.items() if rights}

    def who_may(self, right: Right) -> frozenset[int]:
        return self.owners | {person for person, rights in self._members.items() if right in rights}
