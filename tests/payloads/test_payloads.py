"""The wire format of buttons: every payload ever released still works."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bot.app import App
from bot.payloads.assessment import SetPoint
from bot.payloads.payload import Payload
from bot.payloads.topics import TopicCard
from bot.ui.screens import ANEW
from content.answers.faults import KEY_CHARACTERS
from content.rules.reminders import ReminderRule, keep
from tests.support.conversation import Chats

LINES = Path("tests/data/callbacks.txt").read_text(encoding="utf-8").splitlines()
RELEASED = [line for line in LINES if line and not line.startswith("#")]


def prefix(data: str) -> str:
    return data.removeprefix(ANEW).partition(":")[0]


def released() -> list[type[Payload]]:
    """Every payload of the bot; tests make others."""
    return [kind for kind in Payload.__subclasses__() if kind.__module__.startswith("bot.payloads.")]


def by_feature() -> Mapping[str, Sequence[str]]:
    """The released ones, by the room of the payload."""
    rooms = {kind.__prefix__: kind.__module__.rpartition(".")[2] for kind in released()}
    found: dict[str, list[str]] = defaultdict(list)
    for data in RELEASED:
        found[rooms[prefix(data)]].append(data)
    return found


@pytest.mark.parametrize("feature", by_feature())
async def test_released_payloads_are_understood(
    app: App, chats: Chats, subtests: pytest.Subtests, feature: str
) -> None:
    for number, data in enumerate(by_feature()[feature]):
        if type(app.navigation.payload(data)) in app.navigation.group_acts:
            continue  # a private chat never has it; tests/desk_groups tap it in a group
        with subtests.test(data):
            applicant = chats.person(7001 + number)
            await applicant.begin()
            await applicant.press(data)
            assert "ескірген" not in applicant.text
            assert "устарела" not in applicant.text
            assert any(message.reply_markup for message in applicant.messages)


def test_every_payload_of_today_is_listed() -> None:
    assert {kind.__prefix__ for kind in released()} == {*map(prefix, RELEASED)}


def test_the_longest_payloads_fit_64_bytes() -> None:
    contest, item, number = "c" * 14, "i" * 19, 2**31 - 1
    values: dict[str, object] = {
        "contest": contest,
        "topic": item,
        "document": item,
        "criterion": item,
        "package": number,
        "attempt": number,
        "reuse": number,
        "page": 99,
        "point": 99,
        "score": 99,
        "met": True,
        "status": "not_started",
        "language": "kk",
        "start": "s" * 48,
        "option": "o" * 13,
        "value": "o" * 13,
        "archived": True,
        "question": item,
        "asked": number,
        "ready": number,
        "shared": number,
        "substitute": 2**52,
        "consultant": item,
        "holder": item,
        "part": "documents",
        "manner": "greeting",
        "view": "answered",
        "starts": "200520",
        "ends": "200525",
        "out": True,
        "helped": True,
        "taken": True,
        "anyway": True,
        "approved": True,
        "step": item,
        "region": item,
        "token": "t" * 32,
        "person": 2**52,
        "number": 99,
        "later": 9,
        "group": item,
        "chapter": "not_stated",
        "answers": "f" * 40,
        "audience": item,
        "place": item,
        "budget": "3",
        "rule": "start",
        "kept": keep(frozenset(ReminderRule)),
        "wanted": True,
        "day": "200525",
        "per": "criterion",
        "answer": "i" * (KEY_CHARACTERS - 19),
        "item": item,
        "about": "progress",
        "goal": "document",
        "target": item,
        "missing": "others",
        "right": "announce",
        "rights": "announce.answer.contest.staff",
        "turn": "extend",
        "way": "by_hand",
        "at": "2006081800",
        "detail": "phone",
        "section": "s" * 11,
        "book": "c" + "c" * 14,
        "form": item,
        "field": "f" * 11,
        "column": "c" * 11,
        "line": "l" * 11,
        "row": "1" * 8,
        "table_row": "1" * 8,
        "activity": "1" * 8,
        "languages": "kk-ru",
        "picked": "2006-2011",
        "first": "2006",
        "fact": "territory",
        "versions": "99-99",
        "decision": "m",
        "newcomer": "consultant",
        "kind": "blank",
        "shown": "0" * 12,
        "mark": "0" * 8,
    }
    few: dict[str, object] = {"seen": 999, "version": 999, "page": 99}
    in_rows = {"book": "p" + "9" * 8}
    narrowed: dict[str, object] = {"period": "200514200520", "topic": 99}
    own: dict[str, dict[str, object]] = {
        "askat": {"place": "t"},
        **{log: {"about": "broadcasts"} for log in ("audit", "auditx", "auditp", "auditd")},
        "setweekly": {"weekday": 7, "hour": 23},
        **dict.fromkeys(("dash", "dashf", "dashr", "dasht", "dashx"), narrowed),
        "dashd": {"period": "", "topic": 99, "first": "200525"},
    }
    for kind in released():
        longest: dict[object, object] = {bool: True, int: number}
        payload = kind.model_validate(
            {
                name: few.get(name) or longest.get(field.annotation, values.get(name))
                for name, field in kind.model_fields.items()
            }
            | (in_rows if {"row", "table_row"} & kind.model_fields.keys() else {})
            | own.get(kind.__prefix__, {})
        )
        assert len(payload.pack().encode()) <= 64
        assert kind.unpack(payload.pack()) == payload


def test_fields_that_came_later_may_be_missing() -> None:
    assert TopicCard.unpack("topic:2020-repeat:topic_1") == TopicCard(contest="2020-repeat", topic="topic_1", page=1)


@pytest.mark.parametrize("data", ["topic", "topic:a", "topic:a:b:x", "topic:a:b:1:2", "other:a:b"])
def test_what_is_no_payload_of_a_kind_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        TopicCard.unpack(data)


def test_a_truth_value_travels_as_a_digit() -> None:
    assert SetPoint(attempt=1, criterion="criterion_1", point=2, met=False).pack() == "point:1:criterion_1:2:0"
