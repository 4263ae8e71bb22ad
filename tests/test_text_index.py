"""What searches by words are made of: mistyped words, phrases for one thing, lines by what is in them."""

from collections import defaultdict
from math import log, sqrt

import pytest

from bot.services.text_index import InvertedIndex, KnownWords, Phrases, rarity

KNOWN = KnownWords(["volonter", "volonterlik", "vagon", "aksai", "volonter"], slips=((8, 2), (5, 1)))


def test_words_are_found_by_how_they_begin() -> None:
    assert KNOWN.beginning("vol") == ["volonter", "volonterlik"]
    assert KNOWN.beginning("v") == ["vagon", "volonter", "volonterlik"]
    assert KNOWN.beginning("volonterlik") == ["volonterlik"]
    assert KNOWN.beginning("z") == []


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("valonter", ["volonter"]),  # one letter is another
        ("volonetr", ["volonter"]),  # two are swapped
        ("valontir", ["volonter"]),  # two slips in a long word
        ("vogan", []),  # but not in a short one
        ("vagan", ["vagon"]),
        ("vagn", []),  # too short for any
        ("polonter", []),  # the first letter is never mistyped
        ("volonterl", ["volonter"]),  # the nearest alone
    ],
)
def test_slips_are_forgiven_by_the_length_of_the_word(typed: str, nearest: list[str]) -> None:
    assert list(KNOWN.nearest(typed)) == nearest


def test_of_two_as_near_both_are_meant() -> None:
    assert KnownWords(["tolyk", "tolqk"], slips=((5, 1),)).nearest("tolzk") == ["tolqk", "tolyk"]


def test_a_phrase_is_said_once_all_its_words_are() -> None:
    phrases = Phrases([[("aga", "buyn"), (), ("zeinetker",)], [("buyn",)]])
    assert phrases.groups == [(("aga", "buyn"), ("zeinetker",)), (("buyn",),)]
    assert list(phrases.words()) == ["aga", "buyn", "zeinetker", "buyn"]
    assert list(phrases.said({"aga"})) == []
    assert set(phrases.said({"buyn", "aga"})) == {(("aga", "buyn"), 0), (("buyn",), 1)}


def test_what_few_have_says_more() -> None:
    assert rarity(1, 10) == log(11)
    assert rarity(1, 10) > rarity(2, 10) > rarity(10, 10) > 0
    assert rarity(0, 10) == rarity(1, 10)


@pytest.fixture
def index() -> InvertedIndex[str]:
    index = InvertedIndex[str]()
    index.add("first", [{"a": 1.0, "b": 0.3}, {"a": 0.7}])
    index.add("second", [{"b": 1.2}])
    index.add("empty", [{}])
    return index


def test_lines_and_entries_by_feature(index: InvertedIndex[str]) -> None:
    assert index.entries == ["first", "second", "empty"]
    assert list(index.entry_of) == [0, 0, 1, 2]
    assert list(index.features()) == ["a", "b"]
    assert list(index.lines_with("b")) == [0, 2]
    assert index.entries_with("a") == {0}
    assert index.entries_with("b") == {0, 1}


def test_lines_add_up_what_a_feature_counts(index: InvertedIndex[str]) -> None:
    found: dict[int, float] = defaultdict(float)
    assert index.count("a", 2.0, found) == {0}
    assert index.count("b", 1.0, found) == {0, 1}
    assert found == pytest.approx({0: 2.3, 1: 1.4, 2: 1.2})


def test_what_is_nowhere_is_not_remembered(index: InvertedIndex[str]) -> None:
    found: dict[int, float] = defaultdict(float)
    assert index.count("z", 1.0, found) == set()
    assert not found
    assert not index.entries_with("z")
    assert list(index.lines_with("z")) == []
    assert list(index.features()) == ["a", "b"]


def test_a_line_is_as_long_as_what_it_has(index: InvertedIndex[str]) -> None:
    lengths = index.lengths(lambda feature: 2.0 if feature == "a" else 1.0)
    assert list(lengths) == pytest.approx([sqrt(4 + 0.09), 1.4, 1.2, 1.0])
