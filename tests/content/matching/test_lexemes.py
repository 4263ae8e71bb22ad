"""Forms of one word are one, and words that only look alike are not."""

import pytest

from content.matching.lexemes import Lexemes
from content.matching.spelling import fold, words

KNOWN = words(
    "волонтер волонтеров волонтеры волонтерство волонтерлер волонтерлерді волонтерлік смета смету сметы сметасы сметаға"
    " баланс балансы балл баллы балға мөр мөрі мөрмен тапсыру тапсырамыз тапсырсақ тапсыруға балалар"
)


@pytest.mark.parametrize(
    "forms",
    ["волонтер волонтеров волонтерлердің волонтерлік волонтерскую", "смета сметы сметаға сметасы", "тапсыру тапсырсам"],
)
def test_forms_of_a_word_are_cut_to_the_same(forms: str) -> None:
    stem = Lexemes(KNOWN).stem
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["баланс балл", "волонтер волан"])
def test_words_that_begin_alike_are_kept_apart(pair: str) -> None:
    stem = Lexemes(KNOWN).stem
    assert len({stem(fold(word)) for word in pair.split()}) == 2
