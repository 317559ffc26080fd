"""Consent: what the patient agreed to, or refused. https://hl7.org/fhir/R4/consent.html

A refusal is an active Consent whose provision denies; `rejected` has no equal in R5. ppc-1 wants a policy: the name
and version of the clinic's form, or that it is not known.
"""

from typing import Any

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Context, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    absent_extension,
    extension,
    filled,
    logical_from_fhir,
    logical_to_fhir,
    name_of,
)
from kapfhir.model import Consent, instant_text
from kapfhir.terminology import CONSENTS, WITNESS

KIND = "consent"
TOUCH = "touch-agreement"
OWN = {name: codes[0] for name, codes in CONSENTS.items()}


def to_fhir(consent: Consent, this: Context) -> Resource:
    """A consent or a refusal."""
    witness = consent.witnessed_by
    key = Key(NONE, KIND, consent.key or NONE)
    return _consent(this, key, consent.scope) | filled(
        extension=witness and [{"url": WITNESS, "valueReference": logical_to_fhir("Practitioner", witness)}],
        dateTime=consent.at and instant_text(consent.at),
        policyRule={"text": consent.form} if consent.form else {"extension": [absent_extension()]},
        provision=filled(
            type="permit" if consent.given else "deny",
            period=filled(end=consent.expires),
            code=[{"text": consent.terms}] if consent.terms else None,
        ),
    )


def _consent(this: Context, key: Key, scope: str) -> Resource:
    own, loinc, hl7 = CONSENTS[scope]
    return this.header("Consent", key) | {
        "status": "active",
        "scope": hl7.concept(),
        "category": [{"coding": [own.coding(), loinc.coding()]}],
        "patient": this.patient(),
        "performer": [this.patient()],
    }


def from_fhir(key: Key, resource: Json) -> Json:
    """A consent or a refusal."""
    provision = resource.get("provision", {})
    return filled(
        id=key.id,
        scope=next((name for c in resource.get("category", []) if (name := name_of(c, OWN))), None),
        given=provision.get("type") == "permit",
        at=resource.get("dateTime"),
        form=resource.get("policyRule", {}).get("text"),
        terms=_terms(provision),
        expires=provision.get("period", {}).get("end"),
        witnessed_by=logical_from_fhir(extension(resource, WITNESS).get("valueReference")),
    )


def _terms(provision: Any) -> str | None:
    return next((code.get("text") for code in provision.get("code", [])), None)


def touch_to_fhir(agreement: str, this: VisitContext) -> Resource:
    """The touch that was agreed to when the sessions were prepared."""
    return _consent(this.episode, this.key(TOUCH), "touch") | {
        "policyRule": {"extension": [absent_extension()]},
        "provision": {"type": "permit", "code": [{"text": agreement}]},
    }


def touch_from_fhir(resource: Json) -> str | None:
    """The touch that was agreed to."""
    return _terms(resource.get("provision", {}))
