"""Questions that people ask, with their answers (faq.yaml)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from content.models.base import Finding, ItemId, Language, Source, Strict, Text, Words, known_languages, unique
from content.models.complaint import Complaint

SHARED = "shared"
"""The id under which answers of consultants go, so no entry's."""


class Per(StrEnum):
    """What an entry answers for one by one."""

    TOPIC = "topic"
    DOCUMENT = "document"
    CRITERION = "criterion"
    REGION = "region"
    TASK = "task"
    RESULT = "result"
    DIRECTION = "direction"
    NOTE = "note"
    SUB_POINT = "sub_point"
    LEVEL = "level"
    EXCLUDED = "excluded"
    REFUSAL = "refusal"
    VOID = "void"
    RULE = "rule"
    PLAN_DIRECTION = "plan_direction"
    FORM = "form"
    FORM_SECTION = "form_section"
    FORM_ROW = "form_row"
    FORM_TEXT = "form_text"
    FOOTNOTE = "footnote"


LISTED = (Per.TOPIC, Per.DOCUMENT, Per.CRITERION, Per.REGION)
"""What has pages of its own in the list of questions; the rest is found by typing alone."""


class LinkedScreen(StrEnum):
    """A screen that an answer leads on to."""

    HOME = "home"
    TOPICS = "topics"
    TOPIC = "topic"
    FINDER = "finder"
    SEARCH = "search"
    CHECKLIST = "checklist"
    DOCUMENT = "document"
    STEPS = "steps"
    ASSESSMENT = "assessment"
    RULES = "rules"
    WHEN = "when"
    WHO = "who"
    REFUSAL = "refusal"
    VOID = "void"
    NOT_STATED = "not_stated"
    STAGES = "stages"
    ELIGIBILITY = "eligibility"
    CONSULTANT = "consultant"
    CALENDAR = "calendar"
    REMINDERS = "reminders"


OWN = {
    LinkedScreen.TOPIC: {Per.TOPIC, Per.TASK, Per.RESULT},
    LinkedScreen.DOCUMENT: {
        Per.DOCUMENT,
        Per.NOTE,
        Per.FORM,
        Per.FORM_SECTION,
        Per.FORM_ROW,
        Per.FORM_TEXT,
        Per.FOOTNOTE,
    },
}
"""Screens of an item, which without its id are those of the item answered for, and what has one."""


class Related(Strict):
    """A related screen, written `view` or `view/item`."""

    view: LinkedScreen
    item: ItemId | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        view, _, item = value.partition("/")
        return {"view": view, "item": item or None}

    @property
    def absent(self) -> Complaint:
        """What is said where there is no such screen."""
        return Complaint("no screen {shown}", shown=f"{self.view.value}/{self.item}" if self.item else self.view.value)


Lines = Annotated[tuple[Words, ...], Field(min_length=1)]


class TypedPhrasings(Strict):
    """Ways to ask the same, as people type them; in a further language there need not be any."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Lines]
    kk: Lines
    ru: Lines

    @model_validator(mode="after")
    def _languages(self) -> Self:
        known_languages(self.__pydantic_extra__)
        return self

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        said: dict[str, tuple[str, ...]] = {"kk": self.kk, "ru": self.ru, **self.__pydantic_extra__}
        return said.get(language, ())


class Lateness(StrEnum):
    """What comes too late: nothing, whatever is sent by post from now on, or everything."""

    NOTHING = "nothing"
    BY_POST = "by_post"
    OVER = "over"


class LateAnswers(Strict):
    """What is said instead of an answer: once letters would come too late, and once nothing is taken any more."""

    by_post: Text | None = None
    over: Text | None = None

    def at(self, lateness: Lateness) -> Text | None:
        """What counts by then; what was too late before the end is so after it."""
        if lateness is Lateness.OVER:
            return self.over or self.by_post
        return self.by_post if lateness is Lateness.BY_POST else None


class FaqEntry(Strict):
    """A question and its answer, or with `per` one for each item; all texts are templates over the contest.

    `late` takes the place of `answer` where that is true no longer.

    `tied_to`: what it is about, where it counts only for whoever names that (`plan#`). `quotes` are rules by their
    ids: their printed words stand below the answer.

    `silent`: the announcement does not settle it, and the answer says so. `about_bot`: it tells of the bot alone, so it
    has no source.

    `needs` names what has to be there of what it answers for, as in `topic.goal`; otherwise it is no answer.
    """

    id: ItemId
    per: Per | None = None
    needs: tuple[Words, ...] = ()
    source: Source | None = None
    silent: bool = False
    about_bot: bool = False
    question: Text
    short: Text
    phrasings: TypedPhrasings
    answer: Text
    late: LateAnswers = LateAnswers()
    quotes: tuple[ItemId, ...] = ()
    tied_to: tuple[Words, ...] = ()
    screens: Annotated[tuple[Related, ...], Field(min_length=1, max_length=3)]

    def findings(self) -> Iterator[Finding]:
        if self.id == SHARED:
            yield ("id",), Complaint("{SHARED!r} stands for the answers of consultants", SHARED=SHARED)
        if self.about_bot and (self.source or self.per):
            yield ("about_bot",), Complaint("what the bot does stands nowhere in the announcement")
        if self.source is None and self.per is None and not self.about_bot:
            yield ("source",), Complaint("only an entry with `per` takes the source of its item")
        for index, related in enumerate(self.screens):
            own = OWN.get(related.view)
            if own is not None and related.item is None and self.per not in own:
                yield ("screens", index), Complaint("which {value}?", value=related.view.value)


class Faq(Strict):
    """Instant answers (faq.yaml). `synonyms` are groups of words that people use for one thing, in any language."""

    synonyms: tuple[tuple[Words, ...], ...] = ()
    questions: tuple[FaqEntry, ...] = ()

    def entry(self, entry_id: str) -> FaqEntry | None:
        return next((entry for entry in self.questions if entry.id == entry_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("questions", (entry.id for entry in self.questions))
        for index, entry in enumerate(self.questions):
            for location, message in entry.findings():
                yield ("questions", index, *location), message
