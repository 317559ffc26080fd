"""Where invariants stand, and values that hold them and break them, made by seed of the words that stand in them."""

import copy
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.terminology import UCUM
from kapfhir.validation.frame import Frame, framed
from kapfhir.validation.invariants import ELSEWHERE, NATIVE, STATED, compiled, corrected
from kapfhir.validation.library import library
from kapfhir.validation.references import contained
from kapfhir.validation.tables import Element, Type, types

JANE = Path(__file__).parent.parent / "examples" / "jane.json"
VERSIONS = {"r4": "4.0.1", "r5": "5.0.0"}
DEEP = 5
HL7 = "http://terminology.hl7.org/CodeSystem"
MOMENTS = ("2020", "2021", "2020-01", "2020-02", "2020-01-15", "2020-01-16", "2020-01-15T10:00:00Z",
           "2020-01-15T10:00:00+14:00", "2020-01-15T23:30:00-12:00", "2020-01-16T00:30:00+02:00",
           "2020-01-15T10:00:00.5Z", "2020-01-15T10:00:00.501Z", "2020-12-31T23:59:59Z", "1999-12-31")  # fmt: skip
NUMBERS = (0, 1, 1, 2, 3, -1, 1.5, 1.0, 2.25, 100, 101)
WORDS = (
    "a",
    "b",
    "Name",
    "N",
    "a b",
    "urn:uuid:1",
    "a/b/c",
    "-/episode/-",
    "http://x",
    "http://x|1",
    "ABC_d",
    "1-1",
    "x/_history/1",
)
EXTENDED = {"extension": [{"url": "http://a", "valueString": "x"}]}
CHOICES = ("Quantity", "string", "boolean", "integer", "dateTime", "CodeableConcept", "Period", "decimal", "Range",
           "Reference", "Age", "Timing", "Duration")  # fmt: skip
CONTAINED = [
    {"resourceType": "Practitioner", "id": "a"}, {"resourceType": "Patient", "id": "b"},
    {"resourceType": "Encounter", "id": "c", "status": "planned"}, {"resourceType": "Organization", "id": "d"},
    {"resourceType": "PractitionerRole", "id": "e", "practitioner": {"reference": "#a"},
     "organization": {"reference": "#d"}},
    {"resourceType": "Group", "id": "f", "type": "person", "actual": True, "member": [{"entity": {"reference": "#b"}}]},
    {"resourceType": "Group", "id": "g", "type": "person", "actual": True, "member": [{"entity": {"reference": "#h"}}]},
    {"resourceType": "Specimen", "id": "h"},
]  # fmt: skip
RESOURCES = {
    "r4": ("Composition", "MessageHeader", "Patient"),
    "r5": ("Composition", "MessageHeader", "SubscriptionStatus"),
}
GUIDE = [  # the vital-signs profiles are not in our guide
    ("vs-1", "Observation.effective[x]", "($this as dateTime).toString().length() >= 8"),
    ("vs-2", "Observation", "(component.empty() and hasMember.empty()) implies "
                            "(dataAbsentReason.exists() or value.exists())"),
    ("vs-3", "Observation.component", "value.exists() or dataAbsentReason.exists()"),
]  # fmt: skip


