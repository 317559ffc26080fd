Alias: $loinc = http://loinc.org
Alias: $sct = http://snomed.info/sct
Alias: $rxnorm = http://www.nlm.nih.gov/research/umls/rxnorm
Alias: $ucum = http://unitsofmeasure.org
Alias: $act = http://terminology.hl7.org/CodeSystem/v3-ActCode
Alias: $participation = http://terminology.hl7.org/CodeSystem/v3-ParticipationType
Alias: $category = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $absent = http://terminology.hl7.org/CodeSystem/data-absent-reason
Alias: $function = http://terminology.hl7.org/CodeSystem/med-admin-perform-function
Alias: $disposition = http://terminology.hl7.org/CodeSystem/discharge-disposition
Alias: $ordinal = http://hl7.org/fhir/StructureDefinition/ordinalValue
Alias: $minValue = http://hl7.org/fhir/StructureDefinition/minValue
Alias: $maxValue = http://hl7.org/fhir/StructureDefinition/maxValue
Alias: $constraint = http://hl7.org/fhir/StructureDefinition/questionnaire-constraint
Alias: $calculated = http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression
Alias: $timezone = http://hl7.org/fhir/StructureDefinition/timezone
Alias: $reason-cancelled = http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled
Alias: $data-absent-reason = http://hl7.org/fhir/StructureDefinition/data-absent-reason

// The system of the tags by which resources are found that R4 cannot search by an identifier. It is no definition, so its url
// cannot be had from the canonical; kapfhir.identity has the same.
Alias: $identity = https://kapfhir.org/fhir/identity
