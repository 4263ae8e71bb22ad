"""Who brings updates and who breaks, in tests of receiving."""

import sqlite3

from sqlalchemy.exc import OperationalError

from storage.telegram.inbox import StoredUpdate


def entry(update_id: int, person_id: int | None) -> StoredUpdate:
    return StoredUpdate(update_id, person_id, "{}")


def full() -> OperationalError:
    return OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))
