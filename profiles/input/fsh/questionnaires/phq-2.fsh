Instance: phq-2
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PHQ2, [[Patient Health Questionnaire 2 (PHQ-2)]])
* description = "Over the last 2 weeks, how often have you been bothered by any of the following problems? The first two items of the PHQ-9, 0 to 3 each, total 0 to 6."
* copyright = "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#55757-9 "Patient health questionnaire 2 item"
* insert About(wording, [[Shipped: no permission required to reproduce, translate, display or distribute]], verified, [[the notice on the form, in copyright]])
* insert About(recall, [[The last 2 weeks]], verified, [[the form]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Question(1, 44250-9, Little interest or pleasure in doing things in last 2W, Little interest or pleasure in doing things)
* insert HowOften

* insert Question(2, 44255-8, [[Feeling down, depressed, or hopeless in last 2W]], [[Feeling down, depressed, or hopeless]])
* insert HowOften

* insert Total($loinc#55758-7, 55758-7, Patient Health Questionnaire 2 item (PHQ-2\) total score [Reported])
* insert SumOfWeights([['/44250-9' | '/44255-8']], 2)
* insert Direction(higher-is-worse)
* insert From(cut-off, 3, [[Positive screen]], unverified, [[no source was read]])
