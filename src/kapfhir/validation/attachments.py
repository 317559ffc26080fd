"""An Attachment with its data: these have the size and the hash that are stated.

Source: https://hl7.org/fhir/R4/datatypes.html#attachment. R4 has whitespace in other base64; in the data of an
Attachment HL7's validator refuses it, as RFC 4648 does.

| rule | what it asks |
|---|---|
| `attachment-data` | no line break and no space stands in the data |
| `attachment-size` | as many bytes as `size` says |
| `attachment-hash` | `hash` is their SHA-1, in base64 |
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding
from kapfhir.wire import Path

__all__ = ["check"]

_SPACE = re.compile(r"\s").search


def check(node: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over an Attachment; what is not stated, or lies elsewhere, is not judged."""
    data, size, hash_ = (node.get(name) for name in ("data", "size", "hash"))
    if not isinstance(data, str):
        return
    if _SPACE(data):
        yield Finding(
            (*path, "data"), "invalid", "attachment-data", "base64 without line breaks and spaces is expected"
        )
        return
    content = _decoded(data) if size is not None or hash_ is not None else None
    if content is None:  # what is no base64 the structure tells
        return
    if type(size) in (int, str) and str(size) != str(len(content)):  # a text in R5
        yield Finding((*path, "size"), "invalid", "attachment-size", "this is not the number of bytes in data")
    if isinstance(hash_, str) and _decoded(hash_) != _sha1(content):
        yield Finding((*path, "hash"), "invalid", "attachment-hash", "this is not the SHA-1 of data, in base64")


def _decoded(text: str) -> bytes | None:
    from binascii import a2b_base64  # noqa: PLC0415  # few documents have data in them

    try:
        return a2b_base64(text, strict_mode=True) if text else b""
    except ValueError:
        return None


def _sha1(content: bytes) -> bytes:
    from hashlib import sha1  # noqa: PLC0415  # slow to import, and hardly any attachment has a hash

    return sha1(content, usedforsecurity=False).digest()
