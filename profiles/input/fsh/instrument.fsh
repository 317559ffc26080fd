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

// A question whose words may not be shipped, nor those of its answers: a neutral label of our own, and a whole number.
RuleSet: Number(id, name, number, low, high)
* item[+].linkId = "/{id}-item-{number}"
* item[=].code = kap-instrument-score#{id}-item-{number} "{name} item {number}"
* item[=].prefix = "{number}"
* item[=].text = "{name} item {number}"
* item[=].type = #integer
* item[=].extension[+].url = $minValue
* item[=].extension[=].valueInteger = {low}
* item[=].extension[+].url = $maxValue
* item[=].extension[=].valueInteger = {high}

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

RuleSet: NoOrYes
* insert Answer($loinc#LA32-8, No, 0)
* insert Answer($loinc#LA33-6, Yes, 1)

// The latest question counts its highest answer less what was answered.
RuleSet: Reversed
* item[=].extension[+].url = Canonical(kap-reversed)
* item[=].extension[=].valueBoolean = true

// The latest question or that of this linkId is answered; both only where one of them counts nothing.
RuleSet: Alternative(link)
* item[=].extension[+].url = Canonical(kap-alternative)
* item[=].extension[=].valueString = "{link}"

// An answer of this or more to the latest question is a safety signal.
RuleSet: Safety(from)
* item[=].extension[+].url = Canonical(kap-safety-item)
* item[=].extension[=].valueInteger = {from}

// A score: subscales first, the one total last. Nobody answers it. One of the rules below says how it is computed.
RuleSet: Score(coding, link, display, text)
* item[+].linkId = "/{link}"
* item[=].code = {coding} "{display}"
* item[=].text = "{text}"
* item[=].type = #decimal
* item[=].readOnly = true

RuleSet: Total(coding, link, display)
* item[+].linkId = "/{link}"
* item[=].code = {coding} "{display}"
* item[=].text = "Total score"
* item[=].type = #decimal
* item[=].readOnly = true

// The rule of the latest score: the sum of these items, where all of them are answered.
// Items that are numbers, and items whose answers have ordinals. How a rule counts stands in kap-scoring.
RuleSet: Sum(items, count)
* insert Rule(sum, [[iif(%resource.item.where(linkId in ({items})).answer.count() = {count}, %resource.item.where(linkId in ({items})).answer.value.aggregate($total + $this, 0))]])

RuleSet: SumOfWeights(items, count)
* insert Rule(sum, [[iif(%resource.item.where(linkId in ({items})).answer.count() = {count}, %resource.item.where(linkId in ({items})).answer.value.weight().aggregate($total + $this, 0))]])

RuleSet: Rule(method, expression)
* item[=].extension[+].url = $calculated
* item[=].extension[=].valueExpression.language = #text/fhirpath
* item[=].extension[=].valueExpression.expression = "{expression}"
* item[=].extension[+].url = Canonical(kap-scoring-method)
* item[=].extension[=].valueCode = #{method}

RuleSet: Direction(code)
* item[=].extension[+].url = Canonical(kap-score-direction)
* item[=].extension[=].valueCode = #{code}

// The latest subscale's part of a provisional diagnosis: so many of its items answered with this or more.
RuleSet: Symptoms(from, count)
* item[=].extension[+].url = Canonical(kap-symptom-count)
* item[=].extension[=].extension[0].url = "from"
* item[=].extension[=].extension[0].valueInteger = {from}
* item[=].extension[=].extension[1].url = "count"
* item[=].extension[=].extension[1].valueInteger = {count}

// What is said of an instrument as a whole, of the latest item, and in numbers of the latest item.
RuleSet: About(kind, text, verification, source)
* extension[+].url = Canonical(kap-fact)
* extension[=].extension[0].url = "kind"
* extension[=].extension[0].valueCode = #{kind}
* extension[=].extension[1].url = "text"
* extension[=].extension[1].valueString = "{text}"
* extension[=].extension[2].url = "verification"
* extension[=].extension[2].valueCode = #{verification}
* extension[=].extension[3].url = "source"
* extension[=].extension[3].valueString = "{source}"

RuleSet: Fact(kind, text, verification, source)
* item[=].extension[+].url = Canonical(kap-fact)
* item[=].extension[=].extension[0].url = "kind"
* item[=].extension[=].extension[0].valueCode = #{kind}
* item[=].extension[=].extension[1].url = "text"
* item[=].extension[=].extension[1].valueString = "{text}"
* item[=].extension[=].extension[2].url = "verification"
* item[=].extension[=].extension[2].valueCode = #{verification}
* item[=].extension[=].extension[3].url = "source"
* item[=].extension[=].extension[3].valueString = "{source}"

RuleSet: From(kind, low, text, verification, source)
* insert Fact({kind}, [[{text}]], {verification}, [[{source}]])
* item[=].extension[=].extension[4].url = "low"
* item[=].extension[=].extension[4].valueDecimal = {low}

RuleSet: UpTo(kind, high, text, verification, source)
* insert Fact({kind}, [[{text}]], {verification}, [[{source}]])
* item[=].extension[=].extension[4].url = "high"
* item[=].extension[=].extension[4].valueDecimal = {high}

RuleSet: Band(low, high, text, verification, source)
* insert From(band, {low}, [[{text}]], {verification}, [[{source}]])
* item[=].extension[=].extension[5].url = "high"
* item[=].extension[=].extension[5].valueDecimal = {high}
