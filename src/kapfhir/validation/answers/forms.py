"""A Questionnaire as its responses are judged by it: items by linkId, made once of whatever JSON stands there.

R4 says `choice` and `open-choice` where R5 says `coding` with its answerConstraint; either is read in either release.
What is of a wrong type in a Questionnaire is its own error, and here as if it were not there.
"""

from typing import Any, NamedTuple

from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.shapes import Json, listed, text_of, value_of

__all__ = ["CODED", "Condition", "Form", "Item", "Options", "contained", "form"]

CODED = frozenset({"choice", "open-choice", "coding"})
LIMITS = fullmatch(
    r"http://hl7\.org/fhir/(?:uv/sdc/)?StructureDefinition/(?:sdc-)?(?:questionnaire-)?"
    r"(minValue|maxValue|minLength|maxDecimalPlaces|regex|minOccurs|maxOccurs|minQuantity|maxQuantity|unitOption"
    r"|unitValueSet|referenceResource|mimeType|maxSize)"
)
MANY = frozenset({"unitOption", "referenceResource", "mimeType"})
BY_EXPRESSION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
EXCLUSIVE = "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive"


class Condition(NamedTuple):
    """One enableWhen: `kind` is the type of the expected answer, as in `answerCoding`."""

    question: str
    operator: str
    kind: str
    expected: Any


class Options(NamedTuple):
    """The answerOptions, by type; a Coding is its system and code. `exclusive`: those that go with no other."""

    values: dict[str, frozenset[Any]]
    exclusive: frozenset[Any]


class Item(NamedTuple):
    """An item: its place among its siblings, and of its extensions those that limit answers, by the end of their urls.

    Where it `is_open`, a text will do where no option does.
    """

    link_id: str
    type: str
    text: str
    required: bool
    repeats: bool
    is_open: bool
    place: int
    parent: "Item | None"
    items: dict[str, "Item"]
    options: Options | None
    value_set: str
    conditions: tuple[Condition, ...]
    behaviour: str
    by_expression: bool
    limits: Json
    listed: int  # how long the lists in its limits are


class Form(NamedTuple):
    """A Questionnaire: its outermost items, all of them, the linkIds that conditions ask for, what it contains."""

    items: dict[str, Item]
    every: dict[str, Item]
    asked: frozenset[str]
    contained: dict[str, Json]


def form(questionnaire: Json) -> Form:
    """The Questionnaire, read."""
    every: dict[str, Item] = {}
    items = _items(questionnaire, None, every)
    asked = frozenset(condition.question for item in every.values() for condition in item.conditions)
    return Form(items, every, asked, contained(questionnaire))


def contained(resource: Json) -> dict[str, Json]:
    """What a resource contains, by fragment."""
    return {f"#{text_of(one, 'id')}": one for _, one in listed(resource, "contained")}


def _items(node: Json, parent: Item | None, every: dict[str, Item]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for place, item in listed(node, "item"):
        read = _item(item, place, parent)
        if read.link_id:
            found.setdefault(read.link_id, read)
            every.setdefault(read.link_id, read)
        read.items.update(_items(item, read, every))
    return found


def _item(item: Json, place: int, parent: Item | None) -> Item:
    options = [option for _, option in listed(item, "answerOption")]
    limits = _limits(item)
    urls = [text_of(extension, "url") for _, extension in listed(item, "extension")]
    return Item(
        link_id=text_of(item, "linkId"),
        type=text_of(item, "type"),
        text=text_of(item, "text"),
        required=item.get("required") is True,
        repeats=item.get("repeats") is True,
        is_open=item.get("type") == "open-choice" or item.get("answerConstraint") == "optionsOrString",
        place=place,
        parent=parent,
        items={},
        options=_options(options) if options else None,
        value_set=text_of(item, "answerValueSet"),
        conditions=tuple(_condition(when) for _, when in listed(item, "enableWhen")),
        behaviour=text_of(item, "enableBehavior"),
        by_expression=BY_EXPRESSION in urls,
        limits=limits,
        listed=sum(len(limits.get(name, ())) for name in MANY),
    )


def _condition(when: Json) -> Condition:
    name, expected = value_of(when, "answer")
    return Condition(text_of(when, "question"), text_of(when, "operator"), name, expected)


def _options(options: list[Json]) -> Options:
    values: dict[str, set[Any]] = {}
    exclusive: set[Any] = set()
    for option in options:
        kind, value = value_of(option)
        key = (text_of(value, "system"), text_of(value, "code")) if isinstance(value, dict) else value
        if isinstance(key, tuple | str | int):
            values.setdefault(kind, set()).add(key)
            if _is_exclusive(option):
                exclusive.add(key)
    return Options({kind: frozenset(found) for kind, found in values.items()}, frozenset(exclusive))


def _is_exclusive(option: Json) -> bool:
    said = (value_of(one)[1] for _, one in listed(option, "extension") if text_of(one, "url") == EXCLUSIVE)
    return any(value is True for value in said)


def _limits(item: Json) -> Json:
    found: Json = {}
    for _, extension in listed(item, "extension"):
        if known := LIMITS(text_of(extension, "url")):
            value = value_of(extension)[1]
            if known[1] in MANY:
                found.setdefault(known[1], []).append(value)
            else:
                found.setdefault(known[1], value)
    longest = item.get("maxLength")
    return found | ({"maxLength": longest} if type(longest) is int else {})
