"""Files that hold what people wrote, or the token: nobody else on the machine may read them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.settings import Settings
from storage import backup
from storage.database import parse_url

ENV = Path(".env")
OTHERS = 0o077


def readable_by_others(settings: Settings) -> list[Path]:
    return [path for path in _private(settings) if path.exists() and path.stat().st_mode & OTHERS]


def _private(settings: Settings) -> Iterator[Path]:
    yield ENV
    url = parse_url(settings.database_url.get_secret_value())
    if url.get_backend_name() == "sqlite":
        yield from (Path(f"{url.database}{end}") for end in ("", "-wal", "-shm"))
    if settings.backup_dir is not None:
        yield from (path for _, path in backup.copies(settings.backup_dir))


def advice(paths: Iterable[Path]) -> str:
    """One line that mends it."""
    return f"others on this machine can read what is private: chmod 600 {' '.join(map(str, paths))}"
