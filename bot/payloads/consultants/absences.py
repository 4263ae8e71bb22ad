"""Consultants who are away."""

from typing import Annotated

from pydantic import Field

from bot.payloads.payload import Payload


class AbsenceCard(Payload, prefix="away"):
    pass


class SetAbsence(Payload, prefix="setaway"):
    """`starts` and `ends` are YYMMDD; without a start one is back, without an end it is still asked for.

    `substitute` is a person, 0 for staff.
    """

    starts: str = ""
    ends: str = ""
    substitute: Annotated[int, Field(ge=0, le=2**52)] = 0


class PassAllQuestions(Payload, prefix="passall"):
    """One's own open questions, to who stands in."""
