"""`make texts`: catalogues follow what the bot says, a feature a file, and nothing changes that need not."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content.models import Language
from content.texts.extraction import update
from content.texts.labels import read_labels
from content.texts.render import HERE, Wording
from content.yaml_file import ContentError


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """Two features with a label and a template each, and their catalogues."""
    for name, text in (
        ("labels/asking.yaml", "send: Жіберу\n"),
        ("labels/topics.yaml", "choose: Таңдау\nunit: {day: [күн]}\n"),
        ("templates/asking/sent.j2", "{% trans %}Жіберілді{% endtrans %}\n"),
        (
            "templates/topics/topic.j2",
            "{% trans %}\nБұл сіздің тақырыбыңыз.\nЛоты: {{ lot }}\n{% endtrans %}\n",
        ),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    update(tmp_path)
    return tmp_path


def catalogue(words: Path, feature: str) -> str:
    return (words / f"locale/ru/LC_MESSAGES/{feature}.po").read_text(encoding="utf-8")


def say(words: Path, file: str, old: str, new: str) -> None:
    path = words / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def translate(words: Path, feature: str, old: str, new: str) -> None:
    say(words, f"locale/ru/LC_MESSAGES/{feature}.po", old, new)


def written(words: Path) -> list[str]:
    return [path.name for path in update(words)]


@pytest.mark.slow
def test_the_catalogues_are_as_the_command_writes_them(tmp_path: Path) -> None:
    for name in ("templates", "labels", "locale"):
        shutil.copytree(HERE / name, tmp_path / "content" / name)
    assert update(tmp_path / "content") == []


def test_every_feature_has_a_catalogue_in_the_order_of_what_it_says(words: Path) -> None:
    assert catalogue(words, "asking") == (
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: ru\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)'
        ' ? 1 : 2);\\n"\n'
        "\n"
        f"#: {words.name}/labels/asking.yaml\n"
        'msgctxt "send"\n'
        'msgid "Жіберу"\n'
        'msgstr ""\n'
        "\n"
        f"#: {words.name}/templates/asking/sent.j2\n"
        'msgid "Жіберілді"\n'
        'msgstr ""\n'
    )
    assert written(words) == []


def test_a_phrase_of_a_screen_is_found_whole(words: Path) -> None:
    assert '"Бұл сіздің тақырыбыңыз.\\n"\n"Лоты: %(lot)s"\n' in catalogue(words, "topics")


def test_a_number_has_the_forms_of_the_language(words: Path) -> None:
    translate(
        words,
        "topics",
        'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""',
        'msgstr[0] "день"\nmsgstr[1] "дня"\nmsgstr[2] "дней"',
    )
    wording = Wording(words, Language.RU, read_labels(words))
    assert [wording.count(number, "day").split("\N{NO-BREAK SPACE}")[1] for number in (1, 3, 5, 21)] == [
        "день",
        "дня",
        "дней",
        "день",
    ]


def test_what_is_translated_stays_so_wherever_it_moves(words: Path) -> None:
    translate(
        words, "asking", 'msgid "Жіберілді"\nmsgstr ""', '# to whoever asked\nmsgid "Жіберілді"\nmsgstr "Отправлено"'
    )
    say(words, "templates/topics/topic.j2", "{% trans %}", "{% trans %}Жіберілді{% endtrans %}\n{% trans %}")
    assert written(words) == ["asking.po", "common.po"]
    assert 'msgid "Жіберілді"\nmsgstr "Отправлено"\n' in catalogue(words, "common")
    (words / "templates/asking/sent.j2").unlink()
    (words / "templates/topics/topic.j2").rename(words / "templates/topics/card.j2")
    update(words)
    assert f'#: {words.name}/templates/topics/card.j2\nmsgid "Жіберілді"\nmsgstr "Отправлено"\n' in catalogue(
        words, "topics"
    )
    assert not (words / "locale/ru/LC_MESSAGES/common.po").exists()


def test_a_message_that_changes_a_little_keeps_its_translation_to_be_looked_at(words: Path) -> None:
    translate(words, "asking", 'msgid "Жіберілді"\nmsgstr ""', 'msgid "Жіберілді"\nmsgstr "Отправлено"')
    say(words, "templates/asking/sent.j2", "Жіберілді", "Жіберілді.")
    assert written(words) == ["asking.po"]
    assert '#, fuzzy\nmsgid "Жіберілді."\nmsgstr "Отправлено"\n' in catalogue(words, "asking")
    assert written(words) == []


def test_what_is_said_no_more_is_gone_with_its_catalogue(words: Path) -> None:
    translate(words, "asking", 'msgid "Жіберу"\nmsgstr ""', 'msgid "Жіберу"\nmsgstr "Отправить"')
    (words / "templates/asking/sent.j2").unlink()
    (words / "labels/asking.yaml").unlink()
    assert written(words) == ["asking.po"]
    assert [path.name for path in (words / "locale/ru/LC_MESSAGES").iterdir()] == ["topics.po"]


def test_other_tools_read_the_catalogues(words: Path) -> None:
    with (words / "locale/ru/LC_MESSAGES/topics.po").open("rb") as file:
        read = read_po(file)
    assert read.num_plurals == 3
    assert str(read.locale) == "ru"


def test_a_template_that_is_none_is_named_with_its_line(words: Path) -> None:
    say(words, "templates/asking/sent.j2", "{% endtrans %}", "\n{% endif %}")
    with pytest.raises(ContentError, match=r"sent\.j2:2: not a template: "):
        update(words)


@pytest.mark.parametrize(
    ("words_of_a_button", "key", "feature"),
    [
        ("Выбрать эту тему", "topic.choose", "topics"),
        ("‹ Назад", "back", "common"),
        ("Задать вопрос консультанту", "asking.write", "questions"),
    ],
)
def test_the_words_of_a_button_lead_to_its_key_and_file(words_of_a_button: str, key: str, feature: str) -> None:
    text = (HERE / f"locale/ru/LC_MESSAGES/{feature}.po").read_text(encoding="utf-8")
    entries = [entry for entry in text.split("\n\n") if f'msgstr "{words_of_a_button}"' in entry]
    assert any(f"#: content/labels/{feature}.yaml\n" in entry and f'msgctxt "{key}"\n' in entry for entry in entries)
