"""A person's packages: which there are, and which one is worked on."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId


class PackageList(Payload, prefix="packs"):
    contest: ContestId


class PackageCard(Payload, prefix="pack"):
    contest: ContestId
    package: Number


class NewPackage(Payload, prefix="newpack"):
    """`number` is the one it will have: a second tap finds it taken and opens nothing more."""

    contest: ContestId
    number: Number
    sure: bool = False


class WorkOnPackage(Payload, prefix="workon"):
    contest: ContestId
    package: Number


class NamePackage(Payload, prefix="name"):
    contest: ContestId
    package: Number


class ArchivePackage(Payload, prefix="archive"):
    contest: ContestId
    package: Number
    archived: bool
