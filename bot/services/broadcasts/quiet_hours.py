"""Whether a broadcast would ring at night where its people live."""

from datetime import datetime
from zoneinfo import ZoneInfo

from content.models import Contest
from content.rules.reminders import night_ends, quiet
from storage.broadcasts.audiences import NO_REGION, Audience, AudiencePart


def wakes(contest: Contest, audience: Audience, moment: datetime) -> datetime | None:
    """When everybody whom it goes to is awake, in UTC; None where nobody sleeps at that moment.

    Whoever named no region lives by the contest's own clock.
    """
    chosen = audience.get(AudiencePart.REGION, ())
    zones = {ZoneInfo(each.zone) for each in contest.regions.regions if not chosen or each.id in chosen}
    if not chosen or NO_REGION in chosen:
        zones.add(contest.tzinfo)
    mornings = [night_ends(moment, zone) for zone in zones if quiet(moment, zone)]
    return max(mornings, default=None)
