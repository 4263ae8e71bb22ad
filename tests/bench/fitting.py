"""Fits what is seen of a question to how likely it is for others, and its best answer to be right.

python -m tests.bench.fitting [--keep]

Reads every set of questions, judges the best answer to each by its whole text, and prints what chances fitted without a
set do to that set: each was written by somebody else, so that is what they do to strangers. With --keep, chances fitted
to all sets are written to content/every_contest/chances.yaml.
"""

import html
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.services.answers import confidence
from bot.services.answers.answer_index import AnswerIndex, PartReply
from content.answers.answer import Answer
from content.answers.every_contest import FOLDER
from content.loader import load_contest
from content.models import Language
from content.texts.render import Texts
from tests.bench.contestants import CONTENT
from tests.bench.figures import table
from tests.bench.plain_words import LANGUAGES, NOT_SAID, Facts, folded, holds, read

QUESTIONS = Path("tests/data/questions")
CHANCES = FOLDER / "chances.yaml"
HEAD = (
    "# Fitted by `python -m tests.bench.fitting --keep`: what each thing that is seen of a question adds to the odds.\n"
)
TAG = re.compile(r"<[^>]+>")
RIDGE = 2.0
"""What holds weights back, in standard deviations of what is seen."""
ROUNDS = 25
EXPECTED = {"answer", "silent", "off_topic"}
COLUMNS = ["left out", "language", "for others, known as such", "about it, hidden", "sure, right", "sure, wrong"]

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Typed:
    """One question of a message: what is seen of it, and whether its best answer is right."""

    stem: str
    message: str
    language: str
    expect: str
    seen: Mapping[str, float]
    own: float
    words: int
    right: bool
    sure: bool
    """It would be shown alone if its chance were good enough."""
    just_so: bool


@dataclass(frozen=True)
class Fitted:
    """Weights of standardised features, and how to standardise them."""

    mean: Vector
    deviation: Vector
    weights: Vector

    def of(self, features: Vector) -> Vector:
        return _chance(_with_one((features - self.mean) / self.deviation) @ self.weights)

    def plain(self, names: Sequence[str]) -> Mapping[str, Any]:
        """The same for features as they are seen."""
        each = self.weights[1:] / self.deviation
        base = float(self.weights[0] - each @ self.mean)
        weights = {name: round(float(weight), 2) for name, weight in sorted(zip(names, each, strict=True))}
        return {"base": round(base, 2), "weights": weights}


class Judged:
    """The index of a contest, and what its answers say as a whole."""

    def __init__(self) -> None:
        self._texts = Texts()
        self.index = AnswerIndex(load_contest(next(CONTENT.glob("*-*"))), self._texts)
        self._said: dict[tuple[str, str], str] = {}

    def right(self, question: Mapping[str, Any], answer: Answer) -> bool:
        """Whether an answer holds what is asked for, or one of the things asked for."""
        said = self._text(answer, Language(question["lang"]))
        if question["expect"] == "silent":
            return answer.silent or any(each in said for each in NOT_SAID)
        parts: Sequence[Facts] = question.get("parts") or [question.get("facts") or []]
        return question["expect"] == "answer" and any(holds(said, facts) for facts in parts)

    def _text(self, answer: Answer, language: Language) -> str:
        key = (answer.key, language)
        if key not in self._said:
            quotes = "\n".join(quote.text[language] for quote in answer.quotes)
            said = html.unescape(TAG.sub("", answer.html(self._texts, language)))
            self._said[key] = folded(f"{answer.question[language]}\n{said}\n{quotes}")
        return self._said[key]

    def typed(self, stem: str, number: int, question: Mapping[str, Any]) -> Iterator[Typed]:
        if question["expect"] in EXPECTED and self.index.manner(question["q"]) is None:
            for reply in self.index.replies(question["q"]):
                if reply.candidates:
                    yield self._one(stem, number, question, reply)

    def _one(self, stem: str, number: int, question: Mapping[str, Any], reply: PartReply) -> Typed:
        first = reply.candidates[0]
        return Typed(
            stem,
            f"{stem} {number}",
            question["lang"],
            question["expect"],
            dict(confidence.what_is_seen(reply)),
            confidence.own_share(reply),
            confidence.standing(reply),
            self.right(question, first.answer),
            confidence.alone(reply),
            first.signs.nearest >= confidence.JUST_SO,
        )


def fitted(features: Vector, target: Vector) -> Fitted:
    """Logistic regression by Newton's method, the weights held back by a ridge."""
    mean, deviation = features.mean(0), features.std(0) + 1e-9
    rows = _with_one((features - mean) / deviation)
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 0.0
    for _ in range(ROUNDS):
        chances = _chance(rows @ weights)
        slope = rows.T @ (chances - target) + ridge * weights
        bend = (rows * (chances * (1 - chances) + 1e-9)[:, None]).T @ rows + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    return Fitted(mean, deviation, weights)


def _chance(odds: Vector) -> Vector:
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def _with_one(rows: Vector) -> Vector:
    return np.column_stack([np.ones(len(rows)), rows])


@dataclass(frozen=True)
class Sets:
    """All that was typed, as one matrix."""

    names: Sequence[str]
    each: Sequence[Typed]
    features: Vector

    def off(self, use: NDArray[np.bool_]) -> Fitted:
        return fitted(self.features[use], self._where(lambda one: one.expect == "off_topic")[use].astype(float))

    def right(self, use: NDArray[np.bool_]) -> Fitted:
        """Of what has nothing to do with the contest no answer is right: it is not asked here."""
        use = use & self._where(lambda one: one.expect != "off_topic")
        return fitted(self.features[use], self._where(lambda one: one.right)[use].astype(float))

    def _where(self, true: Callable[[Typed], bool]) -> NDArray[np.bool_]:
        return np.array([true(one) for one in self.each])

    def left_out(self, stem: str) -> Iterator[list[str]]:
        """What chances fitted without a set do to it, by language."""
        own = self._where(lambda one: one.stem == stem)
        off, right = self.off(~own).of(self.features), self.right(~own).of(self.features)
        lowest = {message: self._lowest(numbers, off) for message, numbers in self._messages().items()}
        for language in LANGUAGES:
            chosen = [number for number, one in enumerate(self.each) if own[number] and one.language == language]
            if chosen:
                yield [
                    stem,
                    language,
                    *_shares([(self.each[n], lowest[self.each[n].message], right[n]) for n in chosen]),
                ]

    def _messages(self) -> Mapping[str, Sequence[int]]:
        """By message, the numbers of its questions."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.each):
            found[one.message].append(number)
        return found

    def _lowest(self, numbers: Sequence[int], off: Vector) -> float:
        each = [float(off[number]) * self.each[number].own for number in numbers]
        return min(confidence.apart(each, [self.each[number].words for number in numbers]))


def _shares(judged: Sequence[tuple[Typed, float, float]]) -> Iterator[str]:
    hidden = [low >= confidence.DOUBTFUL for _, low, _ in judged]
    sure = [
        one.sure and not away and right >= (confidence.JUST_SO_SURE if one.just_so else confidence.SURE)
        for (one, _, right), away in zip(judged, hidden, strict=True)
    ]
    others = [away for (one, _, _), away in zip(judged, hidden, strict=True) if one.expect == "off_topic"]
    own = [
        (one, away, so) for (one, _, _), away, so in zip(judged, hidden, sure, strict=True) if one.expect != "off_topic"
    ]
    many = max(1, len(own))
    yield f"{sum(others)} of {len(others)}"
    yield f"{sum(away for _, away, _ in own) / many:.1%}"
    yield f"{sum(so and one.right for one, _, so in own) / many:.1%}"
    yield f"{sum(so and not one.right for one, _, so in own) / many:.1%}"


def gathered() -> Sets:
    judged = Judged()
    each = [
        typed
        for path in sorted(QUESTIONS.glob("*.yaml"))
        for number, question in enumerate(read(path))
        for typed in judged.typed(path.stem, number, question)
    ]
    names = sorted(each[0].seen)
    return Sets(names, each, np.array([[float(one.seen[name]) for name in names] for one in each]))


def main() -> None:
    sets = gathered()
    stems = sorted({one.stem for one in sets.each})
    print(table([COLUMNS, *(row for stem in stems for row in sets.left_out(stem))]))
    if "--keep" in sys.argv:
        everything = np.ones(len(sets.each), dtype=bool)
        found = {"off": sets.off(everything).plain(sets.names), "right": sets.right(everything).plain(sets.names)}
        CHANCES.write_text(HEAD + yaml.safe_dump(found, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
