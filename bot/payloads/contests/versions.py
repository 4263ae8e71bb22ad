"""A contest's files and versions."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId


class ContestFiles(Payload, prefix="cfiles"):
    """Asks for the ZIP of a folder."""

    contest: ContestId


class DownloadContestFiles(Payload, prefix="cfilesx"):
    contest: ContestId


class DownloadContestTables(Payload, prefix="ctables"):
    """Its topics, documents and questions as a spreadsheet."""

    contest: ContestId


class DownloadEmptyContest(Payload, prefix="cempty"):
    """The files of a contest of which nothing is said yet."""

    contest: ContestId


class ContestVersions(Payload, prefix="cversions"):
    contest: ContestId


class RestoreVersion(Payload, prefix="cback"):
    """An earlier version proposed again."""

    version: Number


class VersionCard(Payload, prefix="cver"):
    """A version with what it changes."""

    version: Number


class VersionCourse(Payload, prefix="ccourse"):
    """What people will see of the contest, and when."""

    version: Number


class PublishVersion(Payload, prefix="cpublish"):
    """Confirms it; or, where a second person has to, asks them."""

    version: Number


class DropVersion(Payload, prefix="cdrop"):
    version: Number
