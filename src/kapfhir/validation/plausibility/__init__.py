"""Whether the record of a KAP episode can be true: warnings, each with a rule of its own, off by `clinical=False`.

They are asked of Bundles that hold a visit of such an episode, an Encounter of a kind of the guide, and of nothing
else. What is not in the Bundle is not missed. Nothing here is clinical advice: a rule finds records that contradict
themselves, their own protocol, or the form they were taken on; each page (`--explain`) has its reason and source.

| rule | what it asks |
|---|---|
| `kap-visit-order` | consultation, clearance and preparation come before the first dosing session |
| `kap-integration-order` | an integration comes after the session that it works on |
| `kap-dose-visit` | a dose lies within its visit, and that visit was held |
| `kap-dose-duplicate` | a drug is given once at an instant |
| `kap-dose-weight` | dose, dose per body weight and weight agree |
| `kap-monitoring` | the patient is watched for as long as the protocol says |
| `kap-effect-order` | an effect comes after the dose; onset, peak and offset follow each other |
| `kap-discharge-order` | the patient leaves after the dose |
| `kap-vital-sign-visit` | a vital sign is measured during its visit |
| `kap-score-range` | a score is one that the instrument has |
| `kap-safety-follow-up` | a positive safety item is followed by something |
"""

from collections.abc import Callable, Iterator

from kapfhir.validation.document import Finding
from kapfhir.validation.plausibility import doses, effects, scores, visits
from kapfhir.validation.plausibility.facts import Facts, facts
from kapfhir.validation.shapes import Json

__all__ = ["check"]

RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    visits.order, visits.integration, doses.visit, doses.duplicate, doses.weight, doses.monitoring, effects.course,
    effects.discharge, effects.vital_signs, scores.on_scale, scores.safety,
)  # fmt: skip


def check(bundle: Json) -> Iterator[Finding]:
    """Every rule, where there is an episode."""
    for known in facts(bundle):
        for rule in RULES:
            yield from rule(known)
