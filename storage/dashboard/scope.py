"""Of whom, of what and of which time the figures of a contest are counted, as conditions of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from content.models import Language
from storage.tables import package_members, packages, people, questions

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Scope:
    """With nothing said: of everybody, from the beginning until now.

    What came in the time counts: people who joined, applications that were begun, questions that were sent. `since`
    is still part of it, `until` no longer.
    """

    region_id: str | None = None
    language: Language | None = None
    topic_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def of_everybody(self) -> bool:
        return self.region_id is None and self.language is None and self.topic_id is None

    def within(self, moment: ColumnElement[Any]) -> Conditions:
        """That a moment lies in the time."""
        since = [moment >= self.since] if self.since else []
        return [*since, moment < self.until] if self.until else since

    def whose(self) -> Conditions:
        """That a person is one of these, by region and language."""
        region = [people.c.region_id == self.region_id] if self.region_id else []
        return [*region, people.c.language == self.language] if self.language else region

    def who(self, contest_id: str) -> Conditions:
        """That a person is one of these; where a topic is asked for, that they work in an application on it."""
        if self.topic_id is None:
            return self.whose()
        works = and_(
            package_members.c.person_id == people.c.id,
            packages.c.id == package_members.c.package_id,
            packages.c.contest_id == contest_id,
            packages.c.topic_id == self.topic_id,
            packages.c.archived_at.is_(None),
        )
        return [*self.whose(), exists().where(works).correlate(people)]

    def of_packages(self) -> Conditions:
        """That an application is of one of these, and on the topic."""
        topic = [packages.c.topic_id == self.topic_id] if self.topic_id else []
        if not self.whose():
            return topic
        return [*topic, packages.c.person_id.in_(select(people.c.id).where(*self.whose()))]

    def of_questions(self) -> Conditions:
        """That a question is from the region, in the language and about the topic, and was sent in the time."""
        asked = questions.c
        wanted = (
            (asked.region_id, self.region_id),
            (asked.language, self.language),
            (asked.context["topic"].as_string(), self.topic_id),
        )
        return [*(column == value for column, value in wanted if value is not None), *self.within(asked.sent_at)]


EVERYTHING = Scope()
