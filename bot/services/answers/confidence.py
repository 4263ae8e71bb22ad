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
JUST_SO_SURE = 0.87
"""The same where it is asked for just as people are known to ask for it."""
LIKELY = 0.5
"""Below it the answers that come near are shown as no more than that."""
DOUBTFUL, ELSEWHERE = 0.25, 0.5
"""From these chances on that nothing of the contest is meant: no answer is shown, and the menu is."""
OTHERS, NEAR_OTHERS = 1.5, 0.5
"""What sounds less like what others are asked is not understood, rather than for others."""
NAME, JUST_SO = 0.2, 0.9
"""What is left of the chance to be for others where nothing but a name was typed, or what is known to be asked."""
SHARE = 0.02
"""Below this part of the share of the first an answer is not shown beside it."""
OPEN_SHARE = 0.01
"""The same for one that says that the announcement leaves it open."""
RIVAL = 1.0
"""Less than this far ahead of an answer of another kind none is sure."""
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
        return 1 / (1 + exp(-self.base - sum(weight * seen[name] for name, weight in self.weights.items())))


OFF = Chance(
    0.29,
    {
        "amount": -0.55,
        "asked": -0.92,
        "asks": -0.54,
        "elsewhere": 4.69,
        "elsewhere_over": 1.59,
        "elsewhere_sq": 3.98,
        "everyday": 2.57,
        "few": 2.81,
        "fit": -0.11,
        "item": -1.3,
        "known_at_all": -1.59,
        "margin": 0.09,
        "meant": -0.48,
        "named": -1.37,
        "near": -0.37,
        "number": -0.32,
        "one_word": 0.13,
        "others": 0.3,
        "others_few": 0.88,
        "region": 0.19,
        "rest": -1.0,
        "row": -0.19,
        "said": -0.88,
        "said_of_few": -5.9,
        "share": -0.59,
        "shares": -1.11,
        "silent": 0.98,
        "silent_near": 0.03,
        "single": 0.54,
        "strange": 0.65,
        "strange_many": 3.55,
        "unnamed": 0.75,
        "whether": 0.56,
        "whole": -0.45,
        "whole_known": -0.19,
    },
)
RIGHT = Chance(
    0.53,
    {
        "amount": -0.71,
        "asked": 0.53,
        "asks": -0.54,
        "elsewhere": 0.41,
        "elsewhere_over": -3.59,
        "elsewhere_sq": -3.19,
        "everyday": -0.17,
        "few": -1.61,
        "fit": 0.17,
        "item": -0.12,
        "known_at_all": -1.48,
        "margin": 0.23,
        "meant": 0.2,
        "named": -0.72,
        "near": 1.77,
        "nearest": -1.23,
        "number": -0.33,
        "one_word": 0.45,
        "others": -0.05,
        "others_few": -0.18,
        "region": 0.31,
        "rest": -0.52,
        "row": -0.44,
        "said": -0.41,
        "said_of_few": 0.92,
        "share": 2.36,
        "silent": 0.54,
        "silent_near": 0.08,
        "single": -0.63,
        "strange": 0.69,
        "strange_many": -3.67,
        "whole": -2.16,
        "whole_known": 1.18,
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
    enough = JUST_SO_SURE if reply.candidates[0].signs.nearest >= JUST_SO else SURE
    return Certainty.SURE if right >= enough and _alone(reply.candidates) else Certainty.LIKELY


def _alone(found: Sequence[Candidate]) -> bool:
    """Whether no answer of another kind comes near the first."""
    others = (each for each in found if each.answer.id != found[0].answer.id)
    return all(found[0].fit - each.fit >= RIVAL for each in others)


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
    """The answers that may be meant, as many as are likely enough beside the first.

    One that says that the announcement leaves it open is among them sooner than others: a near fact is no answer.
    """
    if not reply.candidates:
        return ()
    best = reply.candidates[0].likelihood
    found = tuple(each for each in reply.candidates[:most] if each.likelihood >= SHARE * best)
    if any(each.answer.silent for each in found):
        return found
    left_open = (each for each in reply.candidates if each.answer.silent and each.likelihood >= OPEN_SHARE * best)
    first = next(left_open, None)
    return found if first is None else (*found[: most - 1], first)


def _seen(reply: PartReply) -> Mapping[str, float]:
    found = reply.candidates
    signs = found[0].signs if found else Signs()
    named, asked = kinds(reply.tags), reply.part.asked
    first_open = max((each.fit for each in found if each.answer.silent), default=-FARTHEST)
    behind = max(-FARTHEST, first_open - found[0].fit) if found and not found[0].answer.silent else 0.0
    return {
        "fit": found[0].fit if found else 0.0,
        "share": found[0].likelihood if found else 1.0,
        "shares": sum(each.likelihood for each in found[:3]) if found else 1.0,
        "margin": min(FARTHEST, found[0].fit - found[1].fit) if len(found) > 1 else FARTHEST,
        "nearest": signs.nearest,
        "whole": signs.whole,
        "said": signs.said,
        "asked": signs.asked,
        "named": signs.named,
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
        "silent_near": behind,
        "rest": signs.rest,
        "row": signs.row,
        "unnamed": signs.unnamed,
        "near": signs.near,
        "whole_known": signs.whole_known,
        "said_of_few": signs.said_of_few,
        "meant": signs.meant,
        "single": signs.single,
        "one_word": float(reply.words <= 1),
        "others_few": reply.others / (1 + reply.words),
        "elsewhere_sq": reply.elsewhere**2,
        "strange_many": reply.strange * (1 - 1 / (1 + reply.words)),
    }
