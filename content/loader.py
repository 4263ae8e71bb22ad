"""YAML -> models. Every fault of every file is found at once and named by file and line."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from content.bundles import is_yaml
from content.checks import findings, texts
from content.models import Contest, Location, OrganisationSheet, Paper, Text
from content.models.complaint import Complaint
from content.models.forms.fields import OF_ORGANISATION
from content.models.forms.forms import names_at
from content.yaml_file import ContentError, Fault, YamlFile

ORGANISATION = Path(__file__).parent / "organisation.yaml"


def contest_folders(directory: Path) -> list[Path]:
    """Those in a content directory; the folder itself where it is that of a contest."""
    if _is_contest(directory):
        return [directory]
    return sorted(path for path in directory.glob("*") if path.is_dir())


def contest_folder(directory: Path, contest_id: str) -> Path:
    return directory if _is_contest(directory) else directory / contest_id


def _is_contest(directory: Path) -> bool:
    return (directory / "contest.yaml").is_file()


def load_catalogue(directory: Path) -> dict[str, Contest]:
    """Every contest of a content directory, or the one whose folder it is, by its id, oldest first.

    Raises ContentError with all faults of all contests.
    """
    contests: dict[str, Contest] = {}
    faults: list[Fault] = []
    folders = contest_folders(directory)
    if not folders:
        raise ContentError([Fault(directory, 1, Complaint("no contest folder here"))])
    for folder in folders:
        try:
            contest = load_contest(folder)
        except ContentError as error:
            faults += error.faults
        else:
            contests[contest.id] = contest
    if faults:
        raise ContentError(faults)
    return dict(sorted(contests.items(), key=lambda pair: pair[1].contest.announced))


def load_contest(folder: Path) -> Contest:
    """The contest that a folder describes.

    Raises ContentError with every fault: of form, of reference, of sums, of language.
    """
    return _load(folder, [fault for path in sorted(folder.glob("*.y*ml")) for fault in _stray(path)])


def load_files(name: str, files: Mapping[str, str]) -> Contest:
    """The contest that the texts of a folder of this name describe, each under its name without ending.

    Word templates are looked at where they are used.
    """
    yaml_files = [Path(f"{each}.yaml") for each in sorted(files) if is_yaml(each)]
    return _load(Path(name), [fault for path in yaml_files for fault in _stray(path)], files)


def _load(folder: Path, stray: list[Fault], files: Mapping[str, str] | None = None) -> Contest:
    documents = {name: YamlFile(folder / f"{name}.yaml", files) for name in _there(folder, files)}
    parts: dict[str, BaseModel] = {}
    faults: list[Fault] = []
    papers = _papers(documents["contest"])
    for name, document in documents.items():
        part, wrong = _read(document, Contest.model_fields[name].annotation, papers)
        faults += wrong
        if part is not None:
            parts[name] = part
    faults += stray
    about = parts.get("contest")
    if about is not None and getattr(about, "id", folder.name) != folder.name:
        faults.append(
            documents["contest"].fault(
                ("id",), Complaint("differs from the folder's name {folder!r}", folder=folder.name)
            )
        )
    if faults:
        raise ContentError(faults)
    contest = Contest.model_validate(parts)
    faults = [documents[name].fault(where, what) for name, where, what in contest.findings()]
    faults += [documents["forms"].fault(where, what) for where, what in _not_of_organisations(contest)]
    if faults:
        raise ContentError(faults)
    return contest


def load_organisation_sheet(path: Path = ORGANISATION) -> OrganisationSheet:
    """What is kept of an organisation. Raises ContentError with every fault."""
    sheet, faults = _read(YamlFile(path), OrganisationSheet)
    if faults or not isinstance(sheet, OrganisationSheet):
        raise ContentError(faults)
    return sheet


def _not_of_organisations(contest: Contest) -> Iterator[tuple[Location, Complaint]]:
    """What forms would take from an organisation, and nobody is asked for."""
    sheet = load_organisation_sheet() if contest.forms.forms else None
    if sheet is None:
        return
    for index, form in enumerate(contest.forms.forms):
        for field in form.fields:
            known = (*field.organisation, *([field.rows_from] if field.rows_from else []))
            for name in (each for each in known if sheet.field(each) is None):
                yield ("forms", index), Complaint("{id!r}: no organisation has {place!r}", id=field.id, place=name)
    for index, name, place in contest.forms.names_wanted:
        if place.startswith(OF_ORGANISATION) and not names_at(place, sheet.field):
            yield ("forms", index), Complaint("{id!r}: no organisation has {place!r}", id=name, place=place)


def _read(
    document: YamlFile, model: Any, papers: Mapping[str, Text] | None = None
) -> tuple[BaseModel | None, list[Fault]]:
    """A file as its model, with every fault; nothing where it is none."""
    if document.faults:
        return None, document.faults
    try:
        part: BaseModel = TypeAdapter(model).validate_json(
            json.dumps(document.data), strict=True, context={"papers": papers or {}}
        )
    except ValidationError as error:
        return None, [document.fault(*_complained(e)) for e in error.errors()]
    return part, [document.fault(where, what) for where, what in findings(part)]


PATTERNS = {"a link": "https://", "an e-mail": "@", "a contest": "a-z0-9-", "a file": "[a-z0-9]{2"}
"""What a pattern is of, by a sign in it; the others are of ids."""
LONGEST = re.compile(r"\{1,(\d+)\}\$$")
"""How many signs may follow the first, in the pattern of an id."""
FIELD = re.compile(r"[a-z_]+|\d+")
"""What a field may be called; anything else without a value is the rest of a text that a comma has cut."""


def _complained(error: Mapping[str, Any]) -> tuple[Location, Complaint]:
    """What pydantic found, as a sentence that staff can be told."""
    place, message, kind = error["loc"], error["msg"], error["type"]
    last = str(place[-1]) if place else ""
    if place and not FIELD.fullmatch(last) and error["input"] is None:
        return place, Complaint("cut by a comma", message, field=last)
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError) and isinstance(own := cause.args[0], Complaint):
        return place, Complaint(own.sentence, message, **own.values)
    given = {"field": last, **error.get("ctx", {})}
    if longest := LONGEST.search(given.get("pattern", "")):
        given["most"] = int(longest[1]) + 1
    if "expected" in given:
        given["expected"] = given["expected"].replace(" or ", ", ")
    about = next((f" of {name}" for name, sign in PATTERNS.items() if sign in given.get("pattern", "")), "")
    return place, Complaint(f"pydantic {kind}{about}", message, **given)


def _there(folder: Path, files: Mapping[str, str] | None) -> Iterator[str]:
    """The files of a contest: those it must have, and of the others those that are there."""
    for name, field in Contest.model_fields.items():
        if field.is_required() or (name in files if files is not None else (folder / f"{name}.yaml").exists()):
            yield name


def _papers(file: YamlFile) -> dict[str, Text]:
    """What sources may name besides the announcement; what is wrong with it is found with the rest of the file."""
    papers = {}
    listed = file.data.get("papers") if isinstance(file.data, dict) else None
    for each in listed if isinstance(listed, list) else ():
        with suppress(ValidationError):
            paper = Paper.model_validate(each)
            papers[paper.id] = paper.name
    return papers


def _stray(path: Path) -> Iterator[Fault]:
    if path.stem not in Contest.model_fields or path.suffix != ".yaml":
        yield strange_file(path)


NEARLY = 0.75
"""How alike the names are of a file and of the one that is meant, of 1."""


def strange_file(path: Path) -> Fault:
    """That no contest has such a file, and which one is meant where it is called nearly so."""
    said = "no part of a contest has this name"
    if near := get_close_matches(path.stem.lower(), Contest.model_fields, 1, NEARLY):
        return Fault(path, 1, Complaint("no part of a contest has this name, {near}.yaml is near", said, near=near[0]))
    names = ", ".join(Contest.model_fields)
    return Fault(path, 1, Complaint("no part of a contest has this name, only: {names}", said, names=names))


def summary(contests: Mapping[str, Contest]) -> list[tuple[str, str, int]]:
    """What was checked: contest, part, number of items."""
    rows: list[tuple[str, str, int]] = []
    for contest in contests.values():
        counts = {
            "submission rules": len(contest.submission.rules),
            "topics": len(contest.topics.topics),
            "documents": len(contest.documents.documents),
            "criteria": len(contest.criteria.criteria),
            "grounds": len(contest.grounds.refusal) + len(contest.grounds.void),
            "regions": len(contest.regions.regions),
            "consultants": len(contest.regions.consultants),
            "plan rows": len(contest.plan.rows) if contest.plan else 0,
            "forms": len(contest.forms.forms),
            "form fields": sum(1 for _ in contest.forms.fields),
            "questions answered": len(contest.faq.questions),
            "texts in two languages": sum(1 for _ in texts(contest)),
        }
        rows += [(contest.id, part, count) for part, count in counts.items()]
    return rows
