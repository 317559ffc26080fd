Instance: kap-psychotherapy-note-example
InstanceOf: KapPsychotherapyNote
Usage: #example
Title: "A psychotherapy note"
Description: "Process text, labelled; the text itself is made up."
* meta.security[0] = http://terminology.hl7.org/CodeSystem/v3-Confidentiality#V "very restricted"
* meta.security[1] = $act#PSYTHPN "psychotherapy note information sensitivity"
* insert FactOfJane(d-1/process-note/n-1)
* insert OfJane(subject)
* status = #current
* type = kap-document#psychotherapy-note "Psychotherapy note"
* securityLabel[0] = http://terminology.hl7.org/CodeSystem/v3-Confidentiality#V "very restricted"
* securityLabel[1] = $act#PSYTHPN "psychotherapy note information sensitivity"
* content.attachment.contentType = #text/plain
* content.attachment.data = "Li4u"
* context.encounter = Reference(kap-encounter-example)
