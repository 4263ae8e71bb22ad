"""How sure a reply is: whether the best answer is shown alone, two or three are, none is, or the menu instead.

Two sums of what is seen of a question and of its best answer, each read as a chance: that it is not about the contest
at all, and that the best answer is right. The weights were fitted to the development questions, and the bounds chosen
by those of them that had been left out; `python -m tests.bench.plain_words FILE` says what they do to others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from bot.services.answers.answer_index import PartReply
from bot.services.answers.likelihood import Signs
from bot.services.answers.naming import kinds
from bot.services.answers.ranking import Candidate

SURE = 0.92
"""From this chance on that it is right an answer is shown alone."""
LIKELY = 0.35
"""Below it the answers that come near are shown as no more than that."""
DOUBTFUL, ELSEWHERE = 0.15, 0.4
"""From these chances on that nothing of the contest is meant: no answer is shown, and the menu is."""
OTHERS, NEAR_OTHERS = 0.5, 0.5
"""What sounds less like what others are asked is not understood, rather than for others."""
NAME = 0.2
"""What is left of the chance to be for others where nothing but a name was typed."""
SHARE = 0.1
"""Below this part of the share of the first an answer is not shown beside it."""
FARTHEST = 3.0
"""More than this far behind the first an answer is no rival to it."""


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Chance:
    base: float
    weights: Mapping[str, float]

    def of(self, seen: Mapping[str, float]) -> float:
        return 1 / (1 + exp(-self.base - sum(self.weights[name] * value for name, value in seen.items())))


OFF = Chance(
    2.11,
    {
        "fit": -0.22,
        "share": -0.05,
        "shares": -0.71,
        "margin": -0.13,
        "nearest": -0.67,
        "whole": 0.11,
        "said": -2.65,
        "known": 0.11,
        "asked": -2.2,
        "named": -0.72,
        "other": 0.15,
        "silent": -0.03,
        "elsewhere": 4.97,
        "elsewhere_over": 4.21,
        "known_at_all": -0.98,
        "strange": 0.14,
        "everyday": 1.02,
        "others": 0.52,
        "few": 2.97,
        "item": -0.89,
        "region": 0.03,
        "asks": 0.37,
        "amount": -1.36,
        "number": -0.43,
        "whether": 0.33,
    },
)
RIGHT = Chance(
    -3.79,
    {
        "fit": 0.3,
        "share": 1.9,
        "shares": 0.38,
        "margin": 0.27,
        "nearest": -1.7,
        "whole": 0.2,
        "said": -0.96,
        "known": 0.91,
        "asked": 1.2,
        "named": 0.21,
        "other": -0.12,
        "silent": -0.41,
        "elsewhere": -1.17,
        "elsewhere_over": -3.8,
        "known_at_all": 1.33,
        "strange": 0.98,
        "everyday": -0.82,
        "others": -0.09,
        "few": -0.35,
        "item": -0.27,
        "region": 0.21,
        "asks": -0.47,
        "amount": 0.83,
        "number": 0.01,
        "whether": 0.4,
    },
)


@dataclass(frozen=True)
class Assurance:
    """A question of a message: how sure its answers are, and whether they may be shown at all."""

    certainty: Certainty
    right: float
    """The chance that its best answer is right."""
    doubtful: bool


def judged(replies: Sequence[PartReply]) -> list[Assurance]:
    """Each question of a message. One of them about the contest means that the others are about it too."""
    seen = [_seen(reply) for reply in replies]
    off = min((OFF.of(each) * _own(reply) for reply, each in zip(replies, seen, strict=True)), default=1.0)
    rights = map(RIGHT.of, seen)
    return [
        Assurance(_certainty(reply, off, right), right, off >= DOUBTFUL)
        for reply, right in zip(replies, rights, strict=True)
    ]


def _certainty(reply: PartReply, off: float, right: float) -> Certainty:
    if off >= ELSEWHERE and _of_others(reply):
        return Certainty.ELSEWHERE
    if not reply.candidates or off >= DOUBTFUL or right < LIKELY:
        return Certainty.UNSURE
    return Certainty.SURE if right >= SURE else Certainty.LIKELY


def _own(reply: PartReply) -> float:
    """A mere name of what the contest has is about it, however everyday it sounds."""
    return NAME if reply.tags and not reply.part.rest else 1.0


def _of_others(reply: PartReply) -> bool:
    """Whether it sounds like what people ask of others, and not just like nothing that is known."""
    return reply.others >= OTHERS or reply.elsewhere >= NEAR_OTHERS or reply.everyday > 0


def shown(reply: PartReply, most: int) -> tuple[Candidate, ...]:
    """The answers that may be meant, as many as are likely enough beside the first."""
    if not reply.candidates:
        return ()
    least = SHARE * reply.candidates[0].likelihood
    return tuple(each for each in reply.candidates[:most] if each.likelihood >= least)


def _seen(reply: PartReply) -> Mapping[str, float]:
    found = reply.candidates
    signs = found[0].signs if found else Signs()
    named, asked = kinds(reply.tags), reply.part.asked
    return {
        "fit": found[0].fit if found else 0.0,
        "share": found[0].likelihood if found else 1.0,
        "shares": sum(each.likelihood for each in found[:3]) if found else 1.0,
        "margin": min(FARTHEST, found[0].fit - found[1].fit) if len(found) > 1 else FARTHEST,
        "nearest": signs.nearest,
        "whole": signs.whole,
        "said": signs.said,
        "known": signs.known,
        "asked": signs.asked,
        "named": signs.named,
        "other": signs.other,
        "silent": signs.silent,
        "elsewhere": reply.elsewhere,
        "elsewhere_over": max(0.0, reply.elsewhere - signs.nearest),
        "known_at_all": reply.known,
        "strange": reply.strange,
        "everyday": reply.everyday,
        "others": reply.others,
        "few": 1 / (1 + reply.words),
        "item": float(bool(named - {"region"})),
        "region": float("region" in named),
        "asks": float(bool(asked)),
        "amount": float("amount" in asked),
        "number": float("number" in asked and "amount" not in asked),
        "whether": float("whether" in asked),
    }
