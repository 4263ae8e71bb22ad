"""The files of chats: photos and documents, kept in memory."""

import mimetypes
import struct
from dataclasses import dataclass, field
from typing import Any

from bot.demo.refusal import RefusalError, bad_request

LARGEST_UPLOAD = 50 * 2**20
LARGEST_PHOTO = 10 * 2**20
LARGEST_DOWNLOAD = 20 * 2**20
JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class StoredFile:
    kind: str
    """photo, document, video, voice, audio, video_note, animation or sticker"""
    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    data: bytes

    def as_type(self, extra: dict[str, Any]) -> Any:
        """The value of the message's field of this kind: a Document, a Video …, or a list of PhotoSize."""
        fields = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.kind == "photo":
            width, height = image_size(self.data) or (0, 0)
            return [fields | {"width": width, "height": height}]
        named = {"file_name": self.name, "mime_type": self.mime_type}
        size = {"width": 640, "height": 360}
        look: dict[str, dict[str, Any]] = {
            "voice": {"mime_type": self.mime_type, "duration": 0},
            "audio": {**named, "duration": 0},
            "video": {**named, **size, "duration": 0},
            "animation": {**named, **size, "duration": 0},
            "video_note": {"length": 240, "duration": 0},
            "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
        }
        return fields | look[self.kind] | extra if self.kind in look else fields | named


@dataclass(slots=True)
class Files:
    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)
    last_number: int = 0

    def store(self, kind: str, name: str, data: bytes, mime_type: str | None = None) -> StoredFile:
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > LARGEST_UPLOAD:
            raise RefusalError(413, "Request Entity Too Large")
        if kind == "photo" and len(data) > LARGEST_PHOTO:
            raise bad_request("file is too big")
        if kind == "photo" and image_size(data) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        self.last_number += 1
        number = self.last_number
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            kind,
            f"{kind}-{number}",
            f"unique-{number}",
            f"{kind}s/file_{number}.{suffix}",
            name,
            mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            data,
        )
        self.by_id[stored.file_id] = self.by_path[stored.path] = stored
        return stored

    def known(self, kind: str, file_id: str) -> StoredFile:
        """A file that is here already, sent again by its id."""
        if "://" in file_id:
            raise bad_request("failed to get HTTP URL content")
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None if it is none of them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:  # noqa: PLR2004 - the end of the two sizes
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:  # noqa: PLR2004
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The sizes stand in the first frame header; the segments before it say their own lengths."""
    at = 2
    while at + 9 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
