"""References inside a resource: found, rewritten, and checked as HAPI checks them."""

import re
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from .answers import Refused, Resource

__all__ = ["check", "references", "rewritten"]

LITERAL = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(/_history/.+)?")
URIS = re.compile(r"reference|url|uri|system|value(Uri|Url|Uuid|Oid|Canonical)")  # the elements that may hold a fullUrl


def references(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Path (without indices) and text of every literal reference; `contained` resources are part of the resource."""
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield path, node["reference"]
        for name, value in node.items():
            yield from references(value, f"{path}.{name}")
    elif isinstance(node, list):
        for member in node:
            yield from references(member, path)


def rewritten(node: Any, rename: Callable[[str], str], key: str = "") -> Any:
    """A copy where every uri that `rename` knows is renamed, wherever it stands; text is left alone."""
    if isinstance(node, dict):
        return {name: rewritten(value, rename, name) for name, value in node.items()}
    if isinstance(node, list):
        return [rewritten(member, rename, key) for member in node]
    return rename(node) if isinstance(node, str) and URIS.fullmatch(key) else node


def resolver(names: Mapping[str, str], resolve: Callable[[str], str]) -> Callable[[str], str]:
    """How a uri is renamed: a fullUrl of the Bundle, a conditional reference, a version that is dropped."""

    def rename(uri: str) -> str:
        if uri in names:
            return names[uri]
        if re.match(r"[A-Z][A-Za-z]+\?", uri):
            return resolve(uri)
        literal = LITERAL.fullmatch(uri)
        return uri.removesuffix(literal[3]) if literal and literal[3] else uri

    return rename


def check(resource: Resource, exists: Callable[[str], bool]) -> None:
    """Refuse a reference to nothing, to elsewhere, or to a placeholder that no entry has."""
    for path, reference in references(resource, resource["resourceType"]):
        if reference.startswith("urn:"):
            raise _bad(path, f"Unable to satisfy placeholder ID {reference} found in {path}")
        if "://" in reference:
            raise _bad(path, f'Resource contains external reference to URL "{reference}" in {path}')
        if not reference.startswith("#") and not LITERAL.fullmatch(reference):
            raise _bad(path, f"Invalid resource reference found at path[{path}]: {reference}")
        if not reference.startswith("#") and not exists(reference):
            raise _bad(path, f"Resource {reference} not found, specified in path: {path}")


def _bad(path: str, text: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "not-found", text, path)
