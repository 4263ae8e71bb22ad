"""The regions and who answers for them (regions.yaml)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from content.models.application.submission import Hours
from content.models.base import Finding, Item, ItemId, Source, Strict, Text, Words, Zone, unique
from content.models.complaint import Complaint
from content.models.written_dates import WrittenDay


class Phone(Strict):
    """A number as printed. `flaw` is set where the printed number cannot be dialled.

    `service`: a short number, as 1414, which is dialled as it stands and within the country alone.
    """

    printed: Words
    service: bool = False
    flaw: Text | None = None


class Consultant(Strict):
    """Somebody who answers. `spelled` is the name in each language, where it is printed in both."""

    id: ItemId
    name: Words
    spelled: Text | None = None
    phone: Phone
    hours: Text | None = None

    @property
    def called(self) -> Text:
        """The name as people of each language read it."""
        return self.spelled or Text(kk=self.name, ru=self.name)


class CallCentre(Strict):
    """A number that everybody may call, of nobody in particular."""

    name: Text
    phone: Phone
    hours: Text | None = None
    source: Source


class LaterName(Strict):
    """A name that came after the announcement: a renamed city, a region carved out of another."""

    name: Text
    since: WrittenDay
    aliases: tuple[Words, ...] = ()
    note: Text


class Region(Item):
    """`consultant` is the one who answers first; `also` are others whom the announcement names for the region."""

    name: Text
    short: Text
    printed: Words
    zone: Zone
    consultant: ItemId
    also: tuple[ItemId, ...] = ()
    phone: Phone | None = None
    aliases: tuple[Words, ...] = ()
    later: tuple[LaterName, ...] = ()


class Regions(Strict):
    """The regions and who answers for them (regions.yaml).

    Without regions the first consultant answers for everybody; without consultants there is nobody to ask but staff.
    `answer_hours` are the working hours in which a question should be answered: our own aim, the announcement names
    none. `hours` are those in which answers are given, where they are others than those in which papers are taken.
    """

    source: Source | None = None
    text: Text | None = None
    as_of: WrittenDay | None = None
    answer_hours: Annotated[int, Field(ge=1, le=80)] = 8
    hours: Hours | None = None
    call_centre: CallCentre | None = None
    consultants: tuple[Consultant, ...] = ()
    regions: tuple[Region, ...] = ()

    def region(self, item_id: str | None) -> Region | None:
        return next((region for region in self.regions if region.id == item_id), None)

    def consultant(self, item_id: str | None) -> Consultant | None:
        return next((consultant for consultant in self.consultants if consultant.id == item_id), None)

    def answering(self, region: Region | None) -> tuple[Consultant, ...]:
        """Everybody who answers for a region, the first one first; for everybody, where there are no regions."""
        if region is None:
            return () if self.regions else self.consultants
        named = (self.consultant(each) for each in (region.consultant, *region.also))
        return tuple(each for each in named if each is not None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("regions", (item.id for item in self.regions))
        yield from unique("consultants", (item.id for item in self.consultants))
        if self.hours is not None:
            yield from ((("hours", *where), what) for where, what in self.hours.findings())
        known = {consultant.id for consultant in self.consultants}
        named = {each for region in self.regions for each in (region.consultant, *region.also)}
        for index, region in enumerate(self.regions):
            if region.consultant not in known:
                yield (
                    ("regions", index, "consultant"),
                    Complaint("no consultant has the id {consultant!r}", consultant=region.consultant),
                )
            for place, each in enumerate(region.also):
                if each not in known:
                    yield ("regions", index, "also", place), Complaint("no consultant has the id {each!r}", each=each)
        for index, consultant in enumerate(self.consultants):
            if self.regions and consultant.id not in named:
                yield ("consultants", index, "id"), Complaint("{name} answers for no region", name=consultant.name)
