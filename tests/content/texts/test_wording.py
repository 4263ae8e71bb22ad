"""Every language says everything: what is missing, left over or different is a fault, by its file and line."""

from pathlib import Path

import pytest

from content.texts.wording import wording_faults
from tests.content.conftest import Folder, Found, found

LABELS = """\
help: Көмек
point:
  unmet: "{number}) Жоқ"
unit:
  hour: [сағат]
"""
TEMPLATE = """\
<b>{% trans number=question.id %}№{{ number }} сұрақ{% endtrans %}</b>
{% if shares %}
{% trans share=shares[0] %}
Жарты жол: {{ share }} %
<i>Әлі 14 күн бар.</i>
{% endtrans %}
{% else %}
{{ _("ештеңе жоқ") }}
{% endif %}
"""
CATALOGUE = """\
msgctxt "help"
msgid "Көмек"
msgstr "Помощь"

msgctxt "point.unmet"
msgid "{number}) Жоқ"
msgstr "{number}) Нет"

msgctxt "unit.hour"
msgid "сағат"
msgid_plural "сағат"
msgstr[0] "час"
msgstr[1] "часа"
msgstr[2] "часов"

msgid "№%(number)s сұрақ"
msgstr "Вопрос №%(number)s"

msgid ""
"Жарты жол: %(share)s %%\\n"
"<i>Әлі 14 күн бар.</i>"
msgstr ""
"Полпути: %(share)s %%\\n"
"<i>Еще есть 14 дней.</i>"

msgid "ештеңе жоқ"
msgstr "ничего нет"
"""
PO = "locale/ru/LC_MESSAGES/asking.po"
J2 = "templates/asking/card.j2"
YAML = "labels/asking.yaml"

UNMET = 'msgstr "{number}) Нет"\n'
QUESTION = 'msgstr "Вопрос №%(number)s"\n'
HALF = 'msgid ""\n"Жарты жол'
HALF_NAMED = "'Жарты жол: %(share)s %% <i>Әлі 14 күн бар.</i>'"


