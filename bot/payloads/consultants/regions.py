"""The region and its consultant."""

from bot.payloads.payload import Number, Payload


class RegionList(Payload, prefix="regions"):
    contest: str


class SetRegion(Payload, prefix="region"):
    """`later` counts from 1 the name, of those that came after the announcement, by which the region was found."""

    contest: str
    region: str
    later: Number = 0


class ConsultantCard(Payload, prefix="who"):
    """Who answers for a region; without one, for the person's own."""

    contest: str
    region: str = ""
    later: Number = 0


class SendContact(Payload, prefix="contact"):
    contest: str
    region: str
