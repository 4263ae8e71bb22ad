"""How well, and how fast, the development set of typed questions is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import replied
from content.models import Contest, Language
from content.texts.render import Texts

QUESTIONS = Path("tests/data/questions.yaml")
BEST = 3
COLUMNS = ["typed questions", "number", "top-1", "top-3", "shown and right", "shown and wrong", "slowest, ms"]

Typed = Mapping[str, Any]


@dataclass(frozen=True)
class Rates:
    """`first`, `among_three` and `shown` are shares of the questions that have an answer, `wrong` is one of all."""

    number: int
    first: float
    among_three: float
    shown: float
    wrong: float
    slowest: float
    """Seconds."""

    def row(self, name: str) -> list[str]:
        shares = (self.first, self.among_three, self.shown, self.wrong)
        return [name, str(self.number), *(f"{share:.1%}" for share in shares), f"{1000 * self.slowest:.1f}"]


def measure(index: AnswerIndex, questions: Sequence[Typed]) -> Rates:
    first = among = shown = wrong = answerable = 0
    slowest = 0.0
    for each in questions:
        begin = perf_counter()
        reply = replied(index, each["typed"])
        slowest = max(slowest, perf_counter() - begin)
        best = [answer.key for answer in reply.answers[:BEST]]
        right = [key in each["means"] for key in best]
        answerable += bool(each["means"])
        first += right[:1] == [True]
        among += any(right)
        if reply.sure is not None:
            shown += right[0]
            wrong += not right[0]
    return Rates(
        len(questions), first / answerable, among / answerable, shown / answerable, wrong / len(questions), slowest
    )


def by_language_and_half(contest: Contest) -> Mapping[str, Rates]:
    """On one half the confidence was chosen from which on an answer is shown; the other was set aside."""
    index = AnswerIndex(contest, Texts())
    questions: Sequence[Typed] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    halves = {"all": questions, "chosen on": questions[::2], "set aside": questions[1::2]}
    return {
        f"{language.value}, {name}": measure(index, [each for each in half if each["language"] == language.value])
        for name, half in halves.items()
        for language in Language
    }
