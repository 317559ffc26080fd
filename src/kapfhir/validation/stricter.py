"""Rules of our own that make an error where HL7's validator finds none: docs/validation.md has each with its reason."""

__all__ = ["STRICTER"]

STRICTER = frozenset({
    # what goes wrong at a server (bundles.servers)
    "bundle-full-url", "bundle-identity-unique", "bundle-reference", "bundle-request-post", "bundle-request-put",
    "bundle-request-type",
    # codes that HL7's validator leaves to a terminology server (bindings, terminology)
    "bcp-13", "bcp-47", "code-beside", "concept-system", "iso-3166", "iso-4217", "our-code-system",
    "served-binding", "ucum", "un-m49",
    # scores of our instruments (answers)
    "score-range", "subscale-disagrees", "subscale-incomplete", "total-disagrees", "total-incomplete",
    # what is not judged at all, for it would take too long (caps)
    "limit",
})  # fmt: skip
