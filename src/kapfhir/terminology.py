"""The codes that mappings name, each written once. Sources: definitions/codes.csv, and our own code systems.

A test compares every row here with those files; nothing else in the library spells a code.
"""

from typing import Any, NamedTuple

from kapfhir.identity import BASE

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
KAP = f"{BASE}/CodeSystem"


class Code(NamedTuple):
    """A code with its system and the system's own words."""

    system: str
    code: str
    display: str

    def coding(self) -> dict[str, Any]:
        """As a FHIR Coding."""
        return {"system": self.system, "code": self.code, "display": self.display}

    def concept(self) -> dict[str, Any]:
        """As a FHIR CodeableConcept."""
        return {"coding": [self.coding()]}


class Unit(NamedTuple):
    """A UCUM unit, with the text people read."""

    code: str
    text: str

    def quantity(self, value: int | float) -> dict[str, Any]:
        """As a FHIR Quantity."""
        return {"value": value, "unit": self.text, "system": UCUM, "code": self.code}


class Vital(NamedTuple):
    """A vital sign: the kind in its identity, its codes (all are mandatory), its unit."""

    kind: str
    codes: tuple[Code, ...]
    unit: Unit

    def concept(self) -> dict[str, Any]:
        """Its code as a FHIR CodeableConcept."""
        return {"coding": [code.coding() for code in self.codes]}


class Part(NamedTuple):
    """A field of the model as the value of an Observation or a component: its code, its words or its unit."""

    code: Code
    words: "dict[str, Code] | None" = None
    unit: "Unit | None" = None


def _words(system: str, **displays: str) -> dict[str, Code]:
    """The model's words that are the very codes of a system."""
    return {code.replace("_", "-"): Code(system, code.replace("_", "-"), text) for code, text in displays.items()}


# --- retraction --------------------------------------------------------------------------------------------------

RETRACTED = "entered-in-error"
ENTERED_IN_ERROR = {  # of the types that have it as a concept, in verificationStatus
    "Condition": Code(f"{HL7}/condition-ver-status", RETRACTED, "Entered in Error"),
    "AllergyIntolerance": Code(f"{HL7}/allergyintolerance-verification", RETRACTED, "Entered in Error"),
}
RETRACTED_ADVERSE_EVENT = "http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status"

# --- units -------------------------------------------------------------------------------------------------------

MILLIGRAM = Unit("mg", "mg")
MG_PER_KG = Unit("mg/kg", "mg/kg")
MILLILITRE = Unit("mL", "mL")
KILOGRAM = Unit("kg", "kg")
MINUTE = Unit("min", "min")
SCORE = Unit("{score}", "{score}")
DAY = Unit("d", "d")
WEEK = Unit("wk", "wk")
YEAR = Unit("a", "a")
RATES = {
    "mg_per_h": Unit("mg/h", "mg/h"),
    "mg_per_kg_per_h": Unit("mg/kg/h", "mg/kg/h"),
    "ml_per_h": Unit("mL/h", "mL/h"),
}

# --- vital signs: https://hl7.org/fhir/R4/observation-vitalsigns.html and US Core ------------------------------

