"""Whether one may take part."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from bot.payloads.payload import Payload
from content.models.base import ContestId


class EligibilityAnswer(StrEnum):
    """What an answer means for taking part, rather than its word: a question may be put the other way round."""

    FINE = "f"
    HARMS = "h"
    UNKNOWN = "u"


Answered = Annotated[str, StringConstraints(pattern="^[fhu]{0,40}$")]
"""An `EligibilityAnswer` a question, so that nothing is stored."""


class EligibilityCheck(Payload, prefix="may"):
    """The check whether one may take part. Of old buttons `answers` are in the order of the announcement."""

    contest: ContestId
    answers: Answered = ""


class EligibilityInTime(Payload, prefix="maynow"):
    """The same, in the order in which one can know."""

    contest: ContestId
    answers: Answered = ""
