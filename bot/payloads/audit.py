"""What staff did."""

from typing import Annotated, Literal

from pydantic import Field

from bot.payloads.payload import Number, OptionalDay, Payload

About = Literal["", "questions", "answers", "broadcasts", "contest", "staff", "data"]
"""What deeds concern; empty for all."""

Doer = Annotated[int, Field(ge=0, le=2**52)]
"""A person; 0 for anybody."""


class AuditLog(Payload, prefix="audit"):
    """What concerns one thing, was done by one person, on one day: each as far as it is said."""

    page: Number = 1
    about: About = ""
    person: Doer = 0
    day: OptionalDay = None


class AuditFile(Payload, prefix="auditx"):
    """The same as a file."""

    about: About = ""
    person: Doer = 0
    day: OptionalDay = None


class AuditPeople(Payload, prefix="auditp"):
    """To choose whose deeds are shown, of those which concern one thing and were done on one day."""

    page: Number = 1
    about: About = ""
    day: OptionalDay = None


class AuditDays(Payload, prefix="auditd"):
    """To choose the day, from `before` back."""

    about: About = ""
    person: Doer = 0
    before: OptionalDay = None