MG = {"unit": "mg", "system": UCUM, "code": "mg"}
RARE = {  # values that chance does not come to
    "ppc-2": [{"scope": {"coding": [{"system": "something", "code": "patient-privacy"}]}}],
    "ppc-3": [{"scope": {"coding": [{"system": "something", "code": "research"}]}}],
    "ppc-4": [{"scope": {"coding": [{"system": "something", "code": "adr"}]}}],
    "ppc-5": [{"scope": {"coding": [{"system": "something", "code": "treatment"}]}}],
    "con-2": [{"category": [{"coding": [{"system": f"{HL7}/condition-category", "code": "problem-list-item"}]}],
               "clinicalStatus": {"coding": [{"system": f"{HL7}/condition-clinical", "code": "unknown"}]}}],
    "obs-7": [{"code": {"coding": [{"code": "a"}]}, "valueString": "x",
               "component": [{"code": {"coding": [{"code": "b"}, {"code": "a"}]}}]}],
    "ras-2": [{"probabilityDecimal": 101}, {"probabilityDecimal": 100.0}],
    "rng-2": [{"low": {"value": 3, **MG}, "high": {"value": 2, **MG}},
              {"low": {"value": 3, **MG}, "high": {"value": 1.9}},
              {"low": {"value": 3, **MG}, "high": {"value": 1.9, **MG}}],
    "ratrng-2": [{"lowNumerator": {"value": 3, **MG}, "highNumerator": {"value": 1.9, **MG}}],
    "prov-1": [{"who": {"reference": "#a"}, "onBehalfOf": {"reference": "#a"}}],
    "prov-2": [{"who": {"reference": "#e"}, "onBehalfOf": {"reference": "#a"}}],
    "prov-3": [{"who": {"reference": "#d"}, "onBehalfOf": {"reference": "#e"}}],
    "kap-sedation-scale": [{"code": {"coding": [{"code": code}]}, "valueInteger": value}
                           for code in ("moaa-s", "rass", "ramsay") for value in (-6, -5, -1, 0, 1, 4, 5, 6, 7)],
    "kap-psychotherapy-note-labelled": [{"meta": {"security": [{"code": "V"}, {"code": "PSYTHPN"}]},
                                         "securityLabel": [{"coding": [{"code": "V"}, {"code": "PSYTHPN"}]}]}],
    "kap-identity": [{"identifier": [{"system": "urn:uuid:1", "value": "a/b/c"}]}],
}  # fmt: skip


class Constraint(NamedTuple):
    """A constraint where it stands."""

    release: str
    key: str
    path: str  # of the element in its definition
    expression: str

    def __str__(self) -> str:
        return f"{self.release} {self.key} {self.path}"

    @property
    def native(self) -> bool:
        return corrected(self.expression) in NATIVE


class Case(NamedTuple):
    """A resource, the value in it, and FHIRPath that leads there."""

    resource: dict[str, Any]
    value: Any
    steps: str


@cache
def all_of(release: str) -> tuple[Constraint, ...]:
    """Every constraint of the tables that is not judged elsewhere, and for R4 those of our guide."""
    index = definitions.load(f"{release}/index")
    names = {*index["resources"], *index["datatypes"], *index["bases"].values(), "SimpleQuantity", "MoneyQuantity"}
    found = [one for name in sorted(names) for one in _of_table(release, name)]
    if release == "r4":
        found += [Constraint(release, *row) for row in [*GUIDE, *sorted(_of_guide())]]
    return tuple({(one.path, one.expression): one for one in found if one.key not in ELSEWHERE}.values())


def _of_table(release: str, name: str) -> Iterator[Constraint]:
    table = definitions.load(f"{release}/{name}")
    for path, row in table["elements"].items():
        for key in row[3].get("constraints", ()) if len(row) > 3 else ():
            yield Constraint(release, key, path, table["constraints"][key][1])


def _of_guide() -> set[tuple[str, str, str]]:
    profiles = (
        definitions.load(f"kap/StructureDefinition-{name}") for name in definitions.names("kap", "StructureDefinition")
    )
    return {
        (constraint["key"], element["path"], constraint["expression"])
        for profile in profiles
        for element in profile["snapshot"]["element"]
        for constraint in element.get("constraint", ())
        if constraint["key"].startswith("kap-")
    }


def elsewhere() -> set[tuple[str, str]]:
    """Key and expression of what other checks judge."""
    tables = (definitions.load(f"{release}/{name}") for release in VERSIONS for name in STATED)
    return {(key, row[1]) for table in tables for key, row in table["constraints"].items() if key in ELSEWHERE}


def words(expression: str) -> set[str]:
    """The names in an expression."""
    return {*re.findall(r"[A-Za-z]+", expression)}


def framed_alone(resource: dict[str, Any], release: str = "r4") -> Frame:
    """What is known in a resource."""
    known = contained(resource) if isinstance(resource.get("contained"), list) else {}
    return framed(types(release), library(release), resource)._replace(known=known)


def framed_case(one: Constraint, case: Case) -> Frame:
    """What is known around a case."""
    return framed_alone(case.resource, one.release)


def judged(one: Constraint, case: Case) -> bool | None:
    """What our judge says."""
    return compiled(one.key, one.expression, one.path)(framed_case(one, case), case.value)


