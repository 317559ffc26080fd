"""An Identifier: which system its value is of.

Source: https://hl7.org/fhir/R4/datatypes.html#Identifier; which schemes a system may have is as HL7's validator has it.

| rule | what it asks |
|---|---|
| `identifier-system` | the system is an absolute URI, with a scheme that names things |
| `identifier-uri` | of the system of URIs (urn:ietf:rfc:3986), the value is one, with its scheme |
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.terminology import URI
from kapfhir.validation.document import Finding
from kapfhir.validation.primitives import PRIMITIVES, is_absolute
from kapfhir.wire import Path

__all__ = ["check", "is_right"]

PAIR = {"system", "value"}
SCHEMES = ("http:", "https:", "urn:", "ldap:")
_IS_URI, _IS_STRING = PRIMITIVES["uri"].holds, PRIMITIVES["string"].holds


def is_right(value: Any) -> bool:
    """Whether at a glance it is a value of a system, and nothing else."""
    if type(value) is not dict or value.keys() != PAIR:
        return False
    system = value["system"]
    return _IS_URI(system) and system.startswith(SCHEMES) and system != URI and _IS_STRING(value["value"])


def check(node: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over an Identifier."""
    system, value = node.get("system"), node.get("value")
    if isinstance(system, str) and system and not system.startswith(SCHEMES):
        text = f"an absolute URI is expected, that begins with {', '.join(SCHEMES)}"
        yield Finding((*path, "system"), "invalid", "identifier-system", text)
    elif system == URI and isinstance(value, str) and value and not is_absolute(value):
        text = "a URI with its scheme is expected: before an OID stands urn:oid:, before a UUID urn:uuid:"
        yield Finding((*path, "value"), "value", "identifier-uri", text)
