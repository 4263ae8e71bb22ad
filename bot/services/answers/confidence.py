"""How sure a reply is: whether the likeliest answer is shown alone, two or three are, or none.

The bounds were chosen with questions in view that the ranking was not tuned on: every other one of the development
questions. `python -m tests.bench.plain_words FILE` says what they do to others.
"""

from enum import StrEnum

from bot.services.answers.answer_index import PartReply
from bot.services.answers.ranking import Candidate

SURE, APART = 0.85, 0.2
"""From this likelihood on an answer is shown alone, if the next is so much less likely."""
LIKELY = 0.1
"""Below it an answer is not shown at all."""
SHARE = 0.25
"""And below this part of the likelihood of the first."""
KNOWN = 0.42
"""What has less in common with all that the contest speaks of is hardly about it."""
HARDLY, EVEN = 0.3, 0.05
PERHAPS = 0.5
NEARER, ELSEWHERE, FARTHER, WHOLLY = 0.42, 0.5, 0.65, 0.9
"""From this nearness on to what people ask of others: where no answer is likely, where one is, where one is sure."""


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"


def verdict(reply: PartReply) -> Certainty:
    best = reply.candidates[0] if reply.candidates else None
    if _elsewhere(reply, best):
        return Certainty.ELSEWHERE
    if best is None or best.likelihood < (LIKELY if reply.known >= KNOWN else 3 * LIKELY):
        return Certainty.UNSURE
    rival = reply.candidates[1].likelihood if len(reply.candidates) > 1 else 0.0
    return Certainty.SURE if best.likelihood >= SURE and best.likelihood - rival >= APART else Certainty.LIKELY


def shown(reply: PartReply, most: int) -> tuple[Candidate, ...]:
    """The answers that may be meant, as many as are likely enough beside the first."""
    if not reply.candidates:
        return ()
    least = max(LIKELY / 2, SHARE * reply.candidates[0].likelihood)
    return tuple(each for each in reply.candidates[:most] if each.likelihood >= least)


def _elsewhere(reply: PartReply, best: Candidate | None) -> bool:
    if best is None:
        return reply.elsewhere >= NEARER
    if best.likelihood < HARDLY:
        return reply.elsewhere >= NEARER and reply.elsewhere > best.signs.nearest - EVEN
    enough = ELSEWHERE if best.likelihood < PERHAPS else FARTHER if best.likelihood < SURE else WHOLLY
    return reply.elsewhere > best.signs.nearest and reply.elsewhere >= enough
