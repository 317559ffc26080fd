CodeSystem: KapDepth
Id: kap-depth
Title: "Depth of the effect"
Description: "How deep the effect of a dose went, as the clinician judged it."
* insert Codes
* #sub-psychedelic "Sub-psychedelic" "Hardly any change of consciousness."
* #psycholytic "Psycholytic" "Loosened, able to talk."
* #psychedelic "Psychedelic" "A changed state of consciousness."
* #out-of-body "Out of body" "The body was not felt any more."
