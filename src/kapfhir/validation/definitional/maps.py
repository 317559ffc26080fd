"""A StructureMap: a rule takes from, and makes in, what is known where it stands (`map-context`).

Source: https://hl7.org/fhir/R4/structuremap-definitions.html#StructureMap.group.rule.source.context. The types
behind the names are not followed.
"""

from collections import ChainMap
from collections.abc import Iterator

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]

Known = ChainMap[str, None]  # the names: not one set, for a copy for each rule would be quadratic


def check(frame: Frame, structure_map: Json, path: Path) -> Iterator[Finding]:
    """Every rule of every group, with the names that it knows: inputs of the group, variables of rules around it."""
    frame.unchecked.add("paths and transforms of a StructureMap")
    ahead: list[tuple[Path, Json, Known]] = []
    for number, group in listed(structure_map, "group"):
        inputs: Known = ChainMap(dict.fromkeys(text_of(one, "name") for _, one in listed(group, "input")))
        ahead += [((*path, "group", number, "rule", index), rule, inputs) for index, rule in listed(group, "rule")]
    for place, rule, known in ahead:  # grows while it is walked
        yield from _rule(rule, known, place)
        inside = known.new_child(_variables(rule))
        ahead += [((*place, "rule", index), one, inside) for index, one in listed(rule, "rule")]


def _variables(rule: Json) -> dict[str, None]:
    return dict.fromkeys(text_of(one, "variable") for name in ("source", "target") for _, one in listed(rule, name))


def _rule(rule: Json, known: Known, path: Path) -> Iterator[Finding]:
    own: set[str] = set()
    for name in ("source", "target"):
        for index, one in listed(rule, name):
            context = text_of(one, "context")
            if context and one.get("contextType") != "type" and context not in own and context not in known:
                text = "neither an input of the group nor a variable is called so"
                yield Finding((*path, name, index, "context"), "invalid", "map-context", text)
            own.add(text_of(one, "variable"))
