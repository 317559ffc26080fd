// What our code systems share: they are complete, and case counts.

RuleSet: Codes
* ^caseSensitive = true
* ^experimental = false

// The notices that the owners of codes ask for.
RuleSet: LoincNotice
* ^copyright = "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."

RuleSet: SnomedNotice
* ^copyright = "This material includes SNOMED Clinical Terms® (SNOMED CT®) concept identifiers, used by permission of SNOMED International. SNOMED CT was originally created by the College of American Pathologists."
