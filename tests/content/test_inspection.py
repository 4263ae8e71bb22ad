"""Rules of the inspection name what there is, and say it with what they find."""

import pytest

from content.loader import load_contest, load_organisation_sheet
from tests.content.conftest import Folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("line: equipping", "line: equippin", "rule 'percent': no line has the id 'equippin'"),
        ("document: doc_8\n    causes", "document: doc_10\n    causes", "no document has the id 'doc_10'"),
        ('{partners: ["no"]}', "{partners: [never]}", "no answer has the id 'partners.never'"),
        ("asked_for: video", "asked_for: film", "no asked_for has the id 'film'"),
        ("{table: team, column: position}", "{table: team, column: post}", "no column has the id 'team.post'"),
        ("there: {table: partners}", "there: {table: goal}", "no table has the id 'goal'"),
        ("field: signed_on", "field: place", "no field has the id 'place'"),
        ("{banner: [no_events]}", "{banners: [no_events]}", "no step has the id 'banners'"),
        ("criterion_4, sub_point: 2}", "criterion_4, sub_point: 9}", "no sub_point has the id 'criterion_4.9'"),
        ("kind: rows_paid", "kind: rows_payed", "Input tag 'rows_payed'"),
        (
            "Сметадағы грант сомасы {sum}",
            "Сметадағы грант сомасы {summ}",
            "nothing is called 'summ' here, only: amount, difference, sum",
        ),
        ("- id: rows_paid", "- id: months", "id 'months' stands twice"),
    ],
)
@pytest.mark.slow
def test_what_a_rule_names_is_there(folder: Folder, old: str, new: str, message: str) -> None:
    folder.replace("inspection.yaml", old, new)
    assert any(message in said for file, _, said in folder.faults() if file == "inspection.yaml")


def test_only_what_costs_points_serves_a_sub_point(folder: Folder) -> None:
    folder.replace(
        "inspection.yaml", "group: points\n    source: {appendix: 3", "group: unclear\n    source: {appendix: 3"
    )
    assert "only a rule of the group `points`" in folder.faults()[0][-1]


def test_a_contest_without_rules_is_none_the_worse(folder: Folder) -> None:
    (folder.path / "inspection.yaml").unlink()
    assert load_contest(folder.path).inspection.rules == ()


def test_what_rules_take_from_the_organisation_is_asked_of_it(folder: Folder) -> None:
    sheet = load_organisation_sheet()
    named = [
        each
        for rule in load_contest(folder.path).inspection.rules
        for name in ("organisation", "unwritten")
        for each in _several(getattr(rule, name, None))
    ]
    assert named
    assert [each for each in named if sheet.field(each) is None] == []


def _several(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)
