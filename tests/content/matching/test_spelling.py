"""Words are compared, not letters: alphabets, missing letters, endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.matching.grammar import meaningful, stems
from content.matching.spelling import fold, words


@pytest.mark.parametrize(
    "spellings",
    [
        "жүрек журек jürek jurek zhurek ЖҮРЕК",
        "қайырымдылық кайырымдылык qaıyrymdylyq qayyrymdylyq kaiyrymdylyk",
        "денсаулық денсаулык densaulyq densaýlyq",
        "әлеуметтік алеуметтик äleumettik aleumettik",
        "көмек комек kömek komek",
        "жаңа жана jaña jana zhana",
        "ғылым гылым ğylym gylym ghylym",
        "іс ис is",
        "ұрпақ урпак urpaq urpak",
        "қаһарман кахарман qaharman",
        "шәкірт шакирт şäkirt shakirt",
        "молодёжь молодежь molodezh molodej",
        "общественный obshchestvennyi obschestvenny",
        "цифровой tsifrovoi cifrovoy",
        "язык yazyk iazyk",
        "волонтёр волонтер volonter",
        "интернет internet ИНТЕРНЕТ",
    ],
)
def test_one_word_in_every_spelling(spellings: str) -> None:
    assert len({fold(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["бала қала", "тіл тел", "дети цели", "ана ене", "сын шын"])
def test_different_words_stay_different(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "forms",
    [
        "жастар жастарға жастардың жастардан жастармен",
        "волонтер волонтерлер волонтерлік волонтерлерді",
        "бала балалар балаларға балаларды",
        "тіл тілі тілді тілде",
        "дети детей детям детьми",
        "молодежь молодежи молодежью молодежный молодежная",
        "волонтер волонтеров волонтерство волонтерский",
        "здоровье здоровья здоровью",
        "язык языка языку",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    shared = set.intersection(*(set(stems(fold(form))) for form in forms.split()))
    assert shared, [stems(fold(form)) for form in forms.split()]


@pytest.mark.parametrize("pair", ["бала баланс", "интернет интерес", "birgemiz бір", "семья семинар"])
def test_a_likeness_of_letters_is_no_form(pair: str) -> None:
    one, other = (set(stems(fold(word))) for word in pair.split())
    assert not one & other


def test_only_words_that_say_something_count() -> None:
    assert meaningful("Мы хотим грант на проект для молодежи и для молодежи аула") == ("molodeji", "aula")
    assert meaningful("Біз жастарға арналған жоба бойынша грант іздейміз") == ("jastarga", "arnalgan", "izdeimiz")


@pytest.mark.parametrize("text", ["", "   ", "?!…", "<>&", "👨‍👩‍👧", "- * -", "грант", "для и на"])
def test_signs_and_little_words_are_no_search(text: str) -> None:
    assert meaningful(text) == ()


@given(st.text(max_size=60))
def test_any_text_folds_to_words(text: str) -> None:
    for word in words(text):
        assert word.strip()
        assert word in stems(word)
        assert all(word.startswith(stem) for stem in stems(word))
