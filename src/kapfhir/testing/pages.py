"""Bundles that the endpoint answers with, and the searches whose next pages may be asked for."""

import uuid
from collections import OrderedDict
from typing import Any

from .answers import Resource, Version

__all__ = ["Searches", "bundle", "history_entry", "match_entry"]


class Searches:
    """The last results, by a key that tells nothing."""

    LIMIT = 100

    def __init__(self) -> None:
        self._found: OrderedDict[str, list[Version]] = OrderedDict()

    def keep(self, found: list[Version]) -> str:
        """Keep a result; the oldest one goes."""
        key = str(uuid.uuid4())
        self._found[key] = found
        if len(self._found) > self.LIMIT:
            self._found.popitem(last=False)
        return key

    def get(self, key: str) -> list[Version] | None:
        """The result, as it was when it was searched."""
        return self._found.get(key)

    def clear(self) -> None:
        """Forget all."""
        self._found.clear()


def bundle(
    type_: str, self_url: str, *, total: int | None = None, following: str = "", entries: list[Resource] | None = None
) -> Resource:
    """A Bundle with its links."""
    links = [{"relation": "self", "url": self_url}, *([{"relation": "next", "url": following}] if following else [])]
    made: dict[str, Any] = {"resourceType": "Bundle", "id": str(uuid.uuid4()), "type": type_}
    return (
        made | ({} if total is None else {"total": total}) | {"link": links} | ({"entry": entries} if entries else {})
    )


def match_entry(base: str, version: Version) -> Resource:
    """What a search found."""
    return {"fullUrl": f"{base}/{version.reference}", "resource": version.resource, "search": {"mode": "match"}}


def history_entry(base: str, version: Version) -> Resource:
    """What a history tells."""
    return {
        "fullUrl": f"{base}/{version.reference}",
        **({"resource": version.resource} if version.resource else {}),
        "request": {"method": version.method, "url": version.location},
        "response": {
            "status": "201 Created" if version.method == "POST" else "200 OK",
            "etag": f'W/"{version.number}"',
        },
    }
