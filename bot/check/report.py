"""`python -m bot check`: contests, wording and every screen, with all faults at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.app import build_navigation
from bot.check.crawl import walkers
from bot.check.form_templates import template_faults
from bot.check.side_by_side import Walked, beside, walk, walking
from content.answers.faults import answer_faults
from content.catalogue import Catalogue
from content.loader import contest_folder, load_catalogue, summary
from content.lost_words import lost_words_in
from content.models import Contest, Language
from content.texts.complaints import told
from content.texts.render import Texts
from content.texts.wording import wording_faults
from content.yaml_file import ContentError, Fault

COMPILED = 2000
"""Templates of the content that are kept: every walk comes by them all."""


@dataclass(frozen=True)
class CheckReport:
    """What was checked, in rows of part, item and count; and every fault, in words."""

    rows: Sequence[tuple[str, str, int]]
    faults: Sequence[str]

    def table(self) -> str:
        rows = [(part, item, str(count)) for part, item, count in self.rows]
        rows.append(("all", "faults", str(len(self.faults))))
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        return "\n".join(
            f"{part:<{widths[0]}}  {item:<{widths[1]}}  {count:>{widths[2]}}" for part, item, count in rows
        )


async def check(
    directory: Path, language: Language | None = None, *, whole: bool = False, processes: int = 1
) -> CheckReport:
    """Screens count only once content and wording are sound: they stand on both.

    Faults of files are told in a language of staff, or in English with their paths. `whole` draws what only a change of
    the code can break as well. With more than one process, screens are drawn in so many and the answers are looked at
    in another; this one must have no other threads then.
    """

    def said(found: Sequence[Fault]) -> list[str]:
        return told(Texts(), language, found) if language else [str(fault) for fault in found]

    faults = [str(fault) for fault in wording_faults()] if whole else []
    contests: Mapping[str, Contest] = {}
    try:
        contests = load_catalogue(directory)
    except ContentError as error:
        faults += said(error.faults)
    faults += said(lost_words_in(directory))
    rows = summary(contests)
    if faults:
        return CheckReport(rows, faults)
    texts = Texts(compiled=COMPILED)
    all_walkers = walkers(Catalogue(contests), texts, build_navigation())
    drawn: Walked | None = None
    if processes > 1:
        with (
            beside(partial(_written, directory, contests, texts)) as written,  # while this one gets ready for the walks
            walking(directory, all_walkers, processes, quick=not whole) as walks,
        ):
            found = written.result()
            drawn = None if found else walks.ended()
    else:
        found = _written(directory, contests, texts)
        drawn = None if found else await walk(directory, all_walkers, quick=not whole)
    if drawn is not None:
        found += drawn.faults
        rows.append(("all", "screens drawn", drawn.screens))
    return CheckReport(rows, said(found))


def _written(directory: Path, contests: Mapping[str, Contest], texts: Texts) -> list[Fault]:
    """What is wrong with the answers and with the Word templates of the forms."""
    faults: list[Fault] = []
    for contest in contests.values():
        faults += answer_faults(contest_folder(directory, contest.id), contest, texts)
        faults += template_faults(contest_folder(directory, contest.id), contest)
    return faults
