CodeSystem: KapScoreMethod
Id: kap-score-method
Title: "KAP score method"
Description: "Where the total of an instrument comes from."
* insert Codes
* #reported-total "Total as reported" "The source gave the total alone; the answers behind it are not known."
* #computed-total "Total computed from the answers" "The total was computed from the answers, by the rule of the instrument's Questionnaire."
