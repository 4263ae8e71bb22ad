"""The stages that a contest goes through, from taking applications to results."""

from collections.abc import Iterator
from datetime import date

from content.models.base import Finding, Item, Text, unique
from content.models.complaint import Complaint
from content.models.written_dates import WrittenDay


class Stage(Item):
    """A stage with its first and last day; a day that is left out is not stated.

    `plain` says in our words what it means for an applicant. In a stage that `receives`, papers are handed in: the
    first of these lasts from the opening to the deadline of the contest and has no days of its own. `remind`: people
    hear of its first day.
    """

    name: Text
    plain: Text
    text: Text | None = None
    receives: bool = False
    starts: WrittenDay | None = None
    ends: WrittenDay | None = None
    remind: bool = False


def stage_findings(stages: tuple[Stage, ...], begins: date, ends: date) -> Iterator[Finding]:
    """Days that run backwards or overlap; what is not stated is left out."""
    yield from unique("stages", (stage.id for stage in stages))
    main = next((stage for stage in stages if stage.receives), None)
    if stages and main is None:
        yield ("stages",), Complaint("no stage receives applications")
    latest: date | None = None
    for index, stage in enumerate(stages):
        first, last = stage.starts, stage.ends
        if stage is main:
            if first or last:
                yield (
                    ("stages", index),
                    Complaint("applications are taken from the opening to the deadline: leave out the days"),
                )
            first, last = begins, ends
        if first and last and last < first:
            yield ("stages", index, "ends"), Complaint("the stage {id!r} ends before it starts", id=stage.id)
        if latest and first and first < latest:
            yield (
                ("stages", index, "starts"),
                Complaint("the stage {id!r} starts before an earlier one has ended", id=stage.id),
            )
        if stage.remind and first is None:
            yield ("stages", index, "remind"), Complaint("people can be told only of a first day that is stated")
        stated = [day for day in (latest, first, last) if day]
        latest = max(stated) if stated else None
