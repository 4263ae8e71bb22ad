"""What the local Telegram holds, kept in a file: a demo that keeps its database brings its phones back as they were."""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.state.world import World

KEPT = ("people", "chats", "topics", "callbacks", "files", "profile", "last_message_id", "last_callback_id")


def save(world: World, now: datetime, path: Path) -> None:
    """All of it, or what stood there before."""
    state: dict[str, Any] = {name: getattr(world, name) for name in KEPT}
    state["waiting"], state["last_update"] = list(world.queue.waiting), world.queue.last_id
    state["now"] = now
    new = path.with_suffix(".new")
    new.write_bytes(pickle.dumps(state))
    new.replace(path)


def load(world: World, path: Path) -> datetime | None:
    """Brings it back, and says what time it was; None where nothing can be brought back."""
    try:
        state: Mapping[str, Any] = pickle.loads(path.read_bytes())  # noqa: S301 - the demo wrote it itself
        kept = {name: state[name] for name in KEPT}
        now: datetime = state["now"]
        waiting, last = state["waiting"], state["last_update"]
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, KeyError, TypeError):
        return None
    kept["chats"] = {number: replace(chat, typing_until=0.0) for number, chat in kept["chats"].items()}
    for name, value in kept.items():
        setattr(world, name, value)
    world.queue.waiting.extend(waiting)
    world.queue.last_id = last
    world.changed(None)
    return now