BLOOD_PRESSURE = Code(LOINC, "85354-9", "Blood pressure panel with all children optional")
PRESSURES = {
    "systolic": Code(LOINC, "8480-6", "Systolic blood pressure"),
    "diastolic": Code(LOINC, "8462-4", "Diastolic blood pressure"),
}
MMHG = Unit("mm[Hg]", "mmHg")
VITALS = {
    "heart_rate": Vital("heart-rate", (Code(LOINC, "8867-4", "Heart rate"),), Unit("/min", "/min")),
    "oxygen_saturation": Vital(
        "oxygen-saturation",
        (
            Code(LOINC, "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
            Code(LOINC, "2708-6", "Oxygen saturation in Arterial blood"),
        ),
        Unit("%", "%"),
    ),
    "respiratory_rate": Vital("respiratory-rate", (Code(LOINC, "9279-1", "Respiratory rate"),), Unit("/min", "/min")),
    "temperature": Vital("temperature", (Code(LOINC, "8310-5", "Body temperature"),), Unit("Cel", "Cel")),
    "weight": Vital("weight", (Code(LOINC, "29463-7", "Body weight"),), KILOGRAM),
    "height": Vital("height", (Code(LOINC, "8302-2", "Body height"),), Unit("cm", "cm")),
}

# --- Observation -------------------------------------------------------------------------------------------------

SOCIAL_HISTORY = Code(f"{HL7}/observation-category", "social-history", "Social History")
THERAPY = Code(f"{HL7}/observation-category", "therapy", "Therapy")
VITAL_SIGNS = Code(f"{HL7}/observation-category", "vital-signs", "Vital Signs")
EXAM = Code(f"{HL7}/observation-category", "exam", "Exam")
SURVEY = Code(f"{HL7}/observation-category", "survey", "Survey")
ABSENT = f"{HL7}/data-absent-reason"
ABSENT_EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT_DISPLAY = {
    "unknown": "Unknown",
    "not-performed": "Not Performed",
    "error": "Error",
    "not-applicable": "Not Applicable",
    "masked": "Masked",
    "not-permitted": "Not Permitted",
    "unsupported": "Unsupported",
}
OBSERVATION = f"{KAP}/kap-observation"
SEDATION = {
    "moaa-s": Code(OBSERVATION, "moaa-s", "Modified Observer's Assessment of Alertness/Sedation"),
    "rass": Code(OBSERVATION, "rass", "Richmond Agitation-Sedation Scale"),
    "ramsay": Code(OBSERVATION, "ramsay", "Ramsay sedation scale"),
}
DISSOCIATION = Code(OBSERVATION, "dissociation", "Dissociation as an effect of the drug")
INTENSITY = {name: Code(f"{KAP}/kap-intensity", name, name.capitalize()) for name in ("mild", "moderate", "severe")}
TIME_COURSE = Code(OBSERVATION, "effect-timecourse", "Time course of the effect")
TIME_POINTS = {
    "onset": (Code(OBSERVATION, "onset", "Onset"), Code(OBSERVATION, "onset-min", "Minutes to onset")),
    "peak": (Code(OBSERVATION, "peak", "Peak"), Code(OBSERVATION, "peak-min", "Minutes to peak")),
    "offset": (Code(OBSERVATION, "offset", "Offset"), Code(OBSERVATION, "offset-min", "Minutes to offset")),
}
DISCHARGE_READINESS = Code(OBSERVATION, "discharge-readiness", "Discharge readiness")
CRITERIA = {  # yes or no
    "oriented": Code(OBSERVATION, "orientation", "Orientation"),
    "gait_steady": Code(OBSERVATION, "gait", "Gait"),
    "vitals_stable": Code(OBSERVATION, "vital-signs-stable", "Vital signs stable"),
    "nausea_controlled": Code(OBSERVATION, "nausea-controlled", "Nausea controlled"),
    "dissociation_resolved": Code(OBSERVATION, "dissociation-resolved", "Dissociation resolved"),
}
DEPARTURE = {  # when
    "fit_to_leave": Code(OBSERVATION, "fit-to-leave", "Fit to leave"),
    "left": Code(OBSERVATION, "departure", "Departure"),
}
DEPTH = Part(
    Code(OBSERVATION, "depth", "Depth of the effect"),
    _words(
        f"{KAP}/kap-depth", sub_psychedelic="Sub-psychedelic", psycholytic="Psycholytic", psychedelic="Psychedelic",
        out_of_body="Out of body",
    ),
)  # fmt: skip
EFFECTS = Code(OBSERVATION, "effects", "Effects")
EFFECT = Code(OBSERVATION, "effect", "Effect")
MOMENT = Code(OBSERVATION, "moment", "Intense moment")
MOMENT_PARTS = {
    "description": Part(Code(OBSERVATION, "description", "Description")),
    "support": Part(Code(OBSERVATION, "support", "Support")),
}
WASTE = Code(OBSERVATION, "waste", "Wasted amount")
SUPPORT = Code(OBSERVATION, "psychotherapeutic-support", "Psychotherapeutic support")
SUPPORT_MINUTES = Code(OBSERVATION, "minutes", "Minutes")
SUPPORT_PARTS = {
    "interventions": Code(OBSERVATION, "intervention", "Intervention"),
    "themes": Code(OBSERVATION, "theme", "Theme"),
}
PRESENCE = _words(f"{KAP}/kap-presence", present="Present", absent="Absent", unknown="Unknown")
SUICIDE_RISK = Part(
    Code(OBSERVATION, "suicide-risk", "Suicide risk"),
    _words(f"{KAP}/kap-risk-level", none="None", low="Low", moderate="Moderate", high="High"),
)
SUICIDE_RISK_PARTS = {
    "ideation": Part(Code(OBSERVATION, "ideation", "Suicidal thoughts")),
    "plan": Part(Code(OBSERVATION, "suicide-plan", "Suicide plan")),
    "means": Part(Code(OBSERVATION, "access-to-means", "Access to means")),
    "safety_plan": Part(Code(OBSERVATION, "safety-plan", "Safety plan")),
}
CLEARANCE = Part(
    Code(OBSERVATION, "clearance", "Medical clearance"),
    _words(
        f"{KAP}/kap-clearance", cleared="Cleared", cleared_with_conditions="Cleared with conditions",
        deferred="Deferred", not_eligible="Not eligible",
    ),
)  # fmt: skip
COURSE_ENDS = _words(
    f"{KAP}/kap-course-end", completed="Completed", remission="Remission", non_response="No response",
    adverse_event="Adverse event", cost="Cost", withdrawn="Withdrawn", lost="Lost to follow-up",
    transferred="Transferred", contraindication="Contraindication",
)  # fmt: skip
JUDGEMENTS = {  # one field of a visit, one Observation
    "suitable": Part(Code(OBSERVATION, "suitability", "Suitability for KAP")),
    "asa_class": Part(Code(OBSERVATION, "asa-class", "ASA physical status")),
    "benefit": Part(
        Code(OBSERVATION, "benefit", "Benefit that is left"),
        _words(f"{KAP}/kap-benefit", full="Full", partial="Partial", lost="Lost", none="None"),
    ),
    "course": Part(Code(OBSERVATION, "course-end", "End of the course"), COURSE_ENDS),
}
_GENDER = "http://hl7.org/fhir/administrative-gender"
BACKGROUND = {  # one field of the episode, one Observation
    "age": Part(Code(OBSERVATION, "age", "Age"), unit=YEAR),
    "sex": Part(
        Code(OBSERVATION, "administrative-sex", "Administrative sex"),
        _words(_GENDER, female="Female", male="Male", other="Other", unknown="Unknown"),
    ),
    "background": Part(Code(OBSERVATION, "social-history", "Social history")),
}
_RESPONSES = _words(
    f"{KAP}/kap-response", response="Response", partial_response="Partial response", no_response="No response",
    remission="Remission", worsened="Worsened", not_evaluable="Not evaluable", unknown="Unknown",
)  # fmt: skip
TRIAL = Part(Code(OBSERVATION, "treatment-trial", "Earlier treatment and what came of it"), _RESPONSES)
TRIAL_PARTS = {
    "adequate": Part(Code(OBSERVATION, "adequate", "Adequate trial")),
    "tolerability": Part(Code(OBSERVATION, "tolerability", "Tolerability")),
    "sessions": Part(Code(OBSERVATION, "sessions", "Sessions")),
    "weeks": Part(Code(OBSERVATION, "duration", "Duration"), unit=WEEK),
    "maximum_dose": Part(Code(OBSERVATION, "daily-dose", "Highest daily dose"), unit=Unit("mg/d", "mg/d")),
}
OUTCOME_PARTS = {
    "response": Part(Code(OBSERVATION, "response", "Response")),
    "degree": Part(Code(OBSERVATION, "degree", "Degree of response"), _RESPONSES),
    "remission": Part(Code(OBSERVATION, "remission", "Remission")),
    "relapse": Part(Code(OBSERVATION, "relapse", "Relapse")),
    "days_to_response": Part(Code(OBSERVATION, "time-to-response", "Time to response"), unit=DAY),
    "days_of_benefit": Part(Code(OBSERVATION, "duration-of-benefit", "Duration of benefit"), unit=DAY),
    "benefit_lasts": Part(Code(OBSERVATION, "benefit-lasts", "Benefit lasts")),
    "diminishing": Part(Code(OBSERVATION, "diminishing-effect", "Diminishing effect")),
}
INSTRUMENT = Code(OBSERVATION, "instrument", "Instrument")
RELAPSED_ON = Code(OBSERVATION, "relapsed-on", "Day of relapse")
COMPUTED_TOTAL = Code(f"{KAP}/kap-score-method", "computed-total", "Total computed from the answers")
REPORTED_TOTAL = Code(f"{KAP}/kap-score-method", "reported-total", "Total as reported")

# --- EpisodeOfCare and Encounter ---------------------------------------------------------------------------------

EPISODE_TYPE = Code(f"{KAP}/kap-episode-type", "kap", "Ketamine-assisted psychotherapy")
ENCOUNTER_TYPE = f"{KAP}/kap-encounter-type"
_CONSULTATION = Code(SNOMED, "185387006", "New patient consultation (procedure)")
_EDUCATION = Code(SNOMED, "311401005", "Patient education (procedure)")
_PSYCHOTHERAPY = Code(SNOMED, "75516001", "Psychotherapy (regime/therapy)")
_FOLLOW_UP = Code(SNOMED, "390906007", "Follow-up encounter (procedure)")
VISIT_KINDS = {  # the kind of the visit first; SNOMED CT where its Global Patient Set has a code
    "consultation": (Code(ENCOUNTER_TYPE, "consultation", "Consultation"), _CONSULTATION),
    "medical-clearance": (Code(ENCOUNTER_TYPE, "medical-clearance", "Medical clearance"),),
    "preparation": (Code(ENCOUNTER_TYPE, "preparation", "Preparation"), _EDUCATION),
    "dosing": (Code(ENCOUNTER_TYPE, "dosing", "Dosing session"), _PSYCHOTHERAPY),
    "integration": (Code(ENCOUNTER_TYPE, "integration", "Integration session"), _PSYCHOTHERAPY),
    "follow-up": (Code(ENCOUNTER_TYPE, "follow-up", "Follow-up"), _FOLLOW_UP),
    "outcome-review": (Code(ENCOUNTER_TYPE, "outcome-review", "Outcome review"), _FOLLOW_UP),
}
_ACT = f"{HL7}/v3-ActCode"
_VIRTUAL = Code(_ACT, "VR", "virtual")
CLASSES = {
    "in-person": Code(_ACT, "AMB", "ambulatory"),
    "home": Code(_ACT, "HH", "home health"),
    "video": _VIRTUAL,
    "telephone": _VIRTUAL,
}
BY_TELEPHONE = Code(SNOMED, "185317003", "Telephone encounter (procedure)")
_PARTICIPATION = f"{HL7}/v3-ParticipationType"
_ATTENDER = Code(_PARTICIPATION, "ATND", "attender")
_PRIMARY = Code(_PARTICIPATION, "PPRF", "primary performer")
_SECONDARY = Code(_PARTICIPATION, "SPRF", "secondary performer")
ROLE = f"{KAP}/kap-role"
ROLES = {  # what a person did, ours first, then HL7's coarser word for it
    "prescribes": (Code(ROLE, "prescribes", "Prescribes"), _ATTENDER),
    "administers": (Code(ROLE, "administers", "Administers"), _PRIMARY),
    "monitors": (Code(ROLE, "monitors", "Monitors"), _SECONDARY),
    "guides": (Code(ROLE, "guides", "Guides"), _PRIMARY),
    "escorts": (Code(ROLE, "escorts", "Escorts"), Code(_PARTICIPATION, "ESC", "escort")),
    "refers": (Code(ROLE, "refers", "Refers"), Code(_PARTICIPATION, "REF", "referrer")),
    "consults": (Code(ROLE, "consults", "Consults"), Code(_PARTICIPATION, "CON", "consultant")),
    "assesses": (Code(ROLE, "assesses", "Assesses"), _PRIMARY),
    "educates": (Code(ROLE, "educates", "Educates"), _PRIMARY),
    "chaperones": (Code(ROLE, "chaperones", "Chaperones"), _SECONDARY),
}
_DISPOSITION = f"{HL7}/discharge-disposition"
DISPOSITIONS = {
    "home": Code(_DISPOSITION, "home", "Home"),
    "alt-home": Code(_DISPOSITION, "alt-home", "Alternative home"),
    "other-hcf": Code(_DISPOSITION, "other-hcf", "Other healthcare facility"),
    "psy": Code(_DISPOSITION, "psy", "Psychiatric hospital"),
    "aadvice": Code(_DISPOSITION, "aadvice", "Left against advice"),
    "oth": Code(_DISPOSITION, "oth", "Other"),
}

# --- MedicationAdministration ------------------------------------------------------------------------------------

DRUGS = {"ketamine": Code(RXNORM, "6130", "ketamine"), "esketamine": Code(RXNORM, "2119365", "esketamine")}
ROUTES = {
    "intravenous": Code(SNOMED, "47625008", "Intravenous route"),
    "intramuscular": Code(SNOMED, "78421000", "Intramuscular route"),
    "subcutaneous": Code(SNOMED, "34206005", "Subcutaneous route"),
    "sublingual": Code(SNOMED, "37839007", "Sublingual route"),
    "intranasal": Code(SNOMED, "46713006", "Nasal route"),
    "oral": Code(SNOMED, "26643006", "Oral route"),
    "rectal": Code(SNOMED, "37161004", "Rectal route"),
}
_KIND = f"{KAP}/kap-administration-kind"
ADMINISTRATION_KINDS = {
    "dose": Code(_KIND, "dose", "Dose"),
    "segment": Code(_KIND, "segment", "Part of an infusion at one rate"),
    "pause": Code(_KIND, "pause", "Pause of an infusion"),
    "booster": Code(_KIND, "booster", "Booster"),
    "rescue": Code(_KIND, "rescue", "Rescue drug"),
}
METHODS = {name: Code(f"{KAP}/kap-administration-method", name, name.capitalize()) for name in ("swallow", "spit")}
_FUNCTION = f"{HL7}/med-admin-perform-function"
GIVES = Code(_FUNCTION, "performer", "Performer")
WITNESSES = Code(_FUNCTION, "witness", "Witness")

# --- history, plans, consents ------------------------------------------------------------------------------------

SEVERITY = {
    "mild": Code(SNOMED, "255604002", "Mild"),
    "moderate": Code(SNOMED, "6736007", "Moderate"),
    "severe": Code(SNOMED, "24484000", "Severe"),
}
CLINICAL_STATUS = _words(
    f"{HL7}/condition-clinical", active="Active", recurrence="Recurrence", relapse="Relapse", inactive="Inactive",
    remission="Remission", resolved="Resolved",
)  # fmt: skip
VERIFICATION = _words(
    f"{HL7}/condition-ver-status", unconfirmed="Unconfirmed", provisional="Provisional",
    differential="Differential", confirmed="Confirmed", refuted="Refuted",
)  # fmt: skip
PROBLEM = Code(f"{HL7}/condition-category", "problem-list-item", "Problem List Item")
INDICATION = Code(f"{HL7}/diagnosis-role", "CC", "Chief complaint")
COMORBIDITY = Code(f"{HL7}/diagnosis-role", "CM", "Comorbidity diagnosis")
SUBSTANCE_USE_DISORDERS = frozenset({"66590003", "724713006", "724715004"})  # SNOMED CT; in ICD-10-CM F10 to F19
SUBSTANCE_USE_INSTRUMENTS = frozenset({"audit-c", "dast-10"})  # what they ask is labelled as substance use too
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
PRIOR_TREATMENTS = _words(
    f"{KAP}/kap-prior-treatment", medication="Medication", psychotherapy="Psychotherapy", stimulation="Stimulation",
    ketamine="Ketamine", psychedelic="Psychedelic", other="Other",
)  # fmt: skip
CHOICES = _words(
    f"{KAP}/kap-choice", clinic="Clinic", hospital="Hospital", home="Home", retreat="Retreat", go="Go", hold="Hold",
    cancel="Cancel", as_planned="As planned", change="Change", postpone="Postpone", stop="Stop",
    sedative_hypnotic="Sedative hypnotic", opioid="Opioid", psychostimulant="Psychostimulant", maoi="MAO inhibitor",
    other="Other", none="None",
)  # fmt: skip
NO_KNOWN_ALLERGY = Code(f"{KAP}/kap-allergy", "no-known-allergy", "No known allergy")
ALLERGY_CLINICAL = _words(f"{HL7}/allergyintolerance-clinical", active="Active", inactive="Inactive")
ALLERGY_VERIFICATION = _words(f"{HL7}/allergyintolerance-verification", confirmed="Confirmed", refuted="Refuted")
ACHIEVEMENT = _words(
    f"{HL7}/goal-achievement", in_progress="In Progress", achieved="Achieved", not_achieved="Not Achieved"
)
_SCOPE = f"{HL7}/consentscope"
_TREATMENT_SCOPE = Code(_SCOPE, "treatment", "Treatment")
_PRIVACY_SCOPE = Code(_SCOPE, "patient-privacy", "Privacy Consent")
_CONSENT_DOCUMENT = Code(LOINC, "59284-0", "Consent Document")
_PROCEDURE_CONSENT = Code(LOINC, "64293-4", "Procedure consent Document")
_RELEASE_CONSENT = Code(LOINC, "64292-6", "Release of information consent Document")
_CONSENT = f"{KAP}/kap-consent"
CONSENTS = {  # what it is about: our code, LOINC's, HL7's scope
    "treatment": (Code(_CONSENT, "treatment", "Treatment"), _PROCEDURE_CONSENT, _TREATMENT_SCOPE),
    "touch": (Code(_CONSENT, "touch", "Touch"), _PROCEDURE_CONSENT, _TREATMENT_SCOPE),
    "telehealth": (Code(_CONSENT, "telehealth", "Telehealth"), _CONSENT_DOCUMENT, _TREATMENT_SCOPE),
    "recording": (Code(_CONSENT, "recording", "Recording"), _CONSENT_DOCUMENT, _PRIVACY_SCOPE),
    "release-of-information": (
        Code(_CONSENT, "release-of-information", "Release of information"), _RELEASE_CONSENT, _PRIVACY_SCOPE),
    "research": (
        Code(_CONSENT, "research", "Research"), _CONSENT_DOCUMENT, Code(_SCOPE, "research", "Research")),
    "psychotherapy-notes": (
        Code(_CONSENT, "psychotherapy-notes", "Psychotherapy notes"), _RELEASE_CONSENT, _PRIVACY_SCOPE),
}  # fmt: skip
EMERGENCY_CONTACT = Code(f"{HL7}/v2-0131", "C", "Emergency Contact")
CARE_PLAN = Code("http://hl7.org/fhir/us/core/CodeSystem/careplan-category", "assess-plan",
                 "Assessment and Plan of Treatment")  # fmt: skip
_CARE_PLAN = f"{KAP}/kap-care-plan"
CARE_PLANS = _words(_CARE_PLAN, protocol="Protocol", actions="Actions", plan="Plan")
ACTIVITIES = _words(
    _CARE_PLAN, dosing="Dosing sessions", planned_dose="Planned dose", monitoring="Monitoring",
    integration="Integration",
)  # fmt: skip

# --- what is done ------------------------------------------------------------------------------------------------

_PROCEDURE = f"{KAP}/kap-procedure"
DRUG_THERAPY = Code(SNOMED, "416608005", "Drug therapy (procedure)")
COURSE = Code(_PROCEDURE, "course", "Course of ketamine-assisted psychotherapy")
DOSING_SESSION = Code(_PROCEDURE, "dosing-session", "Dosing session")
PSYCHOTHERAPY = _PSYCHOTHERAPY
EVENT_SEVERITY = _words(f"{HL7}/adverse-event-severity", mild="Mild", moderate="Moderate", severe="Severe")
SERIOUSNESS = {
    True: Code(f"{HL7}/adverse-event-seriousness", "serious", "Serious"),
    False: Code(f"{HL7}/adverse-event-seriousness", "non-serious", "Non-serious"),
}
_EVENT_OUTCOME = f"{HL7}/adverse-event-outcome"
EVENT_OUTCOME = {
    **_words(_EVENT_OUTCOME, resolved="Resolved", recovering="Recovering", ongoing="Ongoing", fatal="Fatal",
             unknown="Unknown"),
    "resolved-with-sequelae": Code(_EVENT_OUTCOME, "resolvedWithSequelae", "Resolved with Sequelae"),
}  # fmt: skip
RELATEDNESS = _words(
    f"{HL7}/adverse-event-causality-assess", certain="Certain", probably_likely="Probably/Likely",
    possible="Possible", unlikely="Unlikely", conditional_classified="Conditional/Classified",
    unassessable_unclassifiable="Unassessable/Unclassifiable",
)  # fmt: skip
SYMPTOM_PARTS = {
    "action": Part(Code(OBSERVATION, "action", "Action taken")),
    "expected": Part(Code(OBSERVATION, "expected", "Expected")),
}
SAFETY = Code(f"{HL7}/flag-category", "safety", "Safety")
_SIGNAL = f"{KAP}/kap-safety-signal"
SIGNALS = {  # by instrument; which answers are one is the guide's
    "bdi-ii": Code(_SIGNAL, "bdi-ii-item-9", "BDI-II item 9"),
    "c-ssrs-screener": Code(_SIGNAL, "c-ssrs", "C-SSRS"),
    "ham-d17": Code(_SIGNAL, "ham-d17-item-3", "HAM-D17 item 3"),
    "madrs": Code(_SIGNAL, "madrs-item-10", "MADRS item 10"),
    "madrs-s": Code(_SIGNAL, "madrs-s-item-9", "MADRS-S item 9"),
    "phq-9": Code(_SIGNAL, "phq-9-item-9", "PHQ-9 item 9"),
    "qids-sr16": Code(_SIGNAL, "qids-sr16-item-12", "QIDS-SR16 item 12"),
}

# --- notes, labels, lineage --------------------------------------------------------------------------------------

_PROGRESS_NOTE = Code(LOINC, "34904-3", "Mental health Progress note")
NOTES = {  # the note types of the US Behavioral Health Profiles, by kind of visit
    "consultation": Code(LOINC, "34785-6", "Mental health Consult note"),
    "medical-clearance": Code(LOINC, "78306-8", "Mental health History and physical note"),
    "preparation": _PROGRESS_NOTE,
    "dosing": Code(LOINC, "78472-8", "Mental health Procedure note"),
    "integration": _PROGRESS_NOTE,
    "follow-up": _PROGRESS_NOTE,
    "outcome-review": Code(LOINC, "78263-1", "Mental health Discharge summary note"),
}
CLINICAL_NOTE = Code(
    "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category", "clinical-note", "Clinical Note"
)
_DOCUMENT = f"{KAP}/kap-document"
PROCESS_NOTE = Code(_DOCUMENT, "psychotherapy-note", "Psychotherapy note")
DRAFTED = {
    True: Code(_DOCUMENT, "ai-drafted", "Drafted by a machine"),
    False: Code(_DOCUMENT, "person-drafted", "Drafted by a person"),
}
RESTRICTED = Code(f"{HL7}/v3-Confidentiality", "R", "restricted")
VERY_RESTRICTED = Code(f"{HL7}/v3-Confidentiality", "V", "very restricted")
PSYCHIATRY = Code(_ACT, "PSY", "psychiatry disorder information sensitivity")
SUBSTANCE_USE = Code(_ACT, "SUD", "substance use disorder information sensitivity")
PSYCHOTHERAPY_NOTE = Code(_ACT, "PSYTHPN", "psychotherapy note information sensitivity")
HIPAA_PSYCHOTHERAPY_NOTE = Code(_ACT, "HIPAAPsyNotes", "HIPAA psychotherapy notes")
PART_2 = Code(_ACT, "42CFRPart2", "42 CFR Part2")
NO_REDISCLOSURE = Code(_ACT, "NORDSCLCD", "no redisclosure without consent directive")
TEST_DATA = Code(f"{HL7}/v3-ActReason", "HTEST", "test health data")
ASSEMBLER = Code(f"{HL7}/provenance-participant-type", "assembler", "Assembler")
AUTHOR = Code(f"{HL7}/provenance-participant-type", "author", "Author")
URI = "urn:ietf:rfc:3986"

# --- extensions --------------------------------------------------------------------------------------------------

_OWN = f"{BASE}/StructureDefinition"
SESSION_NUMBER = f"{_OWN}/kap-session-number"
DOSE_PER_BODY_WEIGHT = f"{_OWN}/kap-dose-per-body-weight"
DEVICE_COUNT = f"{_OWN}/kap-device-count"
HOLD_TIME = f"{_OWN}/kap-hold-time"
ADMINISTRATION_KIND = f"{_OWN}/kap-administration-kind"
INTEGRATES = f"{_OWN}/kap-integrates"
TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
WITNESS = "http://hl7.org/fhir/StructureDefinition/consent-Witness"
REASON_CANCELLED = "http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled"
PLANNED_START = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate"
