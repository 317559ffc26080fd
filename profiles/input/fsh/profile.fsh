// What the profiles share. Each derives from FHIR's own type: nothing in them keeps an instance from meeting US Core too.
// A url of the guide's own is matched by its end: the canonical stands in sushi-config.yaml and nowhere else.

// Every resource is somebody's fact: it can be found again, and read back, by the key of the clinic.
RuleSet: Identified
* ^experimental = false
* identifier 1..
* obeys kap-identity

Invariant: kap-identity
Description: "An identifier says which fact of which episode it is: the system is the episode's own, a urn:uuid; the value is visit/kind/id."
Severity: #error
Expression: "identifier.where(system.startsWith('urn:uuid:') and value.matches('^[A-Za-z0-9.-]{1,64}/[a-z0-9.-]{1,64}/[A-Za-z0-9.-]{1,64}$')).exists()"

// An Observation of the patient, in one of HL7's categories.
RuleSet: Observed(category)
* insert Identified
* category 1..
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains {category} 1..1
* category[{category}] = $category#{category}
* subject 1..1
* subject only Reference(Patient)
* encounter only Reference(Encounter)

// A number, a code, a yes or no; or the reason why there is none.
Invariant: kap-value-or-absent
Description: "There is a value, or the reason why there is none, and not both."
Severity: #error
Expression: "value.exists() xor dataAbsentReason.exists()"

// A list of components, or the reason why there is none.
Invariant: kap-component-or-absent
Description: "There are components, or the reason why there are none, and not both."
Severity: #error
Expression: "component.exists() xor dataAbsentReason.exists()"

// Components known by their code. Each of them is a rule of its own: `insert Moment(onset)`.
RuleSet: ByCode
* component ^slicing.discriminator.type = #pattern
* component ^slicing.discriminator.path = "code"
* component ^slicing.rules = #open

RuleSet: Component(slice, code, type)
* component contains {slice} 0..1
* component[{slice}].code = kap-observation#{code}
* component[{slice}].value[x] 1..1
* component[{slice}].value[x] only {type}

// A MedicationAdministration of a dosing session: what it is within it, to whom, at which visit.
RuleSet: Administered(kind)
* insert Identified
* extension contains KapAdministrationKindExtension named kind 1..1
* extension[kind].valueCodeableConcept = kap-administration-kind#{kind}
* instantiates 0..0 // R5 has none
* subject only Reference(Patient)
* context 1..1
* context only Reference(Encounter) // R5 has `encounter`
* partOf only Reference(MedicationAdministration)
* performer.function from KapAdministrationFunctionValues (required)
* dosage.rate[x] only SimpleQuantity

Invariant: kap-dose-mg
Description: "An amount is in mg; where it is not known, data-absent-reason says so."
Severity: #error
Expression: "value.exists() and system = 'http://unitsofmeasure.org' and code = 'mg' or value.empty() and extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists()"

// Part of the dose, never by itself.
RuleSet: PartOfDose
* partOf 1..1

// A score, of whatever kind: what came of a questionnaire.
RuleSet: ScoreObserved
* insert Observed(survey)
* effective[x] only dateTime
* component 0..0
* derivedFrom only Reference(QuestionnaireResponse)

// What R4 cannot find by an identifier is found by a tag.
Invariant: kap-tag
Description: "A tag says who it is: R4 cannot search its type by identifier."
Severity: #error
Expression: "meta.tag.where(system.endsWith('/identity')).exists()"

// What was done to the patient.
RuleSet: Done
* insert Identified
* subject only Reference(Patient)
* encounter only Reference(Encounter)
* performed[x] only dateTime or Period
* asserter 0..0 // R5 has none

// A drug that the patient takes or took.
RuleSet: Taken
* insert Identified
* basedOn 0..0 // R5 has none
* statusReason ..1
* subject only Reference(Patient)
* context only Reference(Encounter) // R5 has `encounter`
* effective[x] only dateTime or Period

// A text about a visit.
RuleSet: Document
* insert Identified
* masterIdentifier 0..0 // R5 has none of these
* context.sourcePatientInfo 0..0
* context.related 0..0
* subject 1..1
* subject only Reference(Patient)
* type 1..1
* content ..1
* context 1..1
* context.encounter 1..1
* context.encounter only Reference(Encounter)

// One of our codings among others: the slice that names its system.
RuleSet: OwnCoding(element, slice, codesystem, valueset)
* {element} ^slicing.discriminator.type = #value
* {element} ^slicing.discriminator.path = "system"
* {element} ^slicing.rules = #open
* {element} contains {slice} 0..1
* {element}[{slice}].system 1..1
* {element}[{slice}].system = Canonical({codesystem})
* {element}[{slice}].code 1..1
* {element}[{slice}] from {valueset} (required)
