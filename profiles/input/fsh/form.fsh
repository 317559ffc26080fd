// What the forms share. A form is a Questionnaire that counts nothing; its id begins with kap-, and a linkId is the
// model's word for the field.

RuleSet: Form(name, title)
* version = "1.0.0"
* name = "{name}"
* title = "{title}"
* status = #active
* experimental = false
* subjectType = #Patient
* publisher = "kapfhir"

RuleSet: YesNo(link, text)
* item[+].linkId = "{link}"
* item[=].text = "{text}"
* item[=].type = #boolean

RuleSet: Words(link, text)
* item[+].linkId = "{link}"
* item[=].text = "{text}"
* item[=].type = #text

// As many answers as there are.
RuleSet: ListOfWords(link, text)
* insert Words({link}, [[{text}]])
* item[=].repeats = true

RuleSet: OneOf(link, text)
* item[+].linkId = "{link}"
* item[=].text = "{text}"
* item[=].type = #choice

// A choice of the latest item.
RuleSet: Choice(code, display)
* item[=].answerOption[+].valueCoding = kap-choice#{code} "{display}"
