"""The elements of R5 whose difference from R4 is more than a name or a shape, each a `Change` of its own."""

from functools import partial
from typing import Any

from kapfhir.identity import BASE
from kapfhir.release.changes import (
    Change,
    Json,
    Tell,
    below,
    extended,
    lost,
    lost_codes,
    merged,
    nothing,
    renamed,
    reshaped,
    taken,
    worded,
)
from kapfhir.release.shapes import LIST, Shape, coded, each, then, wrapped
from kapfhir.terminology import HL7, RETRACTED_ADVERSE_EVENT, Code

__all__ = [
    "ADHERENCE",
    "CLINICAL_STATUS",
    "CONSENT_DATE",
    "CONSENT_PROVISION",
    "CONTEXTS",
    "DOCUMENT_CONTEXT",
    "EVENT_STATUS",
    "PARTICIPANTS",
    "PLANNED_ACTIVITIES",
    "QUESTION_TYPES",
    "R4_ELEMENT",
]

RETRACTED = "entered-in-error"
R4_ELEMENT = "http://hl7.org/fhir/4.0/StructureDefinition/extension-"


# --- AdverseEvent.status: 1..1; R4 has it as a modifier extension, where an event was entered in error ------------


def _event_status(node: Json, _: Tell) -> None:
    said = taken(node, "modifierExtension", lambda extension: extension.get("url") == RETRACTED_ADVERSE_EVENT)
    node["status"] = said[0]["valueCode"] if said else "completed"


def _no_event_status(node: Json) -> None:
    status = node.pop("status", "completed")
    if status != "completed":
        said = {"url": RETRACTED_ADVERSE_EVENT, "valueCode": status}
        node["modifierExtension"] = [*node.get("modifierExtension", []), said]


EVENT_STATUS = Change(_event_status, _no_event_status)


# --- Condition.clinicalStatus: 1..1; R4 has none of a retracted one (con-5), and no `unknown` --------------------

UNKNOWN = Code(f"{HL7}/condition-clinical", "unknown", "Unknown")


def _clinical_status(node: Json, _: Tell) -> None:
    node.setdefault("clinicalStatus", UNKNOWN.concept())


def _no_clinical_status(node: Json) -> None:
    if node.get("clinicalStatus") == UNKNOWN.concept():
        del node["clinicalStatus"]


CLINICAL_STATUS = Change(_clinical_status, _no_clinical_status)


# --- the encounter of a medication that was given or told of: no EpisodeOfCare, whatever it is called in the Bundle ---


def _contexts(node: Json, tell: Tell) -> None:
    resources = [(entry.get("fullUrl"), entry.get("resource", {})) for entry in node.get("entry", [])]
    episodes = {name for name, resource in resources if name and resource.get("resourceType") == "EpisodeOfCare"}
    for index, (_, resource) in enumerate(resources):
        if resource.get("encounter", {}).get("reference") in episodes:
            tell(f"entry[{index}].resource.context")


CONTEXTS = Change(_contexts, nothing)


# --- recorder and asserter: participants with a function ---------------------------------------------------------

FUNCTIONS = {
    "recorder": Code(f"{HL7}/provenance-participant-type", "author", "Author"),
    "asserter": Code(f"{HL7}/provenance-participant-type", "informant", "Informant"),
}


def _participants(node: Json, _: Tell) -> None:
    found = [{"function": code.concept(), "actor": node.pop(name)} for name, code in FUNCTIONS.items() if name in node]
    if found:
        node["participant"] = found


def _no_participants(node: Json) -> None:
    for name, function in FUNCTIONS.items():
        ours = partial(_has_function, function)
        if sum(map(ours, node.get("participant", []))) == 1:
            node[name] = taken(node, "participant", ours)[0]["actor"]


def _has_function(function: Code, participant: Json) -> bool:
    return participant.keys() == {"function", "actor"} and participant["function"] == function.concept()


