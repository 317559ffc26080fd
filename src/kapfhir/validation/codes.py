"""Each Coding, CodeableConcept and Quantity, wherever it stands: its system, its code in the system, and its display.

| rule | what it asks |
|---|---|
| `code` | the code is one of its system, where the whole system is here |
| `display` | the display is the system's, but for upper and lower case, or its word in the resource's language |
| `code-system` | the system is an absolute URI, of a code system, no supplement; FHIR has it, if it is FHIR's own |
| `our-code-system` | the system is one that the guide has, if it has the guide's url |
| `code-beside` | as `code` and `display`, in a concept that HL7's validator leaves undecided for another coding in it |
| `ucum`, `bcp-47`, `bcp-13`, `iso-4217` | see `kapfhir.validation.terminology.grammars` |

HL7's validator tells of a relative system, and of a value set, inside a concept only if it has a terminology server.
A code system that is not here is named in `Frame.unchecked`.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.identity import BASE
from kapfhir.terminology import LOINC, SNOMED
from kapfhir.validation import bindings
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.primitives import PRIMITIVES
from kapfhir.validation.tables import Element
from kapfhir.validation.terminology import CodeSystem, Contents, Terminology, terminology
from kapfhir.validation.terminology.grammars import GRAMMARS
from kapfhir.validation.terminology.served import SERVED
from kapfhir.wire import Path

__all__ = ["are_right", "check", "is_right"]

HL7 = ("http://terminology.hl7.org/", "http://hl7.org/fhir/")
# not those of a guide (http://hl7.org/fhir/us/core/...), of others (.../sid/...), or before R4 (.../v2/..., .../v3/...)
FHIR = fullmatch(r"http://hl7\.org/fhir/(?:[^/]+|(?:CodeSystem|NamingSystem|ValueSet)/.+)")
OURS = f"{BASE}/CodeSystem/"
ABSOLUTE = ("http:", "https:", "urn:", "cid:", "file:")
CONCEPT = frozenset({"coding", "text"})
TEXTS = ("CodeableConcept", "Coding")  # of which all that is right at a glance is text
QUANTITIES = ("Quantity", "SimpleQuantity")  # those without an invariant of their own
AMOUNT = frozenset({"value", "unit", "system", "code"})
_CODE, _STRING = PRIMITIVES["code"].holds, PRIMITIVES["string"].holds
MISSPELLED = ("https://terminology.hl7.org/", "https://hl7.org/fhir/", f"{SNOMED}/", f"{LOINC}/")


def is_right(frame: Frame, element: Element, value: dict[str, Any]) -> bool:
    """Whether all of it is right at a glance, as it nearly always is: its codes, and nothing else in it but texts.

    What is not may be right all the same: see `check`.
    """
    known, codings = terminology(frame.library), [value]
    if element.kind == "CodeableConcept":
        codings = value.get("coding") or []
        if type(codings) is not list or not value.keys() <= CONCEPT or not _STRING(value.get("text", "-")):
            return False
        right = bool(codings) and all([_is_plain(frame, known, coding) for coding in codings])  # noqa: C419  # faster
    elif element.kind == "Coding":
        right = _is_plain(frame, known, value)
    else:
        right = element.kind in QUANTITIES and _is_amount(frame, known, value)
    if not right or not element.strength:
        return right
    contents = known.sets.get(element.binding)
    return contents is not None and any(_is_in(contents, coding) for coding in codings)


def are_right(frame: Frame, element: Element, values: list[Any]) -> bool:
    """As `is_right`, of each in a list that is not empty: mostly they are those of the resource before."""
    if element.kind not in TEXTS:
        return False
    before = frame.judged.right
    if before.get(id(element)) == values:
        return True
    if not values or not all([type(value) is dict and is_right(frame, element, value) for value in values]):  # noqa: C419
        return False
    before[id(element)] = values
    return True


def _is_plain(frame: Frame, known: Terminology, coding: Any) -> bool:
    if type(coding) is not dict:
        return False
    display = coding.get("display")
    whole = len(coding) == (2 if display is None else 3)
    return whole and _is_code(frame, known, coding.get("system"), coding.get("code"), display)


def _is_amount(frame: Frame, known: Terminology, value: dict[str, Any]) -> bool:
    number = frame.types["Quantity"].elements["value"].plain
    whole = value.keys() <= AMOUNT and number is not None and number(value.get("value"))
    return whole and _STRING(value.get("unit", "-")) and _is_code(frame, known, value.get("system"), value.get("code"))


def _is_code(frame: Frame, known: Terminology, url: Any, code: Any, display: Any = None) -> bool:
    if type(url) is not str or not _CODE(code):
        return False
    system = known.systems.get(url)
    if system is not None:
        own = system.displays.get(code)
        return own is not None and (display is None or display == own != "")
    if not (display is None or _STRING(display)):
        return False
    if url in SERVED:
        frame.unchecked.add(SERVED[url])
        return True
    return url in GRAMMARS and GRAMMARS[url].is_right(code)


def _is_in(contents: Contents, coding: dict[str, Any]) -> bool:
    codes = contents.get(coding["system"], False)
    return codes is True or (codes is not False and coding["code"] in codes)


def check(frame: Frame, element: Element, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Of an element with a code, and of its binding; of a code that is wrong in itself only one of the two is told."""
    known = terminology(frame.library)
    found: list[Finding] = []
    if element.kind == "CodeableConcept":
        found += _concept(frame, known, value, path)
    elif element.kind != "CodeableReference":
        found += _coding(frame, known, value, path, "error")
    wrong = any(finding.severity == "error" for finding in found)
    if element.strength == "required" or (element.strength and not wrong):
        bound = [*bindings.check(frame, element.strength, element.binding, element.kind, value, path)]
        found = bound + [finding for finding in found if not (bound and finding.rule == "code")]
    yield from found