@pytest.fixture
def words(tmp_path: Path) -> Folder:
    """One label, one unit and one template, with their catalogue."""
    for name, text in ((YAML, LABELS), (J2, TEMPLATE), (PO, CATALOGUE)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Folder(tmp_path)


def faults(words: Folder) -> list[Found]:
    return found(wording_faults(words.path), words.path)


@pytest.mark.slow
def test_the_real_words_are_sound() -> None:
    assert wording_faults() == []


def test_these_words_are_sound(words: Folder) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(
    ("old", "new", "mark", "message"),
    [
        ('msgstr "Помощь"', 'msgstr ""', 'msgid "Көмек"', "help 'Көмек': not translated"),
        ('msgstr[1] "часа"\n', 'msgstr[1] ""\n', 'msgid "сағат"', "unit.hour 'сағат': not translated"),
        ('msgstr[2] "часов"\n', "", 'msgid "сағат"', "unit.hour 'сағат': not translated"),
        (
            'msgctxt "help"',
            '#, fuzzy\nmsgctxt "help"',
            'msgid "Көмек"',
            "help 'Көмек': fuzzy: see that it says the same and remove the mark",
        ),
        (
            UNMET,
            UNMET + '\nmsgctxt "point.none"\nmsgid "Жоқ"\nmsgstr "Нет"\n',
            'msgid "Жоқ"',
            "point.none 'Жоқ': said nowhere any more",
        ),
        (UNMET, UNMET + '\n#~ msgid "Бар"\n#~ msgstr "Есть"\n', '#~ msgid "Бар"', "'Бар': said nowhere any more"),
        (
            UNMET,
            UNMET.replace("number", "index"),
            'msgid "{number}) Жоқ"',
            "point.unmet '{number}) Жоқ': takes ['index'], in kk ['number']",
        ),
        (
            UNMET,
            UNMET.replace("{number}", "{number"),
            'msgid "{number}) Жоқ"',
            "point.unmet '{number}) Жоқ': not a label: expected '}' before end of string",
        ),
        (
            QUESTION,
            'msgstr "Вопрос"\n',
            'msgid "№%(number)s сұрақ"',
            "'№%(number)s сұрақ': takes [], in kk ['number']",
        ),
        (
            QUESTION,
            QUESTION.replace("number", "id"),
            'msgid "№%(number)s сұрақ"',
            "'№%(number)s сұрақ': takes ['id'], in kk ['number']",
        ),
        (
            "<i>Еще есть 14 дней.</i>",
            "<b>Еще есть 14 дней.</i>",
            HALF,
            "'Жарты жол: %(share)s %% <i>Әлі 14 күн бар.</i>': has the tags ['</i>', '<b>'], in kk ['</i>', '<i>']",
        ),
        (
            "Еще есть 14 дней",
            "Еще есть 13 дней",
            HALF,
            f"{HALF_NAMED}: figures differ: kk ['14'], ru ['13']",
        ),
        (
            "Полпути: %(share)s %%",
            "Полпути: %(share)s %",
            HALF,
            f"{HALF_NAMED}: a percent sign is written %%",
        ),
        ("Помощь", "Помощь!", 'msgid "Көмек"', "help 'Көмек': ru: no exclamation marks"),
        (
            "Помощь",
            "Помoщь",  # a Latin o
            'msgid "Көмек"',
            "help 'Көмек': ru: 'Помoщь' mixes Latin and Cyrillic letters",
        ),
        (
            "ничего нет",
            "ничего нет ",
            'msgid "ештеңе жоқ"',
            "'ештеңе жоқ': white space at an edge is the template's matter",
        ),
    ],
)
def test_a_translation_says_the_same(words: Folder, old: str, new: str, mark: str, message: str) -> None:
    words.replace(PO, old, new)
    assert faults(words) == [(PO, words.line(PO, mark), message)]


def test_what_no_catalogue_has_is_named_where_it_is_said(words: Folder) -> None:
    words.replace(PO, CATALOGUE[CATALOGUE.index('msgid "№') : CATALOGUE.index('msgid ""')], "")
    words.replace(PO, 'msgctxt "help"\nmsgid "Көмек"\nmsgstr "Помощь"\n', "")
    missing = "not in the catalogue of ru, run `make texts`"
    assert faults(words) == [
        (YAML, 1, f"help 'Көмек': {missing}"),
        (J2, 1, f"'№%(number)s сұрақ': {missing}"),
    ]


def test_a_message_stands_in_one_catalogue(words: Folder) -> None:
    other = "locale/ru/LC_MESSAGES/other.po"
    (words.path / other).write_text('\nmsgctxt "help"\nmsgid "Көмек"\nmsgstr "Подсказка"\n', encoding="utf-8")
    assert faults(words) == [(other, 3, "help 'Көмек': stands in asking.po too")]


def test_what_is_no_catalogue_is_named_with_its_line(words: Folder) -> None:
    words.replace(PO, UNMET, 'msgword "Нет"\n')
    (fault, *_) = faults(words)
    assert fault[:2] == (PO, words.line(PO, "msgword"))
    assert fault[2].startswith("not a catalogue: ")


# templates


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("{% else %}\n", "{% else %}\n<b>14</b>\n<b>Ештеңе</b>\n", 9, "'Ештеңе' stands outside trans and _()"),
        ("</b>\n{% if", "</b> бар ма{% if", 1, "'бар ма' stands outside trans and _()"),
        ('_("ештеңе жоқ")', '"ештеңе жоқ"', 8, "'ештеңе жоқ' stands outside trans and _()"),
        ("{% endif %}\n", "", 8, "not a template: Unexpected end of template."),
        ("</b>\n{% if", "</b>{{ a | nosuch }}\n{% if", 1, "not a template: No filter named 'nosuch'."),
        ("%}\nЖарты", "%}\nЖол{% pluralize %}\nЖарты", 3, "not a template: a number takes its unit from the filter"),
        ("{{ share }} %", "{{ shares[0] }} %", 4, "not a template: expected token 'end of print statement'"),
        ('_("ештеңе жоқ")', "_(nothing)", 8, "not a template: expected token 'string'"),
    ],
)
def test_a_template_can_be_said_in_any_language(words: Folder, old: str, new: str, line: int, message: str) -> None:
    words.replace(J2, old, new)
    (fault,) = faults(words)
    assert fault[:2] == (J2, line)
    assert fault[2].startswith(message)


