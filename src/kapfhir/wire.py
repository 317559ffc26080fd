"""JSON in and out, exactly.

A FHIR decimal is a float that keeps its text (`72.50` stays `72.50`), a date-time stays the string it was. Duplicate
keys, NaN, unpaired surrogates, absurd numbers and absurd depth are refused with line and column, never with the value.
Source: RFC 8259; https://hl7.org/fhir/R4/json.html; https://hl7.org/fhir/R4/datatypes.html#decimal.
"""

import bisect
import json
import marshal
import math
import re
from collections.abc import Generator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import decimal

__all__ = ["Decimal", "Malformed", "Path", "canonical", "decode", "dumps", "loads", "locate", "number"]

MAX_DEPTH = 200  # a FHIR resource nests some twenty deep; recursive readers of ours stay far from Python's limit
MAX_NUMBER = 64  # characters; FHIR asks for 18 significant digits

Path = tuple[str | int, ...]


class Malformed(ValueError):
    """Not JSON, or JSON that would lose something. Carries `reason`, `line` and `column` (from 1), never the text."""

    def __init__(self, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{line}:{column}: {reason}")
        self.reason, self.line, self.column = reason, line, column

    def __reduce__(self) -> tuple[type[Self], tuple[str, int, int]]:
        return type(self), (self.reason, self.line, self.column)


class Decimal(float):
    """A number whose text Python's float would not write back: `72.50`, `1e3`."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        """The number that this text means."""
        self = super().__new__(cls, text)
        self.text = text
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.text,)


def number(value: "decimal.Decimal | str") -> int | float:
    """The wire's number for a decimal in plain notation: an int, a float that prints the same, else a `Decimal`."""
    text = value if isinstance(value, str) else format(value, "f")
    return _float(text) if "." in text or "e" in text or "E" in text else int(text)


def loads(source: str | bytes, depth: int = MAX_DEPTH) -> Any:
    """Parse JSON text, or its UTF-8 bytes (a byte order mark is passed over), nested at most so deep.

    Raises:
        Malformed: with line and column.
    """
    text = decode(source) if isinstance(source, (bytes, bytearray)) else source
    depth = min(depth, MAX_DEPTH)
    try:
        return _checked(_DECODER.decode(text), text, depth)
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise Malformed(f"nested deeper than {depth}", *_deep_place(text, depth)) from None
    except UnicodeEncodeError:
        raise Malformed("an unpaired surrogate (\\ud800 to \\udfff)", *_surrogate_place(text)) from None
    except _Refused as refused:
        raise Malformed(refused.reason, *refused.place(text)) from None


def decode(source: bytes | bytearray) -> str:
    """The text of UTF-8 bytes; a byte order mark is passed over.

    Raises:
        Malformed: with line and column.
    """
    try:
        return bytes(source).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = bytes(source)[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1
        raise Malformed("not UTF-8; save the file as UTF-8", line, column) from None


def dumps(value: Any, *, indent: int | None = None) -> str:
    """JSON text of a value that `loads` gave or a mapping made: compact, keys in their order, decimals as written."""
    if indent is None and _plain(value):
        return _COMPACT.encode(value)
    return "".join(_write(value, indent, 0))


def canonical(value: Any) -> bytes:
    """The one byte string of a value: compact, keys sorted, decimals as written. Equal bytes are equal records."""
    if _plain(value):
        return _SORTED.encode(value).encode()
    return "".join(_write(_sort(value), None, 0)).encode()


def locate(text: str, wanted: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Line and column (from 1) of the values at these paths; of the nearest parent that is there, where one is not.

    The text is JSON that `loads` takes.
    """
    paths = set(wanted)
    ends = [match.end() for match in _LINE_END.finditer(text)]
    return {path: _in_lines(ends, offset) for path, offset in _offsets(text, paths).items()}


# --- reading -----------------------------------------------------------------------------------------------------


class _Refused(ValueError):
    """A value the standard library would take. It knows no position, so `place` looks for one."""

    def __init__(self, reason: str, pattern: "re.Pattern[str] | None" = None) -> None:
        self.reason, self.pattern = reason, pattern

    def place(self, text: str) -> tuple[int, int]:
        """Line and column of what is refused."""
        return _place(text, self.pattern) if self.pattern else _duplicate_place(text)


def _checked(value: Any, text: str, depth: int) -> Any:
    """The value, if it is not too deep and can be written again."""
    if _too_deep(value, depth):
        raise RecursionError
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("a key stands twice in one object")
    return members


def _float(text: str) -> float:
    if len(text) > MAX_NUMBER:
        raise _Refused(f"a number of more than {MAX_NUMBER} characters", _LONG_NUMBER)
    value = float(text)
    if math.isinf(value):
        raise _Refused("a number beyond the range of a decimal", _EXPONENT)
    return value if repr(value) == text else Decimal(text)


def _int(text: str) -> int | float:
    if len(text) > MAX_NUMBER:
        raise _Refused(f"a number of more than {MAX_NUMBER} characters", _LONG_NUMBER)
    return Decimal(text) if text == "-0" else int(text)


def _constant(name: str) -> float:
    raise _Refused(f"{name} is not JSON", _CONSTANT)


def _too_deep(value: Any, depth: int) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(depth):
        if not level:
            return False
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is not str and isinstance(child, (dict, list))  # most are strings
        ]
    return True


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_int=_int, parse_constant=_constant, strict=True
)

# --- writing -----------------------------------------------------------------------------------------------------

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)
_SORTED = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False, sort_keys=True
)


def _plain(value: Any) -> bool:
    """Whether no `Decimal` is inside: marshal walks the tree in C and refuses every subclass."""
    try:
        marshal.dumps(value)
    except ValueError:
        return False
    return True


def _write(value: Any, indent: int | None, depth: int) -> Iterable[str]:
    if isinstance(value, Decimal):
        yield value.text
    elif isinstance(value, Mapping) and value:
        yield from _container("{", ((f"{_COMPACT.encode(k)}{': ' if indent else ':'}", v) for k, v in value.items()),
                              "}", indent, depth)  # fmt: skip
    elif isinstance(value, (list, tuple)) and value:
        yield from _container("[", (("", v) for v in value), "]", indent, depth)
    else:
        yield _COMPACT.encode(value)


def _container(
    opening: str, members: Iterable[tuple[str, Any]], closing: str, indent: int | None, depth: int
) -> Iterable[str]:
    inner, outer = ("\n" + " " * indent * (depth + 1), "\n" + " " * indent * depth) if indent else ("", "")
    separator = opening + inner
    for prefix, member in members:
        yield separator + prefix
        yield from _write(member, indent, depth + 1)
        separator = "," + inner
    yield outer + closing


def _sort(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sort(value[key]) for key in sorted(value)}
    return [_sort(member) for member in value] if isinstance(value, (list, tuple)) else value


# --- positions ---------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_NO_SPACE = re.compile(r"[^ \t\n\r]|$")
_AFTER = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_SKIPPING = json.JSONDecoder()
_LINE_END = re.compile(r"\n")
_LONG_NUMBER = re.compile(rf"-?[0-9][0-9.eE+-]{{{MAX_NUMBER},}}")
_EXPONENT = re.compile(r"-?[0-9.]+[eE]\+?[0-9]{3,}|[0-9]{300,}")
_CONSTANT = re.compile(r"-?\b(?:NaN|Infinity)\b")


def _tokens(text: str) -> Iterable[tuple[str, int]]:
    return ((match.group(), match.start()) for match in _TOKEN.finditer(text))


def _offsets(text: str, paths: set[Path]) -> dict[Path, int]:
    """Only values on the way to a path are looked into; what lies beside is passed over by the decoder, in C."""
    ways: dict[str | int, Any] = {}
    for path in paths:
        node = ways
        for step in path:
            node = node.setdefault(step, {})
    found: dict[Path, int] = {}
    missing = set(paths)
    for path, at in _look(text, _past(text, 0), (), ways):
        found[path] = at
        missing.discard(path)
        if not missing:
            break
    return {path: next(found[path[:n]] for n in range(len(path), -1, -1) if path[:n] in found) for path in paths}


def _look(text: str, at: int, path: Path, ways: dict[str | int, Any]) -> Generator[tuple[Path, int], None, int]:
    """Where the value at this offset stands, and those within it that lie on the ways; it returns where it ends."""
    yield path, at
    if not ways or text[at] not in "{[":
        return _SKIPPING.raw_decode(text, at)[1]
    named, step = text[at] == "{", -1
    at = _past(text, at + 1)
    while text[at] not in "}]":
        if named:
            name, at = _SKIPPING.raw_decode(text, at)
            at = _past(text, _past(text, at) + 1)  # over the colon
        else:
            name = step = step + 1
        if name in ways:
            at = yield from _look(text, at, (*path, name), ways[name])
        else:
            at = _SKIPPING.raw_decode(text, at)[1]
        at = _AFTER.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
    return at + 1


def _past(text: str, at: int) -> int:
    """Where the white space ends."""
    match = _NO_SPACE.search(text, at)
    return match.start() if match else len(text)


def _in_lines(ends: list[int], offset: int) -> tuple[int, int]:
    """As `_line_column`, where there are many to look up."""
    line = bisect.bisect_right(ends, offset)
    return line + 1, offset - (ends[line - 1] if line else 0) + 1


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _place(text: str, pattern: "re.Pattern[str]") -> tuple[int, int]:
    """Where a refused literal stands; strings are passed over."""
    places = (offset for token, offset in _tokens(text) if token[0] != '"' and pattern.search(token))
    return _line_column(text, next(places, 0))


def _surrogate_place(text: str) -> tuple[int, int]:
    for token, offset in _tokens(text):
        try:
            if token[0] == '"':
                json.loads(token).encode()
        except UnicodeEncodeError:
            return _line_column(text, offset)
    return 1, 1


def _duplicate_place(text: str) -> tuple[int, int]:
    seen: list[set[str]] = []
    key_next = False
    for token, offset in _tokens(text):
        if token in "{[":
            seen.append(set())
            key_next = token == "{"
        elif token in "}]":
            seen.pop()
        elif key_next and token[0] == '"':
            key = json.loads(token)
            if key in seen[-1]:
                return _line_column(text, offset)
            seen[-1].add(key)
            key_next = False
        elif token == ",":
            key_next = bool(seen[-1])
    return 1, 1


def _deep_place(text: str, most: int) -> tuple[int, int]:
    depth = 0
    for token, offset in _tokens(text):
        depth += (token in "{[") - (token in "}]")
        if depth > most:
            return _line_column(text, offset)
    return 1, 1
