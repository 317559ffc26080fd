"""Constraints of Bundle, R4's and R5's, native."""

from kapfhir.validation.invariants.members import Holds, Node, among, distinct, each, has, has_any, implies, text, texts

__all__ = ["NATIVE"]

CHANGES, RESPONSES = ("batch", "transaction"), ("batch-response", "transaction-response")
CARRIERS = ("document", "message", "searchset", "collection")
WITH_CONTENT = ("POST", "PATCH", "PUT")


def _all_have(bundle: Node, name: str, *types: str) -> bool:
    """`entry.all(name.exists() = (%resource.type = …))`."""
    known = among(bundle, "type", *types)
    return all(has(entry, name) is known for entry in each(bundle, "entry"))


def _first_is(bundle: Node, type_: str, kind: str) -> bool:
    first = next(iter(each(bundle, "entry")), {})
    return implies(among(bundle, "type", type_), text(first.get("resource"), "resourceType") == kind)


def _unique(bundle: Node) -> bool:
    """fullUrl and versionId, joined."""
    entries = [entry for entry in each(bundle, "entry") if has(entry, "fullUrl")]
    return distinct([
        (text(entry, "fullUrl") or "") + "".join(texts(each(entry, "resource", "meta"), "versionId"))
        for entry in entries
    ])  # fmt: skip


def _identified(bundle: Node) -> bool:
    identifier = bundle.get("identifier")
    given = isinstance(identifier, dict) and has(identifier, "system") and has(identifier, "value")
    return implies(among(bundle, "type", "document"), given)


def _content_as_asked(entry: Node) -> bool:
    """`(request.method in ('POST' | 'PATCH' | 'PUT')) = resource.exists()`; broken without a method."""
    method = text(entry.get("request"), "method")
    return method is not None and (method in WITH_CONTENT) == has(entry, "resource")


def _history(bundle: Node) -> bool:
    return implies(
        among(bundle, "type", "history"),
        all(has(e, "request") and has(e, "response") and _content_as_asked(e) for e in each(bundle, "entry")),
    )


def _no_patch(bundle: Node) -> bool:
    """`entry.request.method != 'PATCH'`, of one; of more, the collections differ; of none it is empty."""
    methods = [text(request, "method") for request in each(bundle, "entry", "request") if has(request, "method")]
    return implies(among(bundle, "type", "history"), bool(methods) and methods != ["PATCH"])


def _addressed(bundle: Node) -> bool:
    each_is = all(has(e, "fullUrl") or text(e.get("request"), "method") == "POST" for e in each(bundle, "entry"))
    return each_is or text(bundle, "type") in (*CHANGES, *RESPONSES)


def _only_content(entry: Node) -> bool:
    return has(entry, "resource") and not has_any(entry, "request", "response")


def _mild(bundle: Node) -> bool:
    severities = texts(each(bundle, "issues", "issue"), "severity")
    return not has(bundle, "issues") or severities in (["information"], ["warning"])


def _self(link: Node) -> bool:
    return text(link, "relation") == "self" and has(link, "url")


NATIVE: dict[str, Holds] = {
    # bdl-1
    "total.empty() or (type = 'searchset') or (type = 'history')":
        lambda _, b: not has(b, "total") or text(b, "type") in ("searchset", "history"),
    # bdl-2 of R4, of R5
    "entry.search.empty() or (type = 'searchset')":
        lambda _, b: text(b, "type") == "searchset" or not any("search" in e for e in each(b, "entry")),
    "(type = 'searchset') or entry.search.empty()":
        lambda _, b: text(b, "type") == "searchset" or not any("search" in e for e in each(b, "entry")),
    # bdl-3 of R4
    "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction' or "
    "%resource.type = 'history'))":
        lambda _, b: _all_have(b, "request", *CHANGES, "history"),
    # bdl-4 of R4
    "entry.all(response.exists() = (%resource.type = 'batch-response' or %resource.type = 'transaction-response' or "
    "%resource.type = 'history'))":
        lambda _, b: _all_have(b, "response", *RESPONSES, "history"),
    # bdl-5
    "resource.exists() or request.exists() or response.exists()":
        lambda _, e: "resource" in e or has_any(e, "resource", "request", "response"),
    # bdl-7 of R4, of R5
    "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&resource.meta.versionId).isDistinct()":
        lambda _, b: text(b, "type") == "history" or _unique(b),
    "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl&iif(resource.meta.versionId.exists(), "
    "resource.meta.versionId, '')).isDistinct()":
        lambda _, b: text(b, "type") == "history" or _unique(b),
    # bdl-8
    "fullUrl.exists() implies fullUrl.contains('/_history/').not()":
        lambda _, e: "/_history/" not in (text(e, "fullUrl") or ""),
    # bdl-9
    "type = 'document' implies (identifier.system.exists() and identifier.value.exists())":
        lambda _, b: _identified(b),
    # bdl-10
    "type = 'document' implies (timestamp.hasValue())":
        lambda _, b: implies(among(b, "type", "document"), "timestamp" in b),
    # bdl-11, bdl-12, bdl-13
    "type = 'document' implies entry.first().resource.is(Composition)":
        lambda _, b: _first_is(b, "document", "Composition"),
    "type = 'message' implies entry.first().resource.is(MessageHeader)":
        lambda _, b: _first_is(b, "message", "MessageHeader"),
    "type = 'subscription-notification' implies entry.first().resource.is(SubscriptionStatus)":
        lambda _, b: _first_is(b, "subscription-notification", "SubscriptionStatus"),
    # bdl-14
    "type = 'history' implies entry.request.method != 'PATCH'":
        lambda _, b: _no_patch(b),
    # bdl-15
    "type='transaction' or type='transaction-response' or type='batch' or type='batch-response' or "
    "entry.all(fullUrl.exists() or request.method='POST')":
        lambda _, b: _addressed(b),
    # bdl-16
    "issues.exists() implies (issues.issue.severity = 'information' or issues.issue.severity = 'warning')":
        lambda _, b: _mild(b),
    # bdl-17
    "type = 'document' implies issues.empty()":
        lambda _, b: implies(among(b, "type", "document"), not has(b, "issues")),
    # bdl-18
    "type = 'searchset' implies link.where(relation = 'self' and url.exists()).exists()":
        lambda _, b: implies(among(b, "type", "searchset"), any(map(_self, each(b, "link")))),
    # bdl-3a to bdl-3d
    "type in ('document' | 'message' | 'searchset' | 'collection') implies "
    "entry.all(resource.exists() and request.empty() and response.empty())":
        lambda _, b: implies(among(b, "type", *CARRIERS), all(map(_only_content, each(b, "entry")))),
    "type = 'history' implies entry.all(request.exists() and response.exists() and "
    "((request.method in ('POST' | 'PATCH' | 'PUT')) = resource.exists()))":
        lambda _, b: _history(b),
    "type in ('transaction' | 'batch') implies entry.all(request.method.exists() and "
    "((request.method in ('POST' | 'PATCH' | 'PUT')) = resource.exists()))":
        lambda _, b: implies(among(b, "type", *CHANGES), all(map(_content_as_asked, each(b, "entry")))),
    "type in ('transaction-response' | 'batch-response') implies entry.all(response.exists())":
        lambda _, b: implies(among(b, "type", *RESPONSES), all("response" in e for e in each(b, "entry"))),
}  # fmt: skip
