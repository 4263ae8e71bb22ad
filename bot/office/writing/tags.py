"""The tags of a Word template: which a form needs, and which a file has."""

from collections.abc import Iterator
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import Environment, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

ROW = "row"
"""What a row is called inside a table's loop."""
STRONG = "strong"
"""Of a row of the budget: whether it stands out."""


def tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def environment() -> Environment:
    """Templates also come from people, so they are not trusted with more than words."""
    return ImmutableSandboxedEnvironment(autoescape=True)


def found(template: bytes) -> set[str]:
    """The tags of a file, those of a table's rows behind its name and a point. Raises TemplateError."""
    file = DocxTemplate(BytesIO(template))
    file.init_docx()
    tree = environment().parse(file.patch_xml(file.get_xml()))
    names = meta.find_undeclared_variables(tree)
    return names | set(_of_rows(tree))


def _of_rows(tree: nodes.Template) -> Iterator[str]:
    for loop in tree.find_all(nodes.For):
        if isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name):
            for part in loop.find_all(nodes.Getattr):
                if isinstance(part.node, nodes.Name) and part.node.name == loop.target.name:
                    yield f"{loop.iter.name}.{part.attr}"
