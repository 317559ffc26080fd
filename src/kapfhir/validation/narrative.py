"""The XHTML of a narrative, by HL7's rules txt-1 and txt-2: https://hl7.org/fhir/R4/narrative.html#xhtml.

It is read by expat. A document type, and with it every entity that could grow or lead outside, is refused. The elements
and attributes are those that HL7's validator takes for HTML's basic ones.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kapfhir.validation.document import Finding
from kapfhir.wire import Path

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

__all__ = ["check"]

NAMESPACE = "http://www.w3.org/1999/xhtml"
ELEMENTS = frozenset({
    "a", "abbr", "acronym", "address", "area", "b", "bdo", "big", "blockquote", "br", "caption", "cite", "code",
    "col", "colgroup", "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "kbd", "li", "map", "ol", "p", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "abbr", "accesskey", "align", "axis", "char", "charoff", "class", "colspan", "dir", "headers", "id", "lang",
    "rowspan", "scope", "span", "style", "tabindex", "title", "valign", "width",
})  # fmt: skip
OF_ONE = {  # attributes of one element
    "a": (
        "charset",
        "coords",
        "href",
        "hreflang",
        "name",
        "rel",
        "rev",
        "shape",
        "type",
    ),
    "area": (
        "alt",
        "coords",
        "href",
        "nohref",
        "shape",
    ),
    "blockquote": ("cite",),
    "img": (
        "alt",
        "border",
        "height",
        "ismap",
        "longdesc",
        "src",
        "usemap",
        "width",
    ),
    "map": ("name",),
    "q": ("cite",),
    "table": (
        "border",
        "cellpadding",
        "cellspacing",
        "frame",
        "rules",
        "summary",
    ),
    "td": ("nowrap",),
}
XML = "http://www.w3.org/XML/1998/namespace "  # xml:lang, xml:space, xml:id
SCRIPTS = ("javascript:", "vbscript:")


class _Refused(Exception):
    """What the text must not have."""


def check(value: str, path: Path) -> Iterator[Finding]:
    """A div in its namespace, of HTML's basic elements, with something to see in it."""
    from xml.parsers import expat  # noqa: PLC0415  # many documents have no narrative

    try:
        seen = _read(value, expat.ParserCreate(namespace_separator=" "))
    except expat.ExpatError:
        yield Finding(path, "invalid", "txt-1", "the XHTML is not well-formed")
    except _Refused as refused:
        yield Finding(path, "invalid", "txt-1", str(refused))
    else:
        if not seen:
            yield Finding(path, "invalid", "txt-2", "the narrative has no text and no image")


def _read(value: str, parser: "XMLParserType") -> bool:
    """Whether there is something to see."""
    names: list[str] = []
    texts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace != NAMESPACE:
            raise _Refused(f"an element is not in the namespace {NAMESPACE}")
        if not names and local != "div":
            raise _Refused("the narrative is one div")
        _allowed(local, attributes)
        names.append(local)

    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, _doctype
    parser.CharacterDataHandler = texts.append
    parser.Parse(value, True)
    return "img" in names or any(text.strip() for text in texts)


def _doctype(*_: Any) -> None:
    raise _Refused("no document type may stand here")


def _allowed(name: str, attributes: dict[str, str]) -> None:
    if name not in ELEMENTS:
        raise _Refused("an element is not one of HTML's basic ones: no script, form, frame, object, head or body")
    for attribute, value in attributes.items():
        if attribute not in ATTRIBUTES and attribute not in OF_ONE.get(name, ()) and not attribute.startswith(XML):
            raise _Refused("an attribute is not one of HTML's basic ones: no event handler")
        if value.strip().lower().startswith(SCRIPTS):
            raise _Refused("an attribute holds a script")
