Instance: dast-10
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(DAST10, [[Drug Abuse Screening Test, 10 items (DAST-10)]])
* description = "Ten questions with no (0) or yes (1). A yes counts 1, except in item 3, where a no counts 1; total 0 to 10. The answers keep the meaning that they have on the form: the rule of the total reverses item 3. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The test is copyright Harvey A. Skinner and the Centre for Addiction and Mental Health; nothing of its wording is in this resource. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#82666-9 "Drug Abuse Screening Test-10 [DAST-10]"
* insert About(wording, [[Structure only; copyright Skinner and CAMH]], unverified, [[background knowledge]])
* insert About(recall, [[The last 12 months]], verified, [[primecalcpro.com, DAST-10]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Item 3 counts in reverse]], verified, [[comorbidityguidelines.org.au, DAST-10]])
* insert YesNoItem(1)
* insert YesNoItem(2)

* insert YesNoItem(3)
* insert Reversed

* insert YesNoItem(4)
* insert YesNoItem(5)
* insert YesNoItem(6)
* insert YesNoItem(7)
* insert YesNoItem(8)
* insert YesNoItem(9)
* insert YesNoItem(10)

* insert Score($loinc#82667-7, 82667-7, Total score [DAST-10], Total score)
* insert Rule(sum, [[iif(%resource.item.where(linkId in ('/dast-10-item-1' | '/dast-10-item-2' | '/dast-10-item-3' | '/dast-10-item-4' | '/dast-10-item-5' | '/dast-10-item-6' | '/dast-10-item-7' | '/dast-10-item-8' | '/dast-10-item-9' | '/dast-10-item-10')).answer.count() = 10, %resource.item.where(linkId in ('/dast-10-item-1' | '/dast-10-item-2' | '/dast-10-item-4' | '/dast-10-item-5' | '/dast-10-item-6' | '/dast-10-item-7' | '/dast-10-item-8' | '/dast-10-item-9' | '/dast-10-item-10')).answer.value.weight().aggregate($total + $this, 0) + 1 - %resource.item.where(linkId in ('/dast-10-item-3')).answer.value.weight())]])
* insert Direction(higher-is-worse)
* insert Band(0, 0, [[no problems reported]], verified, [[comorbidityguidelines.org.au, DAST-10]])
* insert Band(1, 2, [[low level]], verified, [[comorbidityguidelines.org.au, DAST-10]])
* insert Band(3, 5, [[moderate level]], verified, [[comorbidityguidelines.org.au, DAST-10]])
* insert Band(6, 8, [[substantial level]], verified, [[comorbidityguidelines.org.au, DAST-10]])
* insert Band(9, 10, [[severe level]], verified, [[comorbidityguidelines.org.au, DAST-10]])

// Without its words; with its answers.
RuleSet: YesNoItem(number)
* item[+].linkId = "/dast-10-item-{number}"
* item[=].code = kap-instrument-score#dast-10-item-{number} "DAST-10 item {number}"
* item[=].prefix = "{number}"
* item[=].text = "DAST-10 item {number}"
* item[=].type = #choice
* insert NoOrYes
