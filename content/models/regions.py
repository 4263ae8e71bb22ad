"""The regions and who answers for them (regions.yaml)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from content.models.base import Finding, Item, ItemId, Source, Strict, Text, Words, Zone, unique


class Phone(Strict):
    """A number as printed. `flaw` is set where the printed number cannot be dialled."""

    printed: Words
    flaw: Text | None = None


class Consultant(Strict):
    id: ItemId
    name: Words
    phone: Phone


class LaterName(Strict):
    """A name that came after the announcement: a renamed city, a region carved out of another."""

    name: Text
    since: date
    aliases: tuple[Words, ...] = ()
    note: Text


class Region(Item):
    name: Text
    short: Text
    printed: Words
    zone: Zone
    consultant: ItemId
    phone: Phone | None = None
    aliases: tuple[Words, ...] = ()
    later: tuple[LaterName, ...] = ()


class Regions(Strict):
    """The regions and who answers for them (regions.yaml).

    `answer_hours` are the working hours in which a question should be answered: our own aim, the announcement names
    none.
    """

    source: Source
    text: Text
    as_of: date
    answer_hours: Annotated[int, Field(ge=1, le=80)] = 8
    consultants: tuple[Consultant, ...]
    regions: tuple[Region, ...]

    def region(self, item_id: str | None) -> Region | None:
        return next((region for region in self.regions if region.id == item_id), None)

    def consultant(self, item_id: str | None) -> Consultant | None:
        return next((consultant for consultant in self.consultants if consultant.id == item_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("regions", (item.id for item in self.regions))
        yield from unique("consultants", (item.id for item in self.consultants))
        known = {consultant.id for consultant in self.consultants}
        for index, region in enumerate(self.regions):
            if region.consultant not in known:
                yield ("regions", index, "consultant"), f"no consultant has the id {region.consultant!r}"
        for index, consultant in enumerate(self.consultants):
            if all(region.consultant != consultant.id for region in self.regions):
                yield ("consultants", index, "id"), f"{consultant.name} answers for no region"
