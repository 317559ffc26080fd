"""JSON in and out, exactly.

A FHIR decimal is a float that keeps its text (`72.50` stays `72.50`), a date-time stays the string it was. Duplicate
keys, NaN, unpaired surrogates, absurd numbers and absurd depth are refused with line and column, never with the value.
Source: RFC 8259; https://hl7.org/fhir/R4/json.html; https://hl7.org/fhir/R4/datatypes.html#decimal.
"""

import decimal
import json
import marshal
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

__all__ = ["Decimal", "Malformed", "Path", "canonical", "dumps", "loads", "locate", "number"]

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


def number(value: decimal.Decimal | str) -> int | float:
    """The wire's number for a decimal in plain notation: an int, a float that prints the same, else a `Decimal`."""
    text = format(value, "f") if isinstance(value, decimal.Decimal) else value
    return _float(text) if "." in text or "e" in text or "E" in text else int(text)


def loads(source: str | bytes) -> Any:
    """Parse JSON text, or its UTF-8 bytes (a byte order mark is passed over).

    Raises:
        Malformed: with line and column.
    """
    text = _decode(source) if isinstance(source, (bytes, bytearray)) else source
    try:
        return _checked(_DECODER.decode(text), text)
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise Malformed(f"nested deeper than {MAX_DEPTH}", *_deep_place(text)) from None
    except UnicodeEncodeError:
        raise Malformed("an unpaired surrogate (\\ud800 to \\udfff)", *_surrogate_place(text)) from None
    except _Refused as refused:
        raise Malformed(refused.reason, *refused.place(text)) from None


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
    """Line and column (from 1) of the values at these paths; of the nearest parent that is there, where one is not."""
    remaining = {path[:length] for path in wanted for length in range(len(path) + 1)}
    found: dict[Path, int] = {}
    for path, offset in _walk(text):
        if path in remaining:
            found.setdefault(path, offset)
    return {path: _line_column(text, _nearest(path, found)) for path in wanted}


# --- reading -----------------------------------------------------------------------------------------------------


class _Refused(ValueError):
    """A value the standard library would take. It knows no position, so `place` looks for one."""

    def __init__(self, reason: str, pattern: "re.Pattern[str] | None" = None) -> None:
        self.reason, self.pattern = reason, pattern

    def place(self, text: str) -> tuple[int, int]:
        """Line and column of what is refused."""
        return _place(text, self.pattern) if self.pattern else _duplicate_place(text)


def _checked(value: Any, text: str) -> Any:
    """The value, if it is not too deep and can be written again."""
    if _too_deep(value):
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


def _decode(source: bytes | bytearray) -> str:
    try:
        return bytes(source).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = bytes(source)[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1
        raise Malformed("not UTF-8; save the file as UTF-8", line, column) from None


def _too_deep(value: Any) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        if not level:
            return False
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is dict or type(child) is list
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
_LONG_NUMBER = re.compile(rf"-?[0-9][0-9.eE+-]{{{MAX_NUMBER},}}")
_EXPONENT = re.compile(r"-?[0-9.]+[eE]\+?[0-9]{3,}|[0-9]{300,}")
_CONSTANT = re.compile(r"-?\b(?:NaN|Infinity)\b")


def _tokens(text: str) -> Iterable[tuple[str, int]]:
    return ((match.group(), match.start()) for match in _TOKEN.finditer(text))


def _walk(text: str) -> Iterable[tuple[Path, int]]:
    """Every value's path and offset, in the order of the text. One pass, no recursion."""
    path: list[str | int] = []
    open_objects: list[bool] = []
    key_next = False
    for token, offset in _tokens(text):
        if token in "}]":
            path.pop()
            open_objects.pop()
            key_next = False
        elif token == ",":
            key_next = open_objects[-1]
            if not key_next:
                path[-1] += 1  # type: ignore[operator]  # inside an array the last step is its index
        elif token == ":":
            key_next = False
        elif key_next:
            path[-1] = json.loads(token)
        else:
            yield tuple(path), offset
            if token in "{[":
                open_objects.append(token == "{")
                path.append("" if token == "{" else 0)
                key_next = token == "{"


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _nearest(path: Path, found: Mapping[Path, int]) -> int:
    return next((found[path[:n]] for n in range(len(path), -1, -1) if path[:n] in found), 0)


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


def _deep_place(text: str) -> tuple[int, int]:
    depth = 0
    for token, offset in _tokens(text):
        depth += (token in "{[") - (token in "}]")
        if depth > MAX_DEPTH:
            return _line_column(text, offset)
    return 1, 1
