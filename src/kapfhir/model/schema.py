"""The JSON Schema of the clinic's file. `python -m kapfhir.model.schema` writes the committed one."""

from importlib.resources import files
from typing import Any

from kapfhir import wire
from kapfhir.identity import BASE
from kapfhir.model.episode import Episode

__all__ = ["schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12. `unit` is the UCUM unit of a number."""
    cleaned: dict[str, Any] = _clean(Episode.model_json_schema())
    return {"$schema": DIALECT, "$id": f"{BASE}/episode.schema.json", **cleaned}


def _clean(node: Any) -> Any:
    """Without pydantic's own titles, and without null: what is absent is left out."""
    if isinstance(node, list):
        return [_clean(member) for member in node]
    if not isinstance(node, dict):
        return node
    options = [option for option in node.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        node = {**options[0], **{name: value for name, value in node.items() if name not in ("anyOf", "default")}}
    drop_title = "type" in node or "$ref" in node or "anyOf" in node or "enum" in node or "const" in node
    return {
        name: _clean(value)
        for name, value in node.items()
        if not (name == "title" and drop_title and isinstance(value, str)) and not (name == "default" and value is None)
    }


def write() -> None:
    """Write the committed schema, which `kapfhir schema` prints without the cost of importing the model."""
    path = files("kapfhir.definitions").joinpath("episode.schema.json")
    path.write_text(wire.dumps(schema(), indent=2) + "\n", encoding="utf-8")  # type: ignore[attr-defined]  # a Path


if __name__ == "__main__":
    write()