PARTICIPANTS = Change(_participants, _no_participants)


# --- MedicationStatement: what R4's status says beside its being recorded is the adherence -----------------------

STATEMENT = coded(f"{BASE}/CodeSystem/kap-medication-statement-status")


def _adherence(node: Json, tell: Tell) -> None:
    status, (reason, *more) = node.get("status"), node.pop("statusReason", [None])
    for place in range(len(more)):
        tell(f"statusReason[{place + 1}]")
    node["adherence"] = {"code": STATEMENT.there(status)} | ({} if reason is None else {"reason": reason})
    node["status"] = RETRACTED if status == RETRACTED else "recorded"


def _no_adherence(node: Json) -> None:
    """Who retracts a statement in R5 changes its status only."""
    adherence = node.get("adherence", {})
    code = STATEMENT.back(adherence.get("code"))
    if code is not None and adherence.keys() <= {"code", "reason"}:
        del node["adherence"]
        node["status"] = RETRACTED if node.get("status") == RETRACTED else code
        node.update({"statusReason": [adherence["reason"]]} if "reason" in adherence else {})


ADHERENCE = Change(_adherence, _no_adherence)


# --- Consent.dateTime: a day; the time is an extension -----------------------------------------------------------

DAY = len("2026-03-02")
CONSENT_TIME = extended("dateTime", f"{R4_ELEMENT}Consent.dateTime", "valueDateTime")
CONSENT_DAY = renamed("dateTime", "date")


def _consent_date(node: Json, tell: Tell) -> None:
    day = str(node.get("dateTime", ""))[:DAY]
    if node.get("dateTime", "") != day:
        CONSENT_TIME.encode(node, tell)
        node["date"] = day
    CONSENT_DAY.encode(node, tell)


def _no_consent_date(node: Json) -> None:
    CONSENT_TIME.decode(node)
    if "dateTime" in node:
        node.pop("date", None)
    CONSENT_DAY.decode(node)


CONSENT_DATE = Change(_consent_date, _no_consent_date)


# --- Consent.provision: R5's provisions are exceptions, each the opposite of the decision ------------------------

# R4's provision says what is permitted or denied; left a provision in R5 it would say the contrary. So its type is the
# decision, its period the consent's, and its terms are extensions of the R4 element.
TERMS = extended("terms", f"{R4_ELEMENT}Consent.provision.code", "valueCodeableConcept", many=True)
PROVISION = {"type": "decision", "period": "period", "code": "terms"}


def _consent_provision(node: Json, tell: Tell) -> None:
    provision: dict[str, Any] = node.pop("provision", {})
    for name in provision.keys() - PROVISION.keys():
        tell(f"provision.{name}")
    node.update({PROVISION[name]: value for name, value in provision.items() if name in PROVISION})
    TERMS.encode(node, tell)


def _no_consent_provision(node: Json) -> None:
    TERMS.decode(node)
    provision = {} if "provision" in node else {name: node.pop(to) for name, to in PROVISION.items() if to in node}
    if provision:
        node["provision"] = provision


CONSENT_PROVISION = Change(_consent_provision, _no_consent_provision)


# --- DocumentReference.context: its parts are elements of the document -------------------------------------------

CONTEXT = ("period", "facilityType", "practiceSetting")
EVENT = each(wrapped("concept"))


def _document_context(node: Json, tell: Tell) -> None:
    context = node.pop("context", {})
    for name in context.keys() - {"encounter", "event", *CONTEXT}:
        tell(f"context.{name}")
    node.update({name: context[name] for name in CONTEXT if name in context})
    node.update({"event": EVENT.there(context["event"])} if "event" in context else {})
    node.update({"context": context["encounter"]} if "encounter" in context else {})


def _no_document_context(node: Json) -> None:
    context = {name: node.pop(name) for name in CONTEXT if name in node}
    if "event" in node and (event := EVENT.back(node["event"])) is not None:
        del node["event"]
        context["event"] = event
    if "context" in node:
        context["encounter"] = node.pop("context")
    if context:
        node["context"] = context


