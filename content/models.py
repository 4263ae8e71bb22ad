"""What a contest is: strict models of the folder `content/contests/<id>/`, one model a file.

Official names and figures are quoted from the announcement in Kazakh; the Russian text is a translation.
`unclear` says, in our own words, what the announcement leaves open or contradicts at that place.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Location = tuple[str | int, ...]
Finding = tuple[Location, str]


class Language(StrEnum):
    KK = "kk"
    RU = "ru"


@cache
def _zones() -> frozenset[str]:
    """Reads the folders of the zone database, so only once."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"{name!r} is not a time zone of the IANA database")
    return name


# Ids travel in buttons that live for ever and hold 64 bytes at most, so they are short and never change.
ContestId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,13}$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,18}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,12}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Zone = Annotated[str, AfterValidator(_known_zone)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(Strict):
    """The same words in both languages."""

    kk: Words
    ru: Words

    def __getitem__(self, language: Language) -> str:
        return self.kk if language is Language.KK else self.ru


class Source(Strict):
    """Where the announcement says it: a section, and its item where it has numbered ones; or an appendix."""

    section: Words | None = None
    item: Words | None = None
    appendix: int | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.section is None) == (self.appendix is None):
            raise ValueError("name either a section or an appendix")
        return self


class Item(Strict):
    """Anything a person may ask about: it has an id that never changes and a place in the announcement."""

    id: ItemId
    source: Source
    unclear: Text | None = None


class Rule(Item):
    """One sentence of the announcement, quoted."""

    text: Text


class Quote(Strict):
    """A sentence as printed; `gloss` explains a word, `inapplicable` why it does not concern this contest."""

    text: Text
    source: Source
    gloss: Text | None = None
    inapplicable: Text | None = None


# --- contest.yaml


class Addendum(Strict):
    """A decision that moved the deadline."""

    at: datetime
    announced: date
    decision: Text


class Deadline(Strict):
    """The last moment an application is taken, as a local time of the contest's zone.

    `original` is what the announcement printed; the last addendum is what counts.
    """

    original: datetime
    text: Text
    source: Source
    unclear: Text | None = None
    addenda: tuple[Addendum, ...] = ()

    @property
    def local(self) -> datetime:
        return self.addenda[-1].at if self.addenda else self.original

    def findings(self) -> Iterator[Finding]:
        for index, addendum in enumerate(self.addenda):
            if addendum.at.tzinfo is not None:
                yield ("deadline", "addenda", index, "at"), "write the local time, without an offset"
        if self.original.tzinfo is not None:
            yield ("deadline", "original"), "write the local time, without an offset"
        announced = [addendum.announced for addendum in self.addenda]
        if announced != sorted(announced):
            yield ("deadline", "addenda"), "addenda stand in the order in which they were announced"


class Operator(Strict):
    name: Text
    short: Text
    legal_form: Text


class Repair(Strict):
    """A slip of the print that is shown mended: only where no meaning depends on it."""

    printed: Words
    shown: Words


class About(Strict):
    """Identity, dates and money source of a contest (contest.yaml)."""

    id: ContestId
    name: Text
    short: Text
    operator: Operator
    basis: Text
    announced: date
    zone: Zone
    zone_label: Text
    deadline: Deadline
    latest_project_end: date
    holidays: tuple[date, ...] = ()
    budget: Literal["republican", "local"]
    budget_unclear: Text | None = None
    prevailing: Text
    repairs: tuple[Repair, ...] = ()

    def findings(self) -> Iterator[Finding]:
        yield from self.deadline.findings()
        if self.deadline.local.date() < self.announced:
            yield ("deadline", "original"), "the deadline lies before the announcement"
        if self.latest_project_end < self.deadline.local.date():
            yield ("latest_project_end",), "projects would end before applications are taken"


# --- submission.yaml


class OfficeHours(Strict):
    """When papers are taken by hand: ISO weekdays (1 is Monday), times in the contest's zone."""

    weekdays: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(min_length=1)]
    opens: time
    closes: time
    lunch_starts: time
    lunch_ends: time
    text: Text
    source: Source
    unclear: Text | None = None


