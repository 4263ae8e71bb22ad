"""Rules that every text and number of the content keeps, whatever the file."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from content.models import Finding, Language, Location, Phone, Regions, Text
from content.models.complaint import Complaint
from content.phones import dialled


def findings(part: BaseModel) -> Iterator[Finding]:
    """What the models' own rules, and the rules of language and of phones, find."""
    own = getattr(part, "findings", None)
    if own is not None:
        yield from own()
    for location, text in texts(part):
        yield from ((location, message) for message in text_faults(text.said))
    if isinstance(part, Regions):
        yield from _phones(part)
        yield from _names(part)


def texts(value: object, location: Location = ()) -> Iterator[tuple[Location, Text]]:
    """Every bilingual text inside a model, with its place."""
    if isinstance(value, Text):
        yield location, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*location, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*location, index))


MIXED_WORD = re.compile(r"\w*(?:[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z])\w*")


def text_faults(said: Mapping[Language, str]) -> Iterator[Complaint]:
    """What a text in several languages must not have: other figures, words of mixed alphabets, exclamation marks."""
    figures = {language: sorted(re.findall(r"\d+", text)) for language, text in said.items()}
    first = next(iter(said))
    for language, found in figures.items():
        if found != figures[first]:
            yield Complaint(
                "figures differ: {first} {theirs}, {language} {found}",
                f"figures differ: {first} {figures[first]}, {language} {found}",
                first=first,
                theirs=_more(figures[first], found),
                language=language,
                found=_more(found, figures[first]),
            )
    for language, text in said.items():
        for word in MIXED_WORD.findall(text):
            yield Complaint("{language}: {word!r} mixes Latin and Cyrillic letters", language=language, word=word)
        if "!" in text:
            yield Complaint("{language}: no exclamation marks", language=language)


def _more(figures: Sequence[str], others: Sequence[str]) -> str:
    """Those that the others have not, or less often."""
    return ", ".join((Counter(figures) - Counter(others)).elements()) or "—"


def _names(regions: Regions) -> Iterator[Finding]:
    """Names that people type are found by their letters."""
    for index, region in enumerate(regions.regions):
        lists: list[tuple[Location, tuple[str, ...]]] = [(("aliases",), region.aliases)]
        lists += [(("later", place, "aliases"), later.aliases) for place, later in enumerate(region.later)]
        for where, names in lists:
            for number, name in enumerate(names):
                if MIXED_WORD.search(name):
                    yield (
                        ("regions", index, *where, number),
                        Complaint("{name!r} mixes Latin and Cyrillic letters", name=name),
                    )


def _phones(regions: Regions) -> Iterator[Finding]:
    for index, consultant in enumerate(regions.consultants):
        yield from _phone(("consultants", index, "phone"), consultant.phone)
    for index, region in enumerate(regions.regions):
        if region.phone is not None:
            yield from _phone(("regions", index, "phone"), region.phone)
    if regions.call_centre is not None:
        yield from _phone(("call_centre", "phone"), regions.call_centre.phone)


def _phone(location: Location, phone: Phone) -> Iterator[Finding]:
    valid = dialled(phone) is not None
    if not valid and phone.flaw is None:
        yield (
            location,
            Complaint(
                "{printed!r} is no valid number of Kazakhstan; a faulty print needs a `flaw`", printed=phone.printed
            ),
        )
    if valid and phone.flaw is not None:
        yield location, Complaint("{printed!r} is a valid number, yet it carries a `flaw`", printed=phone.printed)