DOCUMENT_CONTEXT = Change(_document_context, _no_document_context)


# --- CarePlan.activity.detail: R5 has references only, so it is a contained ServiceRequest -----------------------

# https://hl7.org/fhir/R4/valueset-care-plan-activity-status.html to https://hl7.org/fhir/R5/valueset-request-status.html;
# in-progress and stopped have no equal there
ACTIVITY_STATUS = {
    "not-started": "draft",
    "scheduled": "active",
    "on-hold": "on-hold",
    "completed": "completed",
    "cancelled": "revoked",
    "unknown": "unknown",
    "entered-in-error": "entered-in-error",
}
ACTIVITY = "activity-"  # and its number: the id of the contained resource
DETAIL = (
    lost_codes("status", "in-progress", "stopped"),
    worded("status", ACTIVITY_STATUS),
    reshaped("code", "code", wrapped("concept")),
    merged("reasonCode", "reasonReference", "reason"),
    renamed("scheduledTiming", "occurrenceTiming"),
    renamed("scheduledPeriod", "occurrencePeriod"),
    reshaped("location", "location", then(wrapped("reference"), LIST)),
    renamed("quantity", "quantityQuantity"),
    reshaped("description", "note", then(wrapped("text"), LIST)),
    lost(
        "_description",
        "kind",
        "goal",
        "statusReason",
        "scheduledString",
        "productCodeableConcept",
        "productReference",
        "dailyAmount",
    ),
)  # performer, doNotPerform, instantiatesCanonical, instantiatesUri and extensions are as they were


def _planned_activities(node: Json, tell: Tell) -> None:
    for index, activity in enumerate(node.get("activity", [])):
        if "detail" in activity:
            detail, place = activity.pop("detail"), f"activity[{index}].detail"
            for change in DETAIL:
                change.encode(detail, below(tell, place))
            activity["plannedActivityReference"] = {"reference": f"#{ACTIVITY}{index + 1}"}
            request = {"resourceType": "ServiceRequest", "id": f"{ACTIVITY}{index + 1}", "intent": "plan"}
            subject = {"subject": node["subject"]} if "subject" in node else {}
            node["contained"] = [*node.get("contained", []), request | subject | detail]


def _no_planned_activities(node: Json) -> None:
    for activity in node.get("activity", []):
        place = activity.get("plannedActivityReference", {}).get("reference", "")
        if place.startswith(f"#{ACTIVITY}"):
            for request in taken(node, "contained", partial(_is_at, place)):
                del activity["plannedActivityReference"]
                detail = {k: v for k, v in request.items() if k not in ("resourceType", "id", "intent", "subject")}
                for change in reversed(DETAIL):
                    change.decode(detail)
                activity["detail"] = detail


def _is_at(place: str, resource: Json) -> bool:
    return place == f"#{resource.get('id')}" and resource.get("resourceType") == "ServiceRequest"


PLANNED_ACTIVITIES = Change(_planned_activities, _no_planned_activities)


# --- Questionnaire.item.type: choice and open-choice are coding --------------------------------------------------


def _question_types(node: Json, tell: Tell) -> None:
    if node.get("type") == "open-choice":
        node["answerConstraint"] = "optionsOrString"
    CHOICE.encode(node, tell)


def _no_question_types(node: Json) -> None:
    if node.get("type") == "coding" and node.get("answerConstraint") == "optionsOrString":
        del node["answerConstraint"]
        node["type"] = "open-choice"
    elif "answerConstraint" not in node:
        CHOICE.decode(node)


CHOICE = reshaped(
    "type",
    "type",
    Shape(lambda type_: "coding" if type_ in ("choice", "open-choice") else type_, {"coding": "choice"}.get),
)
QUESTION_TYPES = Change(_question_types, _no_question_types)
