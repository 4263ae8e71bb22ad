"""What is to survive a power cut: SQLite's log on the disk. And an end to each transaction, whatever happens to it."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.errors import DatabaseError
from storage.sqlite import LogSync, ShortWork


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def written(database: Path) -> None:
    database.parent.mkdir()
    Path(f"{database}-wal").write_bytes(b"kept")


async def test_a_disk_that_cannot_be_reached_is_told_and_the_next_sync_tries_again(tmp_path: Path) -> None:
    database = tmp_path / "disk" / "bot.db"
    sync = LogSync(database)
    before = open_files()
    with pytest.raises(OSError, match="disk"):
        await sync()
    assert open_files() == before
    written(database)
    await sync()
    await sync()
    assert open_files() == before + 1
    sync.close()
    assert open_files() == before


async def test_a_transaction_that_cannot_be_rolled_back_fails_as_everything_of_the_database_does(
    tmp_path: Path,
) -> None:
    work = ShortWork(make_url(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"))

    async def lost() -> None:
        async with work.writing():
            work.close()
            raise LookupError

    with pytest.raises(DatabaseError, match="closed"):
        await lost()
