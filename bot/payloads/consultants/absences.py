"""Consultants who are away."""

from typing import Annotated

from pydantic import Field

from bot.payloads.payload import OptionalDay, Payload


class AbsenceCard(Payload, prefix="away"):
    pass


class SetAbsence(Payload, prefix="setaway"):
    """Without a start one is back, without an end that is still asked for.

    `substitute` is a person, 0 for staff.
    """

    starts: OptionalDay = None
    ends: OptionalDay = None
    substitute: Annotated[int, Field(ge=0, le=2**52)] = 0


class PassAllQuestions(Payload, prefix="passall"):
    """One's own open questions, to who stands in."""
