"""How sure a reply is: whether the best answer is shown alone, two or three are, none is, or the menu instead.

Two sums of what is seen of a question and of its best answer, each read as a chance: that it is not about the contest
at all, and that the best answer is right. The weights stand in `content/every_contest/chances.yaml`, fitted to the
sets of questions by `python -m tests.bench.fitting`; the bounds were chosen by what it says of sets left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import exp

from bot.services.answers.answer_index import PartReply
from bot.services.answers.naming import kinds
from bot.services.answers.ranking.likelihood import Signs
from bot.services.answers.ranking.ranking import Candidate
from content.answers import every_contest
from content.answers.every_contest import Weighed

SURE = 0.92
"""From this chance on that it is right an answer is shown alone."""
JUST_SO_SURE = 0.84
"""The same where it is asked for just as people are known to ask for it."""
LIKELY = 0.5
"""Below it the answers that come near are shown as no more than that."""
DOUBTFUL, ELSEWHERE = 0.15, 0.6
"""From these chances on that nothing of the contest is meant: no answer is shown, and the menu is."""
OTHERS, NEAR_OTHERS = 1.5, 0.5
"""What sounds less like what others are asked is not understood, rather than for others."""
NAME, JUST_SO = 0.1, 0.9
"""What is left of the chance to be for others where nothing but a name was typed, or what is known to be asked."""
ENOUGH = 400
"""Answers of a contest to which the chances were fitted, in round numbers."""
FEW = 1
"""Words of a question that asks nothing by itself beside a longer one."""
SHARE = 0.01
"""Below this part of the share of the first an answer is not shown beside it."""
OPEN_SHARE = 0.01
"""The same for one that says that the announcement leaves it open."""
ASKED_FOR = 0.3
"""From so much on of what is asked an answer is for that."""
MOST_OF_A_KIND = 2
"""Answers of one kind that are shown to one question."""
RIVAL = 1.5
"""Less than this far ahead of an answer of another kind none is sure."""
FARTHEST = 3.0
"""More than this far behind the first an answer is no rival to it."""


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Assurance:
    """A question of a message: how sure its answers are, and whether they may be shown at all."""

    certainty: Certainty
    right: float
    """The chance that its best answer is right."""
    doubtful: bool


def judged(replies: Sequence[PartReply]) -> list[Assurance]:
    """Each question of a message. One of them about the contest means that the others are about it too."""
    seen = [what_is_seen(reply) for reply in replies]
    chances = every_contest.chances()
    own = [
        foreign(chance(chances.off, each), reply.answers) * own_share(reply)
        for reply, each in zip(replies, seen, strict=True)
    ]
    off = min(apart(own, [standing(reply) for reply in replies]), default=1.0)
    rights = (chance(chances.right, each) for each in seen)
    return [
        Assurance(_certainty(reply, off, right), right, off >= DOUBTFUL)
        for reply, right in zip(replies, rights, strict=True)
    ]


def foreign(off: float, answers: int) -> float:
    """The chance to be for others in a contest of so many answers: where few ways to ask are known, that a question is
    none of them tells as much less.
    """
    telling = min(1.0, answers / ENOUGH)
    return off * telling / (off * telling + 1 - off)


def apart(off: Sequence[float], words: Sequence[int]) -> list[float]:
    """How likely each question of so many words is for others. One of hardly a word goes on with the longest: «и где
    подавать» after one about a divorce is about that.
    """
    most = max(range(len(words)), key=words.__getitem__, default=0)
    return [
        max(each, off[most]) if count <= FEW and count < words[most] else each
        for each, count in zip(off, words, strict=True)
    ]


def standing(reply: PartReply) -> int:
    """By how many words a question stands by itself: what is known to be asked does so, however few there are."""
    return reply.words if own_share(reply) == 1.0 else max(reply.words, FEW + 1)


def chance(weighed: Weighed, seen: Mapping[str, float]) -> float:
    return 1 / (1 + exp(-weighed.base - sum(weight * seen[name] for name, weight in weighed.weights.items())))


def _certainty(reply: PartReply, off: float, right: float) -> Certainty:
    if off >= ELSEWHERE and _of_others(reply):
        return Certainty.ELSEWHERE
    if not reply.candidates or off >= DOUBTFUL or right < LIKELY:
        return Certainty.UNSURE
    enough = JUST_SO_SURE if reply.candidates[0].signs.nearest >= JUST_SO else SURE
    return Certainty.SURE if right >= enough and alone(reply) else Certainty.LIKELY


def alone(reply: PartReply) -> bool:
    """Whether no answer of another kind comes near the first, nor one about another item where none is named."""
    first = reply.candidates[0]
    others = (each for each in reply.candidates if each.answer.id != first.answer.id)
    return not first.signs.unnamed and all(first.fit - each.fit >= RIVAL for each in others)


def own_share(reply: PartReply) -> float:
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
    found = tuple(islice(_spread(reply.candidates, SHARE * best), most))
    if not any(each.answer.silent for each in found):
        left_open = (each for each in reply.candidates if each.answer.silent and each.likelihood >= OPEN_SHARE * best)
        first = next(left_open, None)
        found = found if first is None else (*found[: most - 1], first)
    return (*found, *_beside(reply, found, most))


def _beside(reply: PartReply, found: Sequence[Candidate], most: int) -> Iterator[Candidate]:
    """One answer more: what fits the whole tale best, or something else where all of them are about the item that is
    named, since who names one may well ask of another thing.
    """
    others = [reply.overall] if reply.overall else []
    if not any(_just_that(each) for each in found):
        others += [each for each in reply.candidates if _just_that(each)]
    if len(found) == most and found[0].answer.item and len({each.answer.item for each in found}) == 1:
        others += [each for each in reply.candidates if each.answer.item != found[0].answer.item]
    shown_keys = {each.answer.key for each in found}
    return islice((each for each in others if each.answer.key not in shown_keys), 1)


def _just_that(found: Candidate) -> bool:
    """Whether an answer is about what is named, and for what is asked of it."""
    return found.signs.named > 0 and found.signs.asked >= ASKED_FOR


def _spread(found: Sequence[Candidate], least: float) -> Iterator[Candidate]:
    """Those that are likely enough, without a third of a kind: who names no item means none of so many."""
    kinds_shown: Counter[str] = Counter()
    for each in found:
        kinds_shown[each.answer.id] += 1
        if each.likelihood >= least and kinds_shown[each.answer.id] <= MOST_OF_A_KIND:
            yield each


def what_is_seen(reply: PartReply) -> Mapping[str, float]:
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
        "strongest": reply.evidence.strongest,
        "speaks_for": reply.evidence.speaks_for,
        "against": reply.evidence.against,
        "strange_many": reply.strange * (1 - 1 / (1 + reply.words)),
    }
