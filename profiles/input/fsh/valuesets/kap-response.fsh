ValueSet: KapResponseValues
Id: kap-response
Title: "KAP responses"
Description: "All degrees of response."
* ^experimental = false
* include codes from system KapResponse
