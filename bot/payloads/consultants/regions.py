"""The region and its consultant."""

from typing import Literal

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId, ItemId


class RegionList(Payload, prefix="regions"):
    contest: ContestId


class SetRegion(Payload, prefix="region"):
    """`later` counts from 1 the name, of those that came after the announcement, by which the region was found."""

    contest: ContestId
    region: ItemId
    later: Number = 0


class ConsultantCard(Payload, prefix="who"):
    """Who answers for a region; without one, for the person's own."""

    contest: ContestId
    region: ItemId | Literal[""] = ""
    later: Number = 0


class SendContact(Payload, prefix="contact"):
    contest: ContestId
    region: ItemId
