Profile: KapQuestionnaireResponse
Parent: QuestionnaireResponse
Id: kap-questionnaire-response
Title: "KAP questionnaire response"
Description: "The answers to an instrument of the guide. A question that was skipped is left out, and the total with it."
* insert Identified
* obeys kap-response-version
* questionnaire 1..1
* subject 1..1
* subject only Reference(Patient)
* encounter only Reference(Encounter)
* item 1..
* item obeys kap-response-answered

Invariant: kap-response-version
Description: "It says which version of the Questionnaire was answered."
Severity: #error
Expression: "questionnaire.contains('|')"

Invariant: kap-response-answered
Description: "What has no answer is left out: missing is not zero."
Severity: #error
Expression: "answer.exists() or item.exists()"
