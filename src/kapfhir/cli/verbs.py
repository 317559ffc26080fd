"""The verbs, each with its line in `kapfhir --help`. Each is a module of this package."""

__all__ = ["VERBS"]

VERBS = {
    "map": "an episode to a FHIR Bundle, or a Bundle back to an episode",
    "validate": "judge a FHIR resource or Bundle",
    "plan": "what a push would do; reads only",
    "push": "bring an episode or Bundle to a FHIR server, once, and read it back",
    "pull": "an episode from a FHIR server, as a Bundle",
    "reconcile": "bring the ledger in line with what the server has",
    "score": "what the answers to an instrument come to: total, subscales, band, safety signals",
    "schema": "the JSON Schema of an episode",
    "package": "the guide as a FHIR package, for the tools that load one",
    "sandbox": "a FHIR server in memory, for first steps",
    "completion": "a script that completes commands in your shell",
}
