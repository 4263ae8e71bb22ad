"""The room that is left where the database stands."""

import shutil
from pathlib import Path

LEAST_FREE = 200 * 2**20
"""Bytes without which a busy day ends in an error."""


def database_size(path: Path) -> int:
    """Bytes; 0 before it is made."""
    return path.stat().st_size if path.exists() else 0


def free_bytes(path: Path) -> int:
    """Of the disk on which the file is, or will be."""
    folder = next(each for each in (path.parent, *path.resolve().parents) if each.exists())
    return shutil.disk_usage(folder).free
