"""`python -m bot check`: contests, wording and every screen, with all faults at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import build_navigation
from bot.check.crawl import crawl, walkers
from bot.check.form_templates import template_faults
from bot.check.screen_faults import placed
from content.answers.faults import answer_faults
from content.catalogue import Catalogue
from content.loader import load_catalogue, summary
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


async def check(directory: Path, language: Language | None = None, *, whole: bool = False) -> CheckReport:
    """Screens are drawn only once content and wording are sound: they stand on both.

    Faults of files are told in a language of staff, or in English with their paths. `whole` draws what only a change of
    the code can break as well.
    """

    def said(found: Sequence[Fault]) -> list[str]:
        return told(Texts(), language, found) if language else [str(fault) for fault in found]

    faults = [str(fault) for fault in wording_faults()] if whole else []
    contests: Mapping[str, Contest] = {}
    try:
        contests = load_catalogue(directory)
    except ContentError as error:
        faults += said(error.faults)
    rows = summary(contests)
    texts = Texts(compiled=COMPILED)
    if not faults:
        for contest in contests.values():
            faults += said(answer_faults(directory / contest.id, contest, texts))
            faults += said([*template_faults(directory / contest.id, contest)])
    if not faults:
        result = await crawl(walkers(Catalogue(contests), texts, build_navigation()), quick=not whole)
        faults += said(placed(directory, result.found))
        rows.append(("all", "screens drawn", len(result.visits)))
    return CheckReport(rows, faults)