def _concept(frame: Frame, known: Terminology, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    given = value.get("coding")
    codings = given if isinstance(given, list) else []
    beside = len(codings) > 1 and any(_is_served(coding) for coding in codings)
    for index, coding in enumerate(codings):
        if isinstance(coding, dict):
            for finding in _coding(frame, known, coding, (*path, "coding", index), "warning"):
                yield finding._replace(rule="code-beside") if beside and finding.code == "code-invalid" else finding


def _is_served(coding: Any) -> bool:
    system = coding.get("system") if isinstance(coding, dict) else None
    return isinstance(system, str) and system in SERVED


def _coding(frame: Frame, known: Terminology, coding: dict[str, Any], path: Path, severity: str) -> Iterator[Finding]:
    """`severity` is that of a misspelled system: of it, HL7's validator warns inside a concept."""
    url, code = coding.get("system"), coding.get("code")
    if not isinstance(url, str):
        if isinstance(code, str) and "value" not in coding:
            yield Finding(path, "invalid", "code-system", "a code without its system says nothing", "warning")
    elif url in SERVED:
        frame.unchecked.add(SERVED[url])
    elif url in GRAMMARS:
        yield from _of_grammar(frame, url, code, path)
    elif (system := known.system(url)) is None:
        yield from _of_no_system(frame, known, url, path, severity)
    elif isinstance(code, str):
        yield from _of_system(frame, system, coding, code, path)


def _of_grammar(frame: Frame, url: str, code: Any, path: Path) -> Iterator[Finding]:
    grammar = GRAMMARS[url]
    if isinstance(code, str) and not grammar.holds(code):
        yield Finding((*path, "code"), "code-invalid", grammar.rule, grammar.expected)
    elif grammar.unchecked:
        frame.unchecked.add(grammar.unchecked)


def _of_no_system(frame: Frame, known: Terminology, url: str, path: Path, severity: str) -> Iterator[Finding]:
    place = (*path, "system")
    rule = "code-system" if severity == "error" else "concept-system"
    if url.startswith(OURS):
        yield Finding(place, "not-found", "our-code-system", "the guide has no such code system")
    elif not url.startswith(ABSOLUTE):
        yield Finding(place, "invalid", rule, "an absolute URI is expected")
    elif url in known.supplements:
        text = "this is a supplement; the url of the code system that it supplements is expected"
        yield Finding(place, "invalid", "code-system", text)
    elif known.value_set(url) is not None:
        text = "this is the url of a value set; that of a code system is expected"
        yield Finding(place, "invalid", rule, text)
    elif FHIR(url):
        yield Finding(place, "not-found", "code-system", "FHIR has no such code system")
    elif url.startswith(MISSPELLED):
        yield Finding(place, "not-found", "code-system", "this is not how the url of that system is written", severity)
    elif not url.startswith(BASE):  # of which the guide has one more, for the keys of what is tagged
        frame.unchecked.add("code systems of HL7" if url.startswith(HL7) else "other code systems")


def _of_system(frame: Frame, system: CodeSystem, coding: dict[str, Any], given: str, path: Path) -> Iterator[Finding]:
    if coding.get("version", system.version) != system.version:
        frame.unchecked.add("other versions of code systems")
        return
    code = system.code(given)
    if code is not None:
        yield from _display(frame, system, code, coding.get("display"), path)
    elif system.complete:
        yield Finding((*path, "code"), "code-invalid", "code", f"{coding['system']} has no such code")
    else:
        frame.unchecked.add("code systems of which a part is here")


def _display(frame: Frame, system: CodeSystem, code: str, display: Any, path: Path) -> Iterator[Finding]:
    own = system.displays[code]
    if not isinstance(display, str) or not own or display.lower() == own.lower():
        return
    words = system.designations.get(code, {})
    language = frame.resource.get("language")
    primary = language.partition("-")[0].lower() if isinstance(language, str) else "en"
    allowed = (word for key in ("", "en", primary) for word in words.get(key, ()))
    if display.lower() not in {word.lower() for word in allowed}:
        severity = "error" if words or primary == "en" else "warning"  # no words in that language are known
        text = "this is not what the code system says of the code"
        yield Finding((*path, "display"), "code-invalid", "display", text, severity)
