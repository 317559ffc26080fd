"""The document that is judged, as paths and values, and what is found in it. Positions are looked up afterwards."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kapfhir.outcome import Issue
from kapfhir.validation.shapes import listed
from kapfhir.wire import Path

__all__ = ["Enough", "Finding", "Found", "Node", "entries", "objects", "there"]

Node = tuple[Path, dict[str, Any]]  # an object, and where it stands


class Finding(NamedTuple):
    """What is wrong at a path. `text` holds no value."""

    path: Path
    code: str  # http://hl7.org/fhir/issue-type
    rule: str
    text: str
    severity: str = "error"

    def issue(self, root: str, line: int = 0, column: int = 0) -> Issue:
        """As an Issue; its path becomes a FHIRPath that begins with the root's type."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return Issue(self.severity, self.code, root + "".join(steps), self.text, self.rule, "", line, column)


class Enough(Exception):
    """More errors are found than are told."""


class Found(list[Finding]):
    """What is found on a walk, which ends with `Enough` after so many errors."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.left = most

    def tell(self, finding: Finding) -> None:
        """Note one."""
        self.append(finding)
        if finding.severity == "error":
            self.left -= 1
            if self.left < 0:
                raise Enough

    def tell_all(self, findings: Iterable[Finding]) -> None:
        """Note each."""
        for finding in findings:
            self.tell(finding)


def objects(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object in an object, itself first."""
    found = [document]
    for node in found:  # grows while it is walked
        for value in node.values():
            if isinstance(value, dict):
                found.append(value)
            elif isinstance(value, list):
                found += [member for member in value if type(member) is dict]
    return found


def there(document: Any, path: Path) -> tuple[Path, Any]:
    """As much of a path as leads somewhere, and the value where it ends."""
    node = document
    for count, step in enumerate(path):
        inside = step in node if isinstance(node, dict) else isinstance(node, list) and step in range(len(node))
        if not inside:
            return path[:count], node
        node = node[step]
    return path, node


def entries(resource: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The entries of a Bundle with their paths; of another resource, or of an entry that is no object, nothing."""
    if resource.get("resourceType") == "Bundle":
        for index, entry in listed(resource, "entry"):
            yield ("entry", index), entry
