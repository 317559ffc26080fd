"""A .tgz in memory: nothing of it is written anywhere, and nothing hostile in it costs much.

A gzipped tar, as npm packs it: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html. Refused are what is
not of that form, links and devices, names that lead out of the folder or stand twice, and what goes beyond `Limits`.
"""

import re
import tarfile
import zlib
from collections.abc import Iterator

from kapfhir.validation.limits import Limits

__all__ = ["Refused", "members"]

BLOCK = 512
CHUNK = 1 << 16
GZIP = 31  # zlib's number for it
GRACE = 1 << 22  # bytes that may come out of however few: a small package compresses well
LONGEST = 1 << 14  # of a name, or of what is told beside a member
OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:|\x00").search
FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)


class Refused(Exception):
    """The archive is broken, or more than an archive may be. The message is a sentence."""


def members(packed: bytes, limits: Limits) -> dict[str, memoryview]:
    """The files of an archive by name.

    Raises:
        Refused: with the reason.
    """
    found: dict[str, memoryview] = {}
    for name, content in _files(memoryview(_unpacked(packed, limits)), limits):
        if OUTSIDE(name):
            raise Refused("a name in it leads out of its folder")
        if name in found:
            raise Refused("a name stands twice in it")
        found[name.removeprefix("./")] = content
    return found


def _unpacked(packed: bytes, limits: Limits) -> bytearray:
    """The tar. What expands beyond the limits is left as soon as it does."""
    made, stream = bytearray(), zlib.decompressobj(wbits=GZIP)
    for start in range(0, len(packed), CHUNK):
        waiting, used = packed[start : start + CHUNK], start + CHUNK
        while waiting:
            if stream.eof:  # a gzip may be several, one behind the other; zeros behind it fill the last block of a tape
                if not waiting.strip(b"\x00"):
                    break
                stream = zlib.decompressobj(wbits=GZIP)
            made += _piece(stream, waiting)
            waiting = stream.unconsumed_tail or stream.unused_data
            if len(made) > min(limits.total, GRACE + used * limits.ratio):
                raise Refused("it unpacks to more than a package may have")
    if not stream.eof:
        raise Refused("it is no .tgz, or ends too early")
    return made


def _piece(stream: "zlib._Decompress", waiting: bytes) -> bytes:
    try:
        return stream.decompress(waiting, CHUNK * 16)
    except zlib.error:
        raise Refused("it is no .tgz, or broken") from None


def _files(tar: memoryview, limits: Limits) -> Iterator[tuple[str, memoryview]]:
    """Name and content of each member that is a file."""
    told = ""  # the name that stands before a header, where the header has no room for it
    for count, (info, content) in enumerate(_headers(tar)):
        if count >= limits.members:
            raise Refused(f"it has more than {limits.members} members")
        if info.size > (limits.member if info.type in FILES else LONGEST):
            raise Refused("a member of it is larger than any in a package")
        if info.type == tarfile.GNUTYPE_LONGNAME:
            told = _text(content).rstrip("\x00")
        elif info.type == tarfile.XHDTYPE:
            told = _path(content) or told
        elif info.type in FILES:
            yield told or info.name, content
            told = ""
        elif info.type == tarfile.DIRTYPE:
            told = ""
        elif info.type != tarfile.XGLTYPE:
            raise Refused("it has links or devices; a package has files and folders")


def _headers(tar: memoryview) -> Iterator[tuple[tarfile.TarInfo, memoryview]]:
    """Each header and what follows it; two blocks of zeros are the end."""
    place = 0
    while bytes(header := tar[place : place + BLOCK]).strip(b"\x00"):
        try:
            info = tarfile.TarInfo.frombuf(bytes(header), "utf-8", "strict")
        except (tarfile.TarError, ValueError):
            raise Refused("it is no tar, or broken") from None
        start, end = place + BLOCK, place + BLOCK + info.size
        if info.size < 0 or end > len(tar):
            raise Refused("it ends too early")
        yield info, tar[start:end]
        place = end + -info.size % BLOCK


def _path(content: memoryview) -> str:
    """The path that a pax header tells: records of `length key=value`."""
    rest, found = _text(content), ""
    for line in rest.split("\n"):
        key, _, value = line.partition(" ")[2].partition("=")
        found = value if key == "path" else found
    return found


def _text(content: memoryview) -> str:
    try:
        return bytes(content).decode()
    except UnicodeDecodeError:
        raise Refused("a name in it is not UTF-8") from None
