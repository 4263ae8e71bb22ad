"""How the running bot answers what people really type, judged by the facts in the text that they see.

By itself: python -m tests.bench.plain_words FILE [--missed]; the newest set without a file.

The file lists questions: `q`, `lang`, `kind`, `expect` (answer, silent, off_topic, menu), `facts` (each as it is put,
or the ways to put it, one of which has to be there), `parts` for several questions (the facts of each), and `now`.
"""

import asyncio
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import yaml
from sqlalchemy import select

from bot.app import App, build_app
from bot.clock import Clock
from bot.demo.api.session import InMemorySession
from bot.demo.telegram import Telegram
from storage.migrate import migrate
from storage.tables import asked
from storage.tables.answers import AskedOutcome
from tests.bench.bench_settings import settings_in
from tests.bench.figures import table
from tests.support.conversation import Chats, Phone

DEVELOPMENT = Path("tests/data/questions/development.yaml")
NEWEST = Path("tests/data/questions/development_ninth.yaml")
OPEN = "2020-05-20T10:00"
LANGUAGES = {"kk": "Қазақша", "ru": "Русский"}
NOT_SAID = ("айтылмаған", "көрсетілмеген", "жазылмаған", "аталмаған", "не сказано", "не назван", "нет в объявлении")
CITING = ("дереккөз:", "источник:")
"""Stands below whatever the contest says."""
COLUMNS = [
    "language and kind",
    "number",
    "sure, right",
    "maybe, right",
    "sure, wrong",
    "missed",
    "kept",
    "CPU, ms: median, slowest",
]

Facts = Sequence[str | Sequence[str]]


class Verdict(StrEnum):
    SURE_RIGHT = "shown and right"
    MAYBE_RIGHT = "shown among “maybe”"
    SURE_WRONG = "shown and wrong"
    MISSED = "missed"
    KEPT = "silent kept, off-topic without a fact, menu"
    BROKEN = "not kept"


@dataclass(frozen=True)
class Seen:
    """What one question led to: the text, how it was answered, and the seconds of a processor that it took."""

    text: str
    outcome: AskedOutcome | None
    seconds: float


class StillClock(Clock):
    """Stands where a question says that it is."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def now(self) -> datetime:
        return self.moment


class Judge:
    """A bot with a person for each language, who types everything."""

    def __init__(self, app: App, clock: StillClock, phones: Mapping[str, Phone]) -> None:
        self._app = app
        self._clock = clock
        self._phones = phones

    async def ask(self, question: Mapping[str, Any]) -> Seen:
        self.set(question.get("now") or OPEN)
        phone = self._phones[question["lang"]]
        before = await self._last_asked()
        begin = process_time()
        await phone.send(question["q"])
        seconds = process_time() - begin
        row = await self._last_asked()
        outcome = row.outcome if row and (before is None or row.id != before.id) else None
        return Seen(folded(phone.text), outcome, seconds)

    def set(self, moment: str) -> None:
        contest = next(iter(self._app.catalogue))
        self._clock.moment = datetime.fromisoformat(moment).replace(tzinfo=contest.tzinfo).astimezone(UTC)

    async def _last_asked(self) -> Any:
        async with self._app.database.reading() as reader:
            return (await reader.execute(select(asked).order_by(asked.c.id.desc()).limit(1))).first()


@asynccontextmanager
async def judge() -> AsyncIterator[Judge]:
    clock = StillClock()
    telegram = Telegram(clock.now)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(folder)
        app = build_app(settings, InMemorySession(telegram), clock)
        await migrate(app.database)
        chats = Chats(app, telegram)
        phones = {language: chats.person(7001 + place, language) for place, language in enumerate(LANGUAGES)}
        made = Judge(app, clock, phones)
        made.set(OPEN)
        for language, phone in phones.items():
            await phone.begin(LANGUAGES[language])
        yield made
        await app.close()


def judged(question: Mapping[str, Any], seen: Seen) -> Verdict:
    expect, sure = question["expect"], seen.outcome is AskedOutcome.ANSWERED
    if expect == "answer":
        facts = [each for part in question.get("parts") or [question["facts"]] for each in part]
        if holds(seen.text, facts):
            return Verdict.SURE_RIGHT if sure else Verdict.MAYBE_RIGHT
        return Verdict.SURE_WRONG if sure else Verdict.MISSED
    if expect == "silent":
        said = any(each in seen.text for each in NOT_SAID) or seen.outcome is AskedOutcome.NONE
        return Verdict.KEPT if said else Verdict.SURE_WRONG if sure else Verdict.BROKEN
    if expect == "off_topic":
        shows = {AskedOutcome.ANSWERED, AskedOutcome.LIKELY, AskedOutcome.TOPICS}
        told = seen.outcome in shows or any(each in seen.text for each in CITING)
        return Verdict.SURE_WRONG if sure else Verdict.BROKEN if told else Verdict.KEPT
    return Verdict.KEPT if seen.outcome is None else Verdict.BROKEN


def holds(text: str, facts: Facts) -> bool:
    ways = ([fact] if isinstance(fact, str) else fact for fact in facts)
    return all(any(folded(way) in text for way in each) for each in ways)


def folded(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").casefold()


@dataclass(frozen=True)
class Outcome:
    question: Mapping[str, Any]
    seen: Seen
    verdict: Verdict


async def outcomes(questions: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    async with judge() as made:
        seen = [(question, await made.ask(question)) for question in questions]
    return [Outcome(question, each, judged(question, each)) for question, each in seen]


def rows(found: Sequence[Outcome]) -> list[list[str]]:
    """A row for each language and kind, and one for all of a language that can be answered."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for each in found:
        language, kind = each.question["lang"], each.question["kind"]
        if each.question["expect"] == "answer":
            groups[f"{language}, all that has an answer"].append(each)
        groups[f"{language}, {kind}"].append(each)
    return [_row(name, groups[name]) for name in sorted(groups)]


def _row(name: str, group: Sequence[Outcome]) -> list[str]:
    counts = Counter(each.verdict for each in group)
    counts[Verdict.MISSED] += counts[Verdict.BROKEN]
    shares = (
        f"{counts[verdict] / len(group):.0%}"
        for verdict in (
            Verdict.SURE_RIGHT,
            Verdict.MAYBE_RIGHT,
            Verdict.SURE_WRONG,
            Verdict.MISSED,
            Verdict.KEPT,
        )
    )
    taken = [1000 * each.seen.seconds for each in group]
    return [name, str(len(group)), *shares, f"{median(taken):.0f}, at most {max(taken):.0f}"]


def read(path: Path) -> list[Mapping[str, Any]]:
    questions: list[Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return questions


async def bench(path: Path = NEWEST, *, missed: bool = False) -> None:
    found = await outcomes(read(path))
    print(f"{path.name}: what people type, and whether they see the facts that they asked for")
    print(table([COLUMNS, *rows(found)]), end="\n\n")
    if missed:
        for each in found:
            if each.verdict in {Verdict.SURE_WRONG, Verdict.MISSED, Verdict.BROKEN}:
                print(f"{each.verdict}: {each.question['q']}\n    {each.seen.text[:300]!r}")


def main() -> None:
    path = next((Path(each) for each in sys.argv[1:] if not each.startswith("--")), NEWEST)
    asyncio.run(bench(path, missed="--missed" in sys.argv))


if __name__ == "__main__":
    main()