class RuleGroup(Strict):
    """A page of rules on one matter, in our words; `quotes` are clauses printed elsewhere, with a document.

    The page with `shows_address` also offers the address, the map and the e-mail.
    """

    id: ItemId
    title: Text
    plain: Annotated[tuple[Text, ...], Field(min_length=1)]
    shows_address: bool = False
    quotes: tuple[Quote, ...] = ()


class SubmissionRule(Rule):
    """A rule of handing in, and the pages that quote it."""

    groups: Annotated[tuple[ItemId, ...], Field(min_length=1)]


class Submission(Strict):
    """Where, when and how an application is handed in (submission.yaml)."""

    address: Text
    address_source: Source
    address_unclear: Text
    map_url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]+$")]
    office_hours: OfficeHours
    groups: tuple[RuleGroup, ...]
    rules: tuple[SubmissionRule, ...]
    not_stated: tuple[Rule, ...] = ()

    def findings(self) -> Iterator[Finding]:
        yield from unique("rules", (item.id for item in self.rules))
        yield from unique("not_stated", (item.id for item in self.not_stated))
        yield from unique("groups", (group.id for group in self.groups))
        for index, rule in enumerate(self.rules):
            for group_id in rule.groups:
                if self.group(group_id) is None:
                    yield ("rules", index, "groups"), f"no group has the id {group_id!r}"
        for index, group in enumerate(self.groups):
            if not self.quoted(group):
                yield ("groups", index, "id"), f"no rule is in the group {group.id!r}"
        hours = self.office_hours
        times = (hours.opens, hours.lunch_starts, hours.lunch_ends, hours.closes)
        if any(each.tzinfo is not None for each in times):
            yield ("office_hours",), "write local times, without an offset"
        elif list(times) != sorted(set(times)):
            yield ("office_hours",), "opening, lunch and closing times are not in order"

    def rule(self, item_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == item_id)

    def group(self, item_id: str) -> RuleGroup | None:
        return next((group for group in self.groups if group.id == item_id), None)

    def quoted(self, group: RuleGroup) -> tuple[SubmissionRule, ...]:
        """The rules on the page of a group, in the order of the announcement."""
        return tuple(rule for rule in self.rules if group.id in rule.groups)


# --- topics.yaml


class Point(Text):
    """One line of a printed list."""

    unclear: Text | None = None


class Direction(Strict):
    number: int
    name: Text
    subtotal: Annotated[int, Field(gt=0, description="tenge, as printed")]


class Period(Strict):
    text: Text
    starts: YearMonth
    ends: YearMonth


class Audience(Strict):
    """People that topics name as those they serve. `short` stands on a button where the name is too long for it."""

    id: ItemId
    name: Text
    short: Text | None = None


class Place(Strict):
    """A town that a topic's territory names, and the region it lies in."""

    name: Text
    region: ItemId


class Topic(Item):
    """A grant topic. `amount` is in tenge (the annual plan counts in thousand tenge: never mix them).

    `places` are the only ones that the territory names; none: it is the whole country. `audiences` are read off the
    printed title, goal and tasks.
    """

    number: int
    direction: int
    lot: int
    title: Text
    short: Text
    goal: Point
    tasks: tuple[Point, ...]
    results: tuple[Point, ...]
    period: Period
    territory: Text
    places: tuple[Place, ...]
    audiences: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    amount: Annotated[int, Field(gt=0)]


