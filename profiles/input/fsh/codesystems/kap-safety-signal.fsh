CodeSystem: KapSafetySignal
Id: kap-safety-signal
Title: "Safety signal"
Description: "An answer on an instrument that asks for a clinician's attention. It is no diagnosis and no judgement of risk."
* insert Codes
* #phq-9-item-9 "PHQ-9 item 9" "Thoughts of being better off dead or of self-harm: answered above 0."
* #madrs-item-10 "MADRS item 10" "Suicidal thoughts: rated 2 or above."
* #qids-sr16-item-12 "QIDS-SR16 item 12" "Thoughts of death or suicide: answered 2 or above."
* #c-ssrs "C-SSRS" "Suicidal ideation or behaviour: any question answered yes."
* #bdi-ii-item-9 "BDI-II item 9" "The item on suicidal thoughts: answered from the Questionnaire's threshold on."
* #ham-d17-item-3 "HAM-D17 item 3" "The item on suicide: rated from the Questionnaire's threshold on."
* #madrs-s-item-9 "MADRS-S item 9" "The item on zest for life and suicidal thoughts: answered from the Questionnaire's threshold on."
