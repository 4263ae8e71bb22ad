"""The words of buttons, short notices and commands: under keys, in Kazakh, one file a feature."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.models import Location
from content.yaml_file import ContentError, YamlFile


@dataclass(frozen=True)
class Label:
    """Words under a dotted key; several of them, in a list of the file, are the forms that numbers ask for."""

    key: str
    words: tuple[str, ...]
    plural: bool
    file: Path
    line: int


def label_documents(directory: Path) -> list[YamlFile]:
    return [YamlFile(path) for path in sorted((directory / "labels").glob("*.yaml"))]


def labels_of(documents: Iterable[YamlFile]) -> list[Label]:
    """Every label, in the order of the files."""
    return [
        Label(
            key=".".join(map(str, location)),
            words=tuple(map(str, value)) if isinstance(value, list) else (str(value),),
            plural=isinstance(value, list),
            file=document.path,
            line=document.lines[location],
        )
        for document in documents
        for location, value in leaves(document.data)
    ]


def read_labels(directory: Path) -> Sequence[Label]:
    """Raises ContentError where a file cannot be read."""
    documents = label_documents(directory)
    if faults := [fault for document in documents for fault in document.faults]:
        raise ContentError(faults)
    return labels_of(documents)


def leaves(node: object, location: Location = ()) -> Iterator[tuple[Location, object]]:
    """Everything that holds nothing under further keys, with its place."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*location, key))
    elif location:
        yield location, node
