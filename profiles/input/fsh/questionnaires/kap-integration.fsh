Instance: kap-integration
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapIntegration, [[KAP integration]])
* description = "What came of a session in life since, in words that may be shared."

* insert ListOfWords(insights, [[Insights]])
* insert ListOfWords(themes, [[Themes, coarse]])
* insert Words(barriers, [[What stands in the way]])
* insert ListOfWords(changes, [[Changes in daily life since]])
* insert Words(symptom-check, [[Symptoms since the dose]])
* insert OneOf(next-dose, [[The next dose]])
* insert Choice(as-planned, As planned)
* insert Choice(change, Change)
* insert Choice(postpone, Postpone)
* insert Choice(stop, Stop)
