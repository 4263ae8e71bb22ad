"""`python -m bot new-contest ID`: a folder to describe a contest in, with every field explained."""

import re
from pathlib import Path

from content.loader import ContentError, Fault
from content.models import Contest

SKELETON = Path(__file__).parents[2] / "content" / "skeleton"
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,13}")
GAP = "{{ID}}"


def new_contest(contest_id: str, directory: Path) -> Path:
    """Writes the folder and returns it.

    Raises ContentError where the id is none, or the folder is there already: nothing is written over.
    """
    folder = directory / contest_id
    if not ID.fullmatch(contest_id):
        raise ContentError(
            [Fault(folder, 1, "an id has 2 to 14 small Latin letters, digits and hyphens, as in 2027-main")]
        )
    if folder.exists():
        raise ContentError([Fault(folder, 1, "is there already")])
    folder.mkdir(parents=True)
    for name in Contest.model_fields:
        text = (SKELETON / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{name}.yaml").write_text(text.replace(GAP, contest_id), encoding="utf-8")
    return folder
