"""From documents to a package handed in (preparing.yaml)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from content.models.application.documents import Lead
from content.models.base import Finding, Item, ItemId, OptionId, Quote, Strict, Text, unique
from content.models.complaint import Complaint


class Option(Strict):
    """One of the answers to a question, a button."""

    id: OptionId
    label: Text


Answers = Annotated[dict[ItemId, Annotated[tuple[OptionId, ...], Field(min_length=1)]], Field(min_length=1)]
"""Conditions: for each question named, the answers under which something holds."""


class TailoringQuestion(Item):
    """Something about the application that changes what has to be prepared."""

    text: Text
    why: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Tailoring(Strict):
    """What answers change for a document: whether it is needed, and the rule that then applies."""

    document: ItemId
    when: Answers
    needed: bool | None = None
    text: Text
    quotes: tuple[Quote, ...] = ()


class HandInStep(Item):
    """Something to do with the papers once they are ready. With options it is done in one of several ways.

    `hands_in` marks the step that ends the work on a package. With `document` it is a demand on what is written there,
    and belongs to that document.
    """

    title: Text
    short: Text
    explanation: Text
    quotes: tuple[Quote, ...] = ()
    when: Answers | None = None
    options: tuple[Option, ...] = ()
    document: ItemId | None = None
    hands_in: bool = False


class Preparing(Strict):
    """From documents to a package handed in (preparing.yaml); `packing` is how long putting it together takes."""

    questions: tuple[TailoringQuestion, ...] = ()
    tailoring: tuple[Tailoring, ...] = ()
    packing: Lead | None = None
    steps: tuple[HandInStep, ...] = ()

    def findings(self) -> Iterator[Finding]:
        yield from unique("questions", (question.id for question in self.questions))
        yield from unique("steps", (step.id for step in self.steps))
        offered = [(("questions", index), question.options) for index, question in enumerate(self.questions)]
        offered += [(("steps", index), step.options) for index, step in enumerate(self.steps)]
        for place, options in offered:
            for rest, message in unique("options", (option.id for option in options)):
                yield (*place, *rest), message
        known = {question.id: {option.id for option in question.options} for question in self.questions}
        conditions = [(("tailoring", index), rule.when) for index, rule in enumerate(self.tailoring)]
        conditions += [(("steps", index), step.when) for index, step in enumerate(self.steps) if step.when]
        for (name, index), when in conditions:
            for question, answers in when.items():
                if question not in known:
                    yield (name, index, "when"), Complaint("no question has the id {question!r}", question=question)
                for answer in answers:
                    if question in known and answer not in known[question]:
                        yield (
                            (name, index, "when", question),
                            Complaint(
                                "question {question!r} has no answer {answer!r}", question=question, answer=answer
                            ),
                        )
        last = self.steps[-1] if self.steps else None
        if last and (sum(step.hands_in for step in self.steps) != 1 or not last.hands_in or last.when or last.document):
            yield ("steps",), Complaint("only the last step, and always it, hands the package in")
