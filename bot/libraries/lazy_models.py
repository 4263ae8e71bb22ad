"""aiogram makes a validator for each of Telegram's types and methods when it is imported, six hundred of them: most of
the time that the bot took to start, and half of its memory. With this, each is made when it is first used; few are.

It has to be in place before aiogram is imported, so the package `bot` imports it first.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

TYPES, METHODS = "aiogram.types", "aiogram.methods.base"
SERIALIZER = "__pydantic_serializer__"


class LazyModels(MetaPathFinder):
    """Finds the two modules of aiogram that matter where they are anyway."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in {TYPES, METHODS}:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


class LazyLoader(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__name__ == TYPES:
            with fields_alone():
                self._loader.exec_module(module)
            module.TelegramObject.model_rebuild = classmethod(_rebuild)
        else:
            self._loader.exec_module(module)
            module.TelegramMethod.model_config["defer_build"] = True


class FirstUse:
    """Stands for the serializer of a type until somebody asks for it. What pydantic itself puts there is not understood
    where an object of the type lies in a field of another type.
    """

    def __get__(self, _: object, owner: Any) -> object:
        owner.model_rebuild()
        return vars(owner)[SERIALIZER]


def _rebuild(cls: Any, /, **options: Any) -> bool | None:
    if isinstance(vars(cls).get(SERIALIZER), FirstUse):
        delattr(cls, SERIALIZER)
    return _pydantics()(cls, **options)


def _pydantics() -> Callable[..., bool | None]:
    """How a model is made ready."""
    from pydantic import BaseModel  # noqa: PLC0415  whoever draws a picture needs none of it

    made: Callable[..., bool | None] = vars(BaseModel)["model_rebuild"].__func__
    return made


@contextmanager
def fields_alone() -> Iterator[None]:
    """Meanwhile a model whose names are given is told what its fields are, and that is all: pydantic does the rest when
    the model is first used.
    """
    from pydantic import BaseModel  # noqa: PLC0415
    from pydantic._internal._config import ConfigWrapper  # noqa: PLC0415
    from pydantic._internal._fields import rebuild_model_fields  # noqa: PLC0415
    from pydantic._internal._namespace_utils import NsResolver  # noqa: PLC0415

    base: Any = BaseModel
    known, at_once = vars(base)["model_rebuild"], _pydantics()

    def model_rebuild(cls: Any, /, **options: Any) -> bool | None:
        if "_types_namespace" not in options:
            return at_once(cls, **options)
        if not cls.__pydantic_fields_complete__:
            cls.__pydantic_fields__, cls.__pydantic_extra_info__ = rebuild_model_fields(
                cls,
                config_wrapper=ConfigWrapper(cls.model_config, check=False),
                ns_resolver=NsResolver(parent_namespace=options["_types_namespace"]),
                typevars_map={},
            )
        setattr(cls, SERIALIZER, FirstUse())
        return None

    base.model_rebuild = classmethod(model_rebuild)
    try:
        yield
    finally:
        base.model_rebuild = known


if TYPES not in sys.modules:
    sys.meta_path.insert(0, LazyModels())
