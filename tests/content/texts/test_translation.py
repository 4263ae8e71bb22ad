"""Templates in another language: translated while they are compiled, so that drawing a screen looks nothing up."""

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from content.models import Language
from content.texts.labels import read_labels
from content.texts.render import Texts, Wording
from content.texts.translation import read_translation

KK, RU = Language.KK, Language.RU
HEADING = "<b>{% trans %}Құжаттар{% endtrans %}</b>"


class Words:
    """A folder of words: one template and one catalogue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("labels", "templates", "locale/ru/LC_MESSAGES"):
            (folder / name).mkdir(parents=True)

    def write(self, template: str, catalogue: str = "", name: str = "one.j2") -> Texts:
        (self.folder / "templates" / name).write_text(template, encoding="utf-8")
        (self.folder / "locale/ru/LC_MESSAGES/one.po").write_text(catalogue, encoding="utf-8")
        return Texts(self.folder)

    def shown(self, template: str, catalogue: str = "", **values: object) -> tuple[str, str]:
        """The template in Kazakh and in Russian."""
        texts = self.write(template, catalogue)
        return texts.render(KK, "one", **values), texts.render(RU, "one", **values)


@pytest.fixture
def words(tmp_path: Path) -> Words:
    return Words(tmp_path)


def message(kk: str, ru: str, context: str = "") -> str:
    return (f'msgctxt "{context}"\n' if context else "") + f'msgid "{kk}"\nmsgstr "{ru}"\n'


def test_a_message_is_said_in_the_language_of_whoever_reads(words: Words) -> None:
    assert words.shown(HEADING, message("Құжаттар", "Документы")) == ("<b>Құжаттар</b>", "<b>Документы</b>")


@pytest.mark.parametrize("catalogue", ["", "#, fuzzy\n" + message("Құжаттар", "Файлы"), message("Құжаттар", "")])
def test_without_a_translation_it_is_said_in_kazakh(words: Words, catalogue: str) -> None:
    assert words.shown(HEADING, catalogue) == ("<b>Құжаттар</b>", "<b>Құжаттар</b>")


def test_values_stand_where_the_language_wants_them_and_are_escaped(words: Words) -> None:
    template = "{% trans name=who.name, day=due %}{{ name }}: {{ day }} күніне дейін{% endtrans %}"
    catalogue = message("%(name)s: %(day)s күніне дейін", "До %(day)s: %(name)s и еще раз %(name)s")
    assert words.shown(template, catalogue, who={"name": "<i>"}, due=Markup("<b>3</b>")) == (
        "&lt;i&gt;: <b>3</b> күніне дейін",
        "До <b>3</b>: &lt;i&gt; и еще раз &lt;i&gt;",
    )


def test_lines_of_a_message_are_lines_of_the_screen(words: Words) -> None:
    two, three = "{% trans %}\nБір\n<b>Екі</b>\n{% endtrans %}\n", "{% trans %}\nҮш\n{% endtrans %}\n"
    template = f"a\n{two}b\n{{% if true %}}\n{three}{{% endif %}}\nc\n"
    catalogue = 'msgid ""\n"Бір\\n"\n"<b>Екі</b>"\nmsgstr ""\n"Раз\\n"\n"<b>Два</b>"\n\n' + message("Үш", "Три")
    assert words.shown(template, catalogue) == ("a\nБір\n<b>Екі</b>\nb\nҮш\nc", "a\nРаз\n<b>Два</b>\nb\nТри\nc")


def test_white_space_at_the_edges_is_no_part_of_a_message(words: Words) -> None:
    template = "({% trans %} сіз {% endtrans %})"
    assert words.shown(template, message("сіз", "Вы")) == ("( сіз )", "( Вы )")


def test_a_percent_sign_is_a_percent_sign(words: Words) -> None:
    template = "{% trans share=50 %}{{ share }} % (50 %s){% endtrans %}"
    catalogue = message("%(share)s %% (50 %%s)", "всего %(share)s %%")
    assert words.shown(template, catalogue) == ("50 % (50 %s)", "всего 50 %")


def test_the_same_words_in_another_context_are_another_message(words: Words) -> None:
    template = (
        '{% trans %}Кімге{% endtrans %} {% trans "finder" %}Кімге{% endtrans %} {{ pgettext("finder", "Кімге") }}'
    )
    catalogue = message("Кімге", "Кому") + "\n" + message("Кімге", "Для кого", "finder")
    assert words.shown(template, catalogue) == ("Кімге Кімге Кімге", "Кому Для кого Для кого")


def test_words_inside_expressions_are_said_too(words: Words) -> None:
    template = "{% trans what=_('Иә') if yes else _('Жоқ') %}Жауап: {{ what }}{% endtrans %}{% set _ = 1 %}{{ _ }}"
    catalogue = "\n".join([message("Иә", "Да"), message("Жоқ", "Нет <"), message("Жауап: %(what)s", "Ответ: %(what)s")])
    assert words.shown(template, catalogue, yes=True) == ("Жауап: Иә1", "Ответ: Да1")
    assert words.shown(template, catalogue, yes=False)[1] == "Ответ: Нет &lt;1"


def test_each_value_is_worked_out_where_it_is_shown(words: Words) -> None:
    """A call among the values: Jinja2 itself would work it out first, whether or not it is shown."""
    calls: list[str] = []

    def call(name: str) -> str:
        calls.append(name)
        return name

    template = "{% trans first=call('a'), second=call('b') %}{{ first }}, {{ second }}{% endtrans %}"
    assert words.shown(template, message("%(first)s, %(second)s", "%(second)s"), call=call) == ("a, b", "b")
    assert calls == ["a", "b", "b"]


def test_a_macro_says_its_words_in_every_language(words: Words) -> None:
    words.write("{% macro sign() %}{% trans %}Дайын{% endtrans %}{% endmacro %}", name="parts.j2")
    template = '{% import "parts.j2" as parts %}{% for each in (1, 2) %}{{ parts.sign() }}{{ each }}{% endfor %}'
    assert words.shown(template, message("Дайын", "Готово")) == ("Дайын1Дайын2", "Готово1Готово2")


def test_nothing_is_looked_up_when_a_screen_is_drawn(words: Words) -> None:
    words.write(HEADING + "{{ _('Жоқ') }}", message("Құжаттар", "Документы") + "\n" + message("Жоқ", "Нет"))
    environment = Wording(words.folder, RU, read_labels(words.folder)).environment
    before = environment.get_template("one.j2").render()
    for path in (words.folder / "locale").rglob("*.po"):
        path.unlink()
    environment.translation = read_translation(words.folder, RU)
    assert environment.get_template("one.j2").render() == before == "<b>Документы</b>Нет"
    assert "gettext" not in environment.globals


def test_a_language_has_a_template_of_its_own_where_it_needs_one(words: Words) -> None:
    words.write("Свое: {{ value }}", name="two.ru.j2")
    words.write("{% trans %}Ортақ: {{ value }}{% endtrans %}", name="two.j2")
    assert words.shown("{% include 'two.j2' %}", value=1) == ("Ортақ: 1", "Свое: 1")


def test_a_translation_cannot_show_what_the_screen_does_not_give(words: Words) -> None:
    texts = words.write("{% trans %}{{ name }} дайын{% endtrans %}", message("%(name)s дайын", "%(day)s готово"))
    assert texts.render(KK, "one", name="a") == "a дайын"
    with pytest.raises(TemplateSyntaxError, match="ru: the message has no value 'day'"):
        texts.render(RU, "one", name="a")


def test_plurals_are_the_matter_of_units(words: Words) -> None:
    texts = words.write("{% trans count=number %}бір{% pluralize %}көп{% endtrans %}")
    with pytest.raises(TemplateSyntaxError, match="takes its unit from the filter count"):
        texts.render(KK, "one", number=1)
