CodeSystem: KapPriorTreatment
Id: kap-prior-treatment
Title: "Prior treatment"
Description: "What sort of treatment was tried before."
* insert Codes
* #medication "Medication" "A drug."
* #psychotherapy "Psychotherapy" "A psychotherapy."
* #stimulation "Stimulation" "Electroconvulsive therapy, magnetic or another stimulation."
* #ketamine "Ketamine" "Ketamine or esketamine."
* #psychedelic "Psychedelic" "A psychedelic."
* #other "Other" "Another treatment."