def asked(one: Constraint, case: Case) -> str:
    """The question to HL7's engine: true where it holds."""
    return f"{case.steps}.all({corrected(one.expression)})"


# --- values ------------------------------------------------------------------------------------------------------


def cases(one: Constraint, count: int, seed: int = 5) -> Iterator[Case]:
    """As many, the same each time, after what is rare."""
    for value in RARE.get(one.key, ()):
        yield _Maker(one, random.Random(0)).case(value)
    for number in range(count):
        yield _Maker(one, random.Random(f"{one} {seed} {number}")).case()


class _Maker:
    def __init__(self, one: Constraint, chance: random.Random) -> None:
        self.types, self.one, self.chance = types(one.release), one, chance
        self.words = words(one.expression)
        if "descendants" in self.words:
            self.words |= {"item", "concept"}
        literals = [text for text in re.findall(r"'([^']*)'", corrected(one.expression)) if len(text) < 120]
        self.texts = [*literals, *literals, *(f"http://x{text}" for text in literals if text[:1] == "/"),
                      *(f"a{text}" for text in literals), *chance.sample(WORDS, 3)]  # fmt: skip
        self.pairs = [{"system": a, "code": b} for a in literals for b in literals if _address(a) and not _address(b)]
        self.choices = CHOICES
        if ({"lowBoundary", "low"} & self.words and "value" not in self.words) or "comparable" in self.words:
            self.words |= {"value", "code", "system", "unit"}
            self.pairs = [
                {"system": UCUM, "code": "mg"},
                {"system": UCUM, "code": "mg"},
                {"system": "http://x", "code": "b"},
            ]
        if re.search(r"value [<>]=", one.expression) and one.path == "Observation":
            self.choices = ("integer", "decimal")
        self.addresses = [text for text in self.texts if _address(text)]

    def case(self, given: Any = None) -> Case:
        root, *steps = self.one.path.split(".")
        resource = root if root in self.types.resources else ""
        names, value = self._along(root, steps)
        value = value if given is None else self._fitted(root, given)
        if resource or root == "DomainResource":
            made = {"resourceType": resource or "Basic"} | (value if not names else self._wrapped(names, value))
            value = made if not names else value
            steps = [name.removesuffix("[x]") for name in steps] or ["$this"]
        else:
            kind = _plain(root)
            content = self._wrapped(names, value) if names else value
            made, held = _held(kind, content)
            steps = [*held, *(name.removesuffix("[x]") for name in steps)]
        if "resolve" in self.words:
            made["contained"] = [one for one in CONTAINED if given or self.chance.random() < 0.9]
        return Case(made, value, ".".join(steps))

    def _fitted(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        """A copy; of an element that does not repeat there, without the array."""
        elements, made = self.types[_plain(kind)].elements, copy.deepcopy(given)
        single = [name for name, value in made.items() if name in elements and not elements[name].many]
        return made | {name: made[name][0] for name in single if isinstance(made[name], list)}

    def _along(self, root: str, steps: list[str]) -> tuple[list[tuple[str, bool]], Any]:
        """The names in JSON on the way, whether they are arrays, and a value at the end."""
        kind, names = root, []
        for step in steps:
            of_step = [name for name in self.types[kind].elements if self._step(kind, name) == step]
            of_step = [
                name for name in of_step if not name.endswith("Instant")
            ]  # vs-1 is asked of a dateTime or a Period
            name = self.chance.choice(of_step)
            element = self.types[kind].elements[name]
            names.append((name, element.many))
            kind = element.kind
        if not steps:
            return names, self._object(self.types[_plain(root)], 0)
        return names, self._one(element, 0, name)

    def _step(self, kind: str, name: str) -> str:
        choice = next((choice for choice in self.types[kind].choices if name in choice), None)
        return f"{_stem(sorted(choice))}[x]" if choice else name

    def _wrapped(self, names: list[tuple[str, bool]], value: Any) -> Any:
        for name, many in reversed(names):
            value = {name: [value] if many else value}
        return value

    def _object(self, type_: Type, depth: int) -> dict[str, Any]:
        if depth >= DEEP:
            return {}
        made: dict[str, Any] = {}
        for names in _by_stem(type_, self.words):
            if self.chance.random() < 0.55:
                liked = [name for name in names if name.removeprefix(_stem(names)) in self.choices] or names
                name = self.chance.choice(liked)
                made |= self._member(name, type_.elements[name], depth)
        if self.pairs and {"system", "code"} <= self.words and "code" in made and self.chance.random() < 0.6:
            made |= self.chance.choice(self.pairs)
        return made

    def _member(self, name: str, element: Element, depth: int) -> dict[str, Any]:
        if element.primitive and self.chance.random() < 0.08:
            return {f"_{name}": [EXTENDED] if element.many else EXTENDED}
        if not element.many:
            return {name: self._one(element, depth, name)}
        return {name: [self._one(element, depth, name) for _ in range(self.chance.choice((1, 1, 2, 3)))]}

    def _one(self, element: Element, depth: int, name: str = "") -> Any:
        if element.primitive:
            return self._primitive(element.kind, name)
        if element.kind == "Resource":
            if name == "issues":
                severity = self.chance.choice(("error", "warning", "information"))
                return {"resourceType": "OperationOutcome", "issue": [{"severity": severity}]}
            meta = {"meta": {"versionId": "1"}} if self.chance.random() < 0.3 else {}
            return {"resourceType": self.chance.choice(RESOURCES[self.one.release]), "id": "a", **meta}
        if element.kind == "Extension":
            return {"url": self.chance.choice(self.texts), "valueString": "x"}
        made = self._object(self.types[element.kind], depth + 1)
        if element.kind == "Reference" and "resolve" in self.words:
            made = {"reference": self.chance.choice(("#a", "#b", "#c", "#d", "#e", "#f", "#g"))}
        return made or dict(EXTENDED)

    def _primitive(self, kind: str, name: str) -> Any:
        if kind == "boolean":
            return self.chance.random() < 0.5
        if kind in ("decimal", "integer", "positiveInt", "unsignedInt"):
            return self.chance.choice([n for n in NUMBERS if kind == "decimal" or isinstance(n, int)])
        if kind in ("date", "dateTime", "instant"):
            return self.chance.choice([m for m in MOMENTS if kind == "dateTime" or len(m) <= 10])
        if kind == "xhtml":
            return '<div xmlns="http://www.w3.org/1999/xhtml">a</div>'
        long = ["x" * 300] if "length" in self.words else []
        if name in ("system", "url") and self.addresses:
            return self.chance.choice(self.addresses)
        fitting = [text for text in [*self.texts, *long] if name != "code" or ":" not in text]
        return self.chance.choice(fitting or ["a"])


def _by_stem(type_: Type, words: set[str]) -> Iterator[list[str]]:
    """The names in JSON of each element that is spoken of; those of a choice type together."""
    choices = {name: choice for choice in type_.choices for name in choice}
    done: set[str] = set()
    for name in type_.elements:
        names = sorted(choices.get(name, [name]))
        if names[0] not in done and ({_stem(names), *names} & words):
            yield names
        done.add(names[0])


def _stem(names: list[str]) -> str:
    """What the names of a choice type begin with, up to the type; of one name, itself."""
    stem = names[0]
    while not all(name.startswith(stem) for name in names):
        stem = stem[:-1]
    while len(names) > 1 and not all(name[len(stem) : len(stem) + 1].isupper() for name in names):
        stem = stem[:-1]
    return stem


def _address(text: str) -> bool:
    return ":" in text or text in ("something", "/identity") or text.startswith("/CodeSystem")


def _plain(kind: str) -> str:
    """The type that is profiled: what a profile forbids is to be made too."""
    return "Quantity" if kind in ("SimpleQuantity", "MoneyQuantity") else kind


def _held(kind: str, content: Any) -> tuple[dict[str, Any], list[str]]:
    """A resource with a value of a data type, and where it stands there."""
    if kind == "ElementDefinition":  # no extension has one
        return {"resourceType": "StructureDefinition", "snapshot": {"element": [content]}}, ["snapshot", "element"]
    extension = {"url": "http://a", f"value{kind[0].upper()}{kind[1:]}": content}
    return {"resourceType": "Basic", "code": {"text": "a"}, "extension": [extension]}, ["extension", "value"]