class Topics(Strict):
    """The topics of this contest and their printed sums (topics.yaml).

    `synonyms` are groups of words that people use for one thing, in any language, each told apart by its beginning.
    """

    source: Source
    directions: tuple[Direction, ...]
    audiences: tuple[Audience, ...]
    synonyms: tuple[tuple[Words, ...], ...] = ()
    total: int
    topics: tuple[Topic, ...]

    def audience(self, item_id: str) -> Audience | None:
        return next((audience for audience in self.audiences if audience.id == item_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("topics", (item.id for item in self.topics))
        yield from self._audience_findings()
        yield from numbered("topics", [topic.number for topic in self.topics])
        known = {direction.number for direction in self.directions}
        for index, topic in enumerate(self.topics):
            if topic.direction not in known:
                yield ("topics", index, "direction"), f"direction {topic.direction} is not listed"
            if topic.period.starts > topic.period.ends:
                yield ("topics", index, "period"), "the period ends before it starts"
        for index, direction in enumerate(self.directions):
            total = sum(topic.amount for topic in self.topics if topic.direction == direction.number)
            if total != direction.subtotal:
                yield ("directions", index, "subtotal"), f"topics add up to {total}, not {direction.subtotal}"
        if (total := sum(topic.amount for topic in self.topics)) != self.total:
            yield ("total",), f"topics add up to {total}, not {self.total}"

    def _audience_findings(self) -> Iterator[Finding]:
        yield from unique("audiences", (item.id for item in self.audiences))
        for index, topic in enumerate(self.topics):
            for place, served in enumerate(topic.audiences):
                if self.audience(served) is None:
                    yield ("topics", index, "audiences", place), f"no audience has the id {served!r}"
        for index, audience in enumerate(self.audiences):
            if all(audience.id not in topic.audiences for topic in self.topics):
                yield ("audiences", index, "id"), f"no topic serves {audience.id!r}"


# --- documents.yaml


class Lead(Strict):
    """Our own advice on how long a paper takes to get; the announcement says nothing of it. Working days."""

    working_days: Annotated[int, Field(ge=1, le=30)]
    why: Text


class DocumentCase(Strict):
    """One of several cases that ask for different papers."""

    when: Text
    text: Text
    source: Source


class Document(Item):
    """A document of the application. `optional` says when it may be marked as not needed, and why."""

    number: int
    printed_label: Words
    title: Text
    short: Text
    official: Text
    appendix: int | None = None
    as_of: date | None = None
    optional: Text | None = None
    lead: Lead | None = None
    explanation: Text
    mistakes: tuple[Text, ...]
    notes: tuple[Quote, ...] = ()
    cases: tuple[DocumentCase, ...] = ()


class Documents(Strict):
    """The documents an application is made of (documents.yaml); `count` guards against a misread label."""

    source: Source
    count: int
    documents: tuple[Document, ...]

    def findings(self) -> Iterator[Finding]:
        yield from unique("documents", (item.id for item in self.documents))
        yield from numbered("documents", [document.number for document in self.documents])
        if len(self.documents) != self.count:
            yield ("count",), f"{self.count} documents announced, {len(self.documents)} listed"


# --- preparing.yaml


class Option(Strict):
    """One of the answers to a question, a button."""

    id: OptionId
    label: Text


Answers = Annotated[dict[ItemId, Annotated[tuple[OptionId, ...], Field(min_length=1)]], Field(min_length=1)]
"""Conditions: for each question named, the answers under which something holds."""


class Question(Item):
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


class Step(Item):
    """Something to do with the papers once they are ready. With options it is done in one of several ways.

    `hands_in` marks the step that ends the work on a package.
    """

    title: Text
    short: Text
    explanation: Text
    quotes: tuple[Quote, ...] = ()
    when: Answers | None = None
    options: tuple[Option, ...] = ()
    hands_in: bool = False


class Preparing(Strict):
    """From documents to a package handed in (preparing.yaml)."""

    questions: tuple[Question, ...]
    tailoring: tuple[Tailoring, ...]
    steps: tuple[Step, ...]

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
                    yield (name, index, "when"), f"no question has the id {question!r}"
                for answer in answers:
                    if question in known and answer not in known[question]:
                        yield (name, index, "when", question), f"question {question!r} has no answer {answer!r}"
        if sum(step.hands_in for step in self.steps) != 1 or not self.steps[-1].hands_in or self.steps[-1].when:
            yield ("steps",), "only the last step, and always it, hands the package in"


# --- criteria.yaml


class SubPoint(Text):
    """What a criterion looks at, and in our words what would meet it."""

    lift: Text


class Level(Strict):
    """A printed level: `met` sub-points lead to `score`; a `choice` tells levels of one `met` apart."""

    score: int
    met: Annotated[int, Field(ge=0)]
    text: Text
    choice: Text | None = None
    unclear: Text | None = None


class Criterion(Item):
    number: int
    title: Text
    short: Text
    scale: Text
    budget: Literal["local"] | None = None
    sub_points: tuple[SubPoint, ...]
    levels: tuple[Level, ...]

    @property
    def maximum(self) -> int:
        return max(level.score for level in self.levels)

    def findings(self) -> Iterator[Finding]:
        scores = [level.score for level in self.levels]
        if scores != sorted(set(scores)):
            yield ("levels",), "levels stand in rising order of score"
        for met in range(len(self.sub_points) + 1):
            levels = [level for level in self.levels if level.met == met]
            if not levels and self.unclear is None:
                yield ("levels",), f"no level for {met} sub-points met, and no `unclear` that says so"
            if len(levels) > 1 and any(level.choice is None for level in levels):
                yield ("levels",), f"several levels for {met} sub-points met need a `choice` each"
        for index, level in enumerate(self.levels):
            if level.met > len(self.sub_points):
                yield ("levels", index, "met"), f"there are only {len(self.sub_points)} sub-points"


class Criteria(Strict):
    """How the commission scores an application (criteria.yaml). Used to check oneself, never to predict."""

    text: Text
    source: Source
    maximum: int
    maximum_local: int
    maximum_unclear: Text
    sum_rule: Rule
    criteria: tuple[Criterion, ...]

    def findings(self) -> Iterator[Finding]:
        yield from unique("criteria", (item.id for item in self.criteria))
        yield from numbered("criteria", [criterion.number for criterion in self.criteria])
        for index, criterion in enumerate(self.criteria):
            for location, message in criterion.findings():
                yield ("criteria", index, *location), message
        everywhere = sum(c.maximum for c in self.criteria if c.budget is None)
        if everywhere != self.maximum:
            yield ("maximum",), f"criteria add up to {everywhere}, not {self.maximum}"
        local = sum(c.maximum for c in self.criteria)
        if local != self.maximum_local:
            yield ("maximum_local",), f"criteria add up to {local}, not {self.maximum_local}"


# --- grounds.yaml


class Check(Strict):
    """What applicants can ask themselves about a condition, in our words; `fine` is the answer that does no harm."""

    title: Text
    question: Text
    fine: Literal["yes", "no"]
    if_fails: Text
    if_unknown: Text


class Ground(Rule):
    """A rule that decides who or what falls out; `plain` says it in our words, as an item of a list."""

    plain: Text


class Condition(Ground):
    """A ground that applicants can check themselves before they apply."""

    check: Check


class Grounds(Strict):
    """Who may take part, and why an application or a topic falls out (grounds.yaml)."""

    eligibility: Rule
    excluded: tuple[Condition, ...]
    required: tuple[Ground, ...]
    refusal_intro: Text
    refusal: tuple[Condition, ...]
    refusal_consequence: Text
    void_intro: Text
    void: tuple[Ground, ...]
    threshold: ItemId

    def findings(self) -> Iterator[Finding]:
        for name in ("excluded", "required", "refusal", "void"):
            yield from unique(name, (rule.id for rule in getattr(self, name)))
        if self.threshold not in {rule.id for rule in self.void}:
            yield ("threshold",), f"no void ground has the id {self.threshold!r}"

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All that applicants can check themselves, in the order of the announcement."""
        return self.excluded + self.refusal

    @property
    def threshold_rule(self) -> Rule:
        return next(rule for rule in self.void if rule.id == self.threshold)


# --- regions.yaml


class Phone(Strict):
    """A number as printed. `flaw` is set where the printed number cannot be dialled."""

    printed: Words
    flaw: Text | None = None


class Consultant(Strict):
    id: ItemId
    name: Words
    phone: Phone


class LaterName(Strict):
    """A name that came after the announcement: a renamed city, a region carved out of another."""

    name: Text
    since: date
    aliases: tuple[Words, ...] = ()
    note: Text


class Region(Item):
    name: Text
    short: Text
    printed: Words
    zone: Zone
    consultant: ItemId
    phone: Phone | None = None
    aliases: tuple[Words, ...] = ()
    later: tuple[LaterName, ...] = ()


class Regions(Strict):
    """The regions and who answers for them (regions.yaml)."""

    source: Source
    text: Text
    as_of: date
    consultants: tuple[Consultant, ...]
    regions: tuple[Region, ...]

    def findings(self) -> Iterator[Finding]:
        yield from unique("regions", (item.id for item in self.regions))
        yield from unique("consultants", (item.id for item in self.consultants))
        known = {consultant.id for consultant in self.consultants}
        for index, region in enumerate(self.regions):
            if region.consultant not in known:
                yield ("regions", index, "consultant"), f"no consultant has the id {region.consultant!r}"
        for index, consultant in enumerate(self.consultants):
            if all(region.consultant != consultant.id for region in self.regions):
                yield ("consultants", index, "id"), f"{consultant.name} answers for no region"


# --- plan.yaml


class PlanRow(Strict):
    """A row of the annual plan. Lots repeat in the print: the row number is the only key. Thousand tenge."""

    number: int
    lot: int
    title: Text
    territory: Text
    amount: Annotated[int, Field(gt=0)]
    amount_next_year: Annotated[int, Field(gt=0)] | None = None
    flaw: Text | None = None


class PlanDirection(Strict):
    number: int
    name: Text
    subtotal: int
    flaw: Text | None = None
    rows: tuple[PlanRow, ...]


class Plan(Strict):
    """The annual plan printed behind the announcement: background, not this contest (plan.yaml)."""

    source: Source
    unit: Literal["thousand_tenge"]
    edition: Text
    total: int
    total_next_year: int
    directions: tuple[PlanDirection, ...]

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        return tuple(row for direction in self.directions for row in direction.rows)

    def findings(self) -> Iterator[Finding]:
        yield from numbered("directions", [direction.number for direction in self.directions])
        yield from numbered("directions", [row.number for row in self.rows])
        for index, direction in enumerate(self.directions):
            total = sum(row.amount for row in direction.rows)
            if total != direction.subtotal and direction.flaw is None:
                yield ("directions", index, "subtotal"), f"rows add up to {total}, and no `flaw` says so"
        if (total := sum(row.amount for row in self.rows)) != self.total:
            yield ("total",), f"rows add up to {total}, not {self.total}"
        if (total := sum(row.amount_next_year or 0 for row in self.rows)) != self.total_next_year:
            yield ("total_next_year",), f"rows add up to {total}, not {self.total_next_year}"


# --- the whole folder


class Contest(Strict):
    """A contest as its folder describes it: a field a file, named like the file."""

    contest: About
    submission: Submission
    topics: Topics
    documents: Documents
    preparing: Preparing
    criteria: Criteria
    grounds: Grounds
    regions: Regions
    plan: Plan

    def findings(self) -> Iterator[tuple[str, Location, str]]:
        """What does not fit between the files: file, place, message."""
        for index, rule in enumerate(self.preparing.tailoring):
            document = self.document(rule.document)
            if document is None:
                yield "preparing", ("tailoring", index, "document"), f"no document has the id {rule.document!r}"
            elif rule.needed is False and document.optional is None:
                yield "preparing", ("tailoring", index, "needed"), "the document has no `optional`"
        regions = {region.id for region in self.regions.regions}
        for index, topic in enumerate(self.topics.topics):
            for number, place in enumerate(topic.places):
                if place.region not in regions:
                    yield "topics", ("topics", index, "places", number), f"no region has the id {place.region!r}"

    @property
    def id(self) -> str:
        return self.contest.id

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.contest.zone)

    @property
    def deadline(self) -> datetime:
        """The deadline that counts, aware, in the contest's zone."""
        return self.contest.deadline.local.replace(tzinfo=self.tzinfo)

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that apply to grants of this contest's budget (section 6, criterion 6)."""
        return tuple(c for c in self.criteria.criteria if c.budget in {None, self.contest.budget})

    def topic(self, item_id: str) -> Topic | None:
        return next((topic for topic in self.topics.topics if topic.id == item_id), None)

    def document(self, item_id: str) -> Document | None:
        return next((document for document in self.documents.documents if document.id == item_id), None)

    def criterion(self, item_id: str) -> Criterion | None:
        return next((criterion for criterion in self.scored if criterion.id == item_id), None)


def unique(field: str, ids: Iterable[str]) -> Iterator[Finding]:
    """A finding for every id that stands twice."""
    seen: set[str] = set()
    for index, item_id in enumerate(ids):
        if item_id in seen:
            yield (field, index, "id"), f"id {item_id!r} stands twice"
        seen.add(item_id)


def numbered(field: str, numbers: list[int]) -> Iterator[Finding]:
    """A finding where numbers do not run 1, 2, 3 …"""
    if numbers != list(range(1, len(numbers) + 1)):
        yield (field,), f"numbers do not run from 1 without a gap: {numbers}"
