"""`python -m bot new-contest ID`: a folder to describe a contest in, every field explained; or like another."""

import re
from pathlib import Path

from content.loader import ContentError, Fault
from content.models import Contest

SKELETON = Path(__file__).parents[2] / "content" / "skeleton"
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,13}")
GAP = "{{ID}}"
OWN_ID = re.compile(r"^id:.*$", re.MULTILINE)
DATED = re.compile(r'^( *(?:- )?\w+: )"(\d{4}-\d{2}[^"]*)"', re.MULTILINE)
"""A line with a date, which of all that a contest says is another one for certain in the next."""


def new_contest(contest_id: str, directory: Path, like: str | None = None) -> Path:
    """Writes the folder and returns it: a skeleton, or all that the contest `like` says, its dates to be filled in.

    Raises ContentError where the id is none, or the folder is there already: nothing is written over.
    """
    folder = directory / contest_id
    if not ID.fullmatch(contest_id):
        raise ContentError(
            [Fault(folder, 1, "an id has 2 to 14 small Latin letters, digits and hyphens, as in 2027-main")]
        )
    if folder.exists():
        raise ContentError([Fault(folder, 1, "is there already")])
    if like is not None:
        return _copied(directory / like, folder)
    folder.mkdir(parents=True)
    for name in Contest.model_fields:
        text = (SKELETON / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace(GAP, contest_id), encoding="utf-8")
    return folder


def _copied(pattern: Path, folder: Path) -> Path:
    """A folder like another one. Raises ContentError where there is none."""
    if not (pattern / "contest.yaml").is_file():
        raise ContentError([Fault(pattern, 1, "no contest folder here")])
    folder.mkdir(parents=True)
    for path in sorted(path for path in pattern.iterdir() if path.is_file()):
        if path.suffix != ".yaml":
            (folder / path.name).write_bytes(path.read_bytes())
            continue
        text = DATED.sub(r'\1"TODO \2"', path.read_text(encoding="utf-8"))
        if path.stem == "contest":
            text = OWN_ID.sub(f"id: {folder.name}", text, count=1)
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder
