"""The page to take along to where it is handed in: topic, deadline, state, what was found, what to bring."""

import re
from html import unescape

from bot.services.inspection.gathering import Inspected
from bot.services.packages import tailoring
from bot.services.packages.progress import handed_in, packing, progress
from bot.ui.context import Context
from content.models import Contest, FieldType
from content.models.inspection.rules import RemarkGroup
from storage.packages.packages import DocumentStatus, Package

SHOWN = {RemarkGroup.TECHNICAL: 6, RemarkGroup.POINTS: 3, RemarkGroup.UNCLEAR: 3}
"""Remarks of each group: with all the rest they fit on one page."""
MOST = 140
"""Characters of a remark."""
TAG = re.compile(r"<[^>]+>")


def lines(ctx: Context, contest: Contest, package: Package | None, found: Inspected) -> list[str]:
    statuses = tailoring.statuses(contest, package)
    needed = [
        document
        for document in tailoring.documents(contest, package)
        if statuses[document.id] is not DocumentStatus.NOT_NEEDED
    ]
    text = ctx.text(
        "inspection/summary",
        contest=contest,
        organisation=organisation(ctx, found),
        topic=contest.topic(package.topic_id) if package and package.topic_id else None,
        ready=progress(statuses),
        packing=packing(contest, package),
        handed_in=handed_in(contest, package),
        now=ctx.now,
        groups=[(group, count, found.of_group(group)[: SHOWN[group]]) for group, count in found.counted()],
        documents=needed,
        files=found.files,
        numbers={each.id: each.number for each in contest.documents.documents},
        steps=[step for step in tailoring.steps(contest, package) if not step.hands_in],
        most=MOST,
    )
    return unescape(TAG.sub("", text)).split("\n")


def organisation(ctx: Context, found: Inspected) -> str:
    """Its name, as far as it is known."""
    sheet = found.book.of_organisation
    return " ".join(sheet.said(FieldType.TEXT, ctx.person.language.written, "full_name").split())
