"""The door to fhir.resources: typed objects out, typed objects in.

fhir.resources has no R4; for the resources used here its R4B is R4 element for element, so R4B objects are handed out.
Its round trip rewrites date-times and drops the digits of some decimals: wire JSON is the truth, a typed object is a
view of it. Importing it costs a third of a second, hence on first use.
"""

from typing import TYPE_CHECKING, Any

from kapfhir import wire
from kapfhir.errors import InvalidBundle, KapfhirError
from kapfhir.outcome import Issue, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fhir.resources.R4B.fhirresourcemodel import FHIRResourceModel

__all__ = ["OtherRelease", "from_model", "model_class", "to_model"]

PACKAGE = "fhir.resources.R4B"


class OtherRelease(KapfhirError):
    """An object of fhir.resources of another release than R4B, or no resource at all. Its default classes are R5."""


def to_model(resource: "Mapping[str, Any]") -> "FHIRResourceModel":
    """The `fhir.resources.R4B` object of a bundle or resource.

    Raises:
        InvalidBundle: fhir.resources finds its structure wrong.
    """
    from pydantic import ValidationError  # noqa: PLC0415  # as heavy as what it belongs to

    kind = resource.get("resourceType")
    known = model_class(kind)
    if known is None:
        raise InvalidBundle(Report([Issue("error", "structure", "", "no such resource type", "structure")]))
    try:
        model = known.model_validate_json(wire.dumps(resource))
    except ValidationError as error:
        places = [".".join(map(str, detail["loc"])) for detail in error.errors(include_input=False, include_url=False)]
        issues = [Issue("error", "structure", f"{kind}.{place}", "not as R4 has it", "structure") for place in places]
        raise InvalidBundle(Report(issues)) from None
    return model


def model_class(kind: object) -> "type[FHIRResourceModel] | None":
    """The class of a resource type; None where R4B has no resource of this name."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415  # a third of a second

    try:
        found: Any = get_fhir_model_class(kind) if isinstance(kind, str) else None
    except ValueError:
        return None
    known: type[FHIRResourceModel] | None = found if found and found.has_resource_base() else None
    return known


def from_model(model: "FHIRResourceModel") -> dict[str, Any]:
    """Wire JSON of a `fhir.resources.R4B` object.

    Raises:
        OtherRelease: the object is of another release.
    """
    if not type(model).__module__.startswith(f"{PACKAGE}."):
        raise OtherRelease(f"an object of {PACKAGE} is expected, not of {type(model).__module__}")
    resource: dict[str, Any] = wire.loads(model.model_dump_json(exclude_none=True))
    return resource
