"""Types and methods of aiogram are made ready when they are first used, and are whole then."""

import aiogram.methods
import aiogram.types
import pytest
from aiogram.types import PassportElementErrorReverseSide as RarelyUsed
from aiogram.types import SharedUser
from pydantic import BaseModel, ValidationError

MODELS = [
    found
    for module in (aiogram.types, aiogram.methods)
    for name in module.__all__
    if isinstance(found := getattr(module, name), type) and issubclass(found, BaseModel)
]


def test_what_nobody_uses_is_not_made_ready() -> None:
    assert len(MODELS) > 500
    ready = [model.__name__ for model in MODELS if model.__pydantic_complete__]
    assert len(ready) < len(MODELS) / 2


def test_all_know_what_their_fields_are() -> None:
    assert not [model.__name__ for model in MODELS if not model.__pydantic_fields_complete__]


def test_it_is_made_ready_by_the_first_use() -> None:
    with pytest.raises(ValidationError, match="file_hash"):
        RarelyUsed.model_validate({"type": "driver_license", "message": "?"})
    assert RarelyUsed.model_validate({"type": "driver_license", "message": "?", "file_hash": "0"}).file_hash == "0"
    assert RarelyUsed.__pydantic_complete__


def test_what_was_made_within_another_can_be_written_where_anything_may_be() -> None:
    class Anything(BaseModel):
        held: object

    made = SharedUser.model_construct(user_id=3)
    assert Anything(held=made).model_dump(exclude_none=True) == {"held": {"user_id": 3}}
