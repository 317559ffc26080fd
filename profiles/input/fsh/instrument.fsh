// What the instruments share. An instrument's own file reads like its form: head, questions, total.

RuleSet: Instrument(name, title)
* version = "1.0.0"
* name = "{name}"
* title = "{title}"
* status = #active
* experimental = false
* subjectType = #Patient
* publisher = "kapfhir"

// A question of LOINC's: its number on the form, its LOINC code with LOINC's display, the words of the form.
RuleSet: Question(number, code, display, text)
* item[+].linkId = "/{code}"
* item[=].code = $loinc#{code} "{display}"
* item[=].prefix = "{number}"
* item[=].text = "{text}"
* item[=].type = #choice

// A question whose words may not be shipped, or that LOINC does not have: a neutral label of our own.
RuleSet: Unworded(number, code, label)
* item[+].linkId = "/{code}"
* item[=].code = kap-instrument-score#{code} "{label}"
* item[=].prefix = "{number}"
* item[=].text = "{label}"
* item[=].type = #choice

// The latest question counts together with the others of this domain: once, by the highest.
RuleSet: Domain(code, display)
* item[=].code[1] = kap-domain#{code} "{display}"

// An answer to the latest question, with what it counts.
RuleSet: Answer(coding, display, ordinal)
* item[=].answerOption[+].valueCoding = {coding} "{display}"
* item[=].answerOption[=].valueCoding.extension.url = $ordinal
* item[=].answerOption[=].valueCoding.extension.valueDecimal = {ordinal}

// An answer to the latest question that counts nothing.
RuleSet: UnscoredAnswer(coding, display)
* item[=].answerOption[+].valueCoding = {coding} "{display}"

// The one total, always last. It is computed, nobody answers it.
RuleSet: Total(coding, link, display)
* item[+].linkId = "/{link}"
* item[=].code = {coding} "{display}"
* item[=].text = "Total score"
* item[=].type = #decimal
* item[=].readOnly = true