def test_a_language_may_have_a_template_of_its_own_with_the_same_values(words: Folder) -> None:
    own = words.path / "templates/asking/card.ru.j2"
    own.write_text("Вопрос №{{ question.id }}{% if shares %}, есть еще 14 дней{% endif %}", encoding="utf-8")
    only_kk = [message for _, _, message in faults(words)]
    assert all(message.endswith("said nowhere any more") for message in only_kk)
    assert len(only_kk) == 3
    own.write_text("Вопрос №{{ question.id }}, {{ days }}", encoding="utf-8")
    assert ("templates/asking/card.ru.j2", 1, "values used in one language only: days, shares") in faults(words)


def test_a_template_of_a_language_that_is_none_is_a_fault(words: Folder) -> None:
    (words.path / "templates/asking/card.xx.j2").write_text("{{ question.id }}", encoding="utf-8")
    assert faults(words) == [("templates/asking/card.xx.j2", 1, "a template of no language")]


# labels


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("help: Көмек\n", "help: [Көмек\n", "not YAML: did not find expected ',' or ']'"),
        ("help: Көмек\n", 'help: "Көмек {"\n', "help: not a label: Single '{' encountered in format string"),
        ("help: Көмек\n", 'help: "Көмек {}"\n', "help: a gap needs a name"),
        ("help: Көмек\n", "help:\n", "help: a label is words"),
        ("help: Көмек\n", "help: 12\n", "help: a label is words"),
        ("help: Көмек\n", "help: Көмек\nhelp: Анықтама\n", "'help' stands twice"),
        ("[сағат]", "[сағат, сағаттар, сағат]", "unit.hour: 3 forms of a number, kk has 1 or 2"),
        ("[сағат]", "[12]", "unit.hour: a label is words"),
    ],
)
def test_broken_labels_are_faults_of_their_file(words: Folder, old: str, new: str, message: str) -> None:
    words.replace(YAML, old, new)
    ((file, _, said),) = faults(words)
    assert (file, said) == (YAML, message)


def test_a_broken_label_is_named_with_its_line(words: Folder) -> None:
    words.replace(YAML, "[сағат]", '["{}"]')
    assert faults(words) == [(YAML, 5, "unit.hour: a gap needs a name")]


def test_a_key_stands_in_one_file(words: Folder) -> None:
    (words.path / "labels/other.yaml").write_text("point: {unmet: Жоқ}\n", encoding="utf-8")
    assert faults(words) == [("labels/other.yaml", 1, "'point.unmet' stands in asking.yaml too")]


def test_the_kazakh_words_keep_the_rules_too(words: Folder) -> None:
    for file in (YAML, PO):
        words.replace(file, "Көмек", "Көмeк")  # a Latin e
    assert faults(words) == [
        (PO, 2, "help 'Көмeк': kk: 'Көмeк' mixes Latin and Cyrillic letters"),
    ]


def test_all_faults_come_at_once(words: Folder) -> None:
    words.replace(PO, 'msgstr "Помощь"', 'msgstr ""')
    words.replace(PO, UNMET, 'msgstr "{index}) Нет"\n')
    words.replace(PO, "ничего нет", "ничего нет 5")
    assert [line for _, line, _ in faults(words)] == [2, 6, 26]
