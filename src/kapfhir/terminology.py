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


# --- units -------------------------------------------------------------------------------------------------------

MILLIGRAM = Unit("mg", "mg")
MG_PER_KG = Unit("mg/kg", "mg/kg")
MG_PER_ML = Unit("mg/mL", "mg/mL")
MILLILITRE = Unit("mL", "mL")
KILOGRAM = Unit("kg", "kg")
MINUTE = Unit("min", "min")
SCORE = Unit("{score}", "{score}")
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

# --- extensions --------------------------------------------------------------------------------------------------

_OWN = f"{BASE}/StructureDefinition"
SESSION_NUMBER = f"{_OWN}/kap-session-number"
DOSE_PER_BODY_WEIGHT = f"{_OWN}/kap-dose-per-body-weight"
DEVICE_COUNT = f"{_OWN}/kap-device-count"
HOLD_TIME = f"{_OWN}/kap-hold-time"
ADMINISTRATION_KIND = f"{_OWN}/kap-administration-kind"
INTEGRATES = f"{_OWN}/kap-integrates"
TIMEZONE = "http://hl7.org/fhir/StructureDefinition/timezone"
REASON_CANCELLED = "http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled"
PLANNED_START = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate"
