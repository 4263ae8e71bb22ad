"""What a contest may lack, and the one at hand has."""

from typing import TypeVar

T = TypeVar("T")


def there(value: T | None) -> T:
    """The value; a test fails here where there is none."""
    assert value is not None
    return value
