CodeSystem: KapResponse
Id: kap-response
Title: "KAP treatment response"
Description: "How far somebody responded to a treatment, by the definition that stands beside it."
* insert Codes
* #response "Response" "The benefit is what the definition asks for."
* #partial-response "Partial response" "There is a benefit, less than the definition asks for."
* #no-response "No response" "There is no benefit that matters."
* #remission "Remission" "Hardly any symptom is left."
* #worsened "Worsened" "The symptoms grew worse."
* #not-evaluable "Not evaluable" "It cannot be judged, e.g. for want of a baseline."
* #unknown "Unknown" "Nobody knows what came of it."
