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
from bot.services.answers.naming import kinds
from bot.services.answers.ranking.likelihood import Signs
from bot.services.answers.ranking.ranking import Candidate

SURE = 0.92
"""From this chance on that it is right an answer is shown alone."""
LIKELY = 0.35
"""Below it the answers that come near are shown as no more than that."""
DOUBTFUL, ELSEWHERE = 0.15, 0.4
"""From these chances on that nothing of the contest is meant: no answer is shown, and the menu is."""
OTHERS, NEAR_OTHERS = 1.5, 0.5
"""What sounds less like what others are asked is not understood, rather than for others."""
NAME, JUST_SO = 0.2, 0.9
"""What is left of the chance to be for others where nothing but a name was typed, or what is known to be asked."""
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
    1.9,
    {
        "fit": -0.2,
        "share": -0.2,
        "shares": -0.65,
        "margin": -0.17,
        "nearest": -0.39,
        "whole": 0.41,
        "said": -2.89,
        "known": -0.27,
        "asked": -2.16,
        "named": -0.68,
        "other": 0.12,
        "silent": 0.02,
        "elsewhere": 5.47,
        "elsewhere_over": 3.95,
        "known_at_all": -1.14,
        "strange": 0.26,
        "everyday": 0.94,
        "others": 0.5,
        "few": 2.89,
        "item": -0.88,
        "region": 0.03,
        "asks": 0.41,
        "amount": -1.39,
        "number": -0.5,
        "whether": 0.31,
    },
)
RIGHT = Chance(
    -3.76,
    {
        "fit": 0.29,
        "share": 1.98,
        "shares": 0.36,
        "margin": 0.26,
        "nearest": -1.84,
        "whole": 0.24,
        "said": -0.9,
        "known": 1.1,
        "asked": 1.19,
        "named": 0.19,
        "other": -0.23,
        "silent": -0.38,
        "elsewhere": -1.2,
        "elsewhere_over": -3.86,
        "known_at_all": 1.35,
        "strange": 0.95,
        "everyday": -0.84,
        "others": -0.08,
        "few": -0.24,
        "item": -0.23,
        "region": 0.23,
        "asks": -0.48,
        "amount": 0.82,
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
    """A mere name of what the contest has is about it, however everyday it sounds; so is what is known to be asked."""
    nearest = reply.candidates[0].signs.nearest if reply.candidates else 0.0
    just_so = nearest >= JUST_SO and nearest > reply.elsewhere
    named = reply.tags and not reply.part.rest and reply.elsewhere < JUST_SO
    return NAME if just_so or named else 1.0


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
