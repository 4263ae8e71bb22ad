"""Text that is longer than its place."""

import pytest

from content.ellipsis import cut, opening


@pytest.mark.parametrize(
    ("text", "shown"), [("", ""), ("а б в", "а б в"), ("а б вг", "а б…"), ("абвгдежз", "абвг…"), ("абв  где", "абв…")]
)
def test_what_is_cut_ends_close_to_its_last_word(text: str, shown: str) -> None:
    assert cut(text, 5) == shown
    assert len(shown) <= 5


def test_where_the_cut_may_fall_anywhere_a_blank_stays() -> None:
    assert cut("абв где", 5, close=False) == "абв …"


@pytest.mark.parametrize(("text", "shown"), [("абв", "абв"), ("абвг", "абв…"), ("аб вг", "аб …")])
def test_what_counted_is_shown_whole(text: str, shown: str) -> None:
    assert opening(text, 3) == shown
