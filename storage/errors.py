"""What can go wrong with a database, and how to say so without what people wrote."""

from sqlalchemy.exc import DBAPIError, OperationalError

from storage.postgresql import OutageError
from storage.sqlite import passes

DatabaseError = DBAPIError
"""The database did not do what it was asked, whatever the driver calls that. What passes is an OutageError."""


class DatabaseUnavailableError(Exception):
    """The database cannot be opened or written; the message is meant for the operator."""


class DatabaseBusyError(DatabaseUnavailableError):
    """It passes by itself, or with whoever is in the way: a lock, a full disk, the network."""


def unusable(error: DBAPIError) -> DatabaseUnavailableError:
    """What to say to the operator."""
    kind = DatabaseBusyError if isinstance(error, OperationalError) else DatabaseUnavailableError
    return kind(f"the database cannot be used: {explain(error)}")


def is_outage(error: Exception) -> bool:
    """Whether the database cannot just now, whatever it is asked."""
    return isinstance(error, OutageError) or (isinstance(error, OperationalError) and passes(error))


def explain(error: DatabaseError) -> str:
    """The reason of a database error without the statement and its values (they may be personal)."""
    return (str(error.orig).splitlines() or [type(error.orig).__name__])[0] if error.orig else type(error).__name__
