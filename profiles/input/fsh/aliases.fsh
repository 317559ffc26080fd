Alias: $loinc = http://loinc.org
Alias: $ucum = http://unitsofmeasure.org
Alias: $ordinal = http://hl7.org/fhir/StructureDefinition/ordinalValue
