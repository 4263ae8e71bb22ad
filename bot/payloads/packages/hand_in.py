"""The steps of handing in."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId, ItemId
from storage.packages.packages import FIRST


class StepList(Payload, prefix="steps"):
    contest: ContestId
    package: Number = FIRST


class StepCard(Payload, prefix="step"):
    contest: ContestId
    step: ItemId
    package: Number = FIRST


class SetStep(Payload, prefix="did"):
    """`value` is `done`, `todo`, or the id of the way in which it was done. The last step is asked about first."""

    contest: ContestId
    step: ItemId
    value: str
    package: Number = FIRST


class HandedIn(Payload, prefix="handed"):
    """That everything is really handed in, which ends the reminders; `value` as for the last step."""

    contest: ContestId
    value: str
    package: Number
