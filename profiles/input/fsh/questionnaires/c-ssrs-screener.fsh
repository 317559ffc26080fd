Instance: c-ssrs-screener
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CSSRSScreener, [[Columbia Suicide Severity Rating Scale, screener, recent (C-SSRS)]])
* description = "Six questions with yes or no, the sixth for the whole life and for the past three months. There is no sum. Any yes is a safety signal. The form goes from a no to question 2 on to question 6; questions 3 to 5 are then left out. The structure only: the questions' words are not shipped, the codes and their names are LOINC's."
* copyright = "The scale is copyright The Research Foundation for Mental Hygiene, Inc.; nothing of its wording is in this resource. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#93373-9 "Columbia - suicide severity rating scale screener - recent [C-SSRS]"
* insert About(wording, [[Structure only; copyright Research Foundation for Mental Hygiene. Free for clinical use; the terms of electronic use have to be asked]], unverified, [[LOINC names the owner; the terms were not read]])
* insert About(structure, [[A triage to low, moderate or high risk exists. It is not computed here: which answers lead to which level was not confirmed]], verified, [[NINDS]])
* insert About(structure, [[From a no to question 2 the form goes on to question 6. A yes to 3, 4 or 5 is kept all the same, never refused]], verified, [[therapistsupport.rula.com, Interpreting C-SSRS scores]])
* insert About(structure, [[The variant since the last visit would be another Questionnaire]], verified, [[therapistsupport.rula.com, Interpreting C-SSRS scores]])

* insert Question(1, 93246-7, [[Wish to be dead]], [[C-SSRS screener question 1]])
* insert NoOrYes
* insert Safety(1)

* insert Question(2, 93247-5, [[Non-specific active suicidal thoughts]], [[C-SSRS screener question 2]])
* insert NoOrYes
* insert Safety(1)

* insert Question(3, 93248-3, [[Active suicidal ideation with any methods (not plan) without intent to act]], [[C-SSRS screener question 3]])
* insert NoOrYes
* insert Safety(1)

* insert Question(4, 93249-1, [[Active suicidal ideation with some intent to act, without specific plan]], [[C-SSRS screener question 4]])
* insert NoOrYes
* insert Safety(1)

* insert Question(5, 93250-9, [[Active suicidal ideation with specific plan and intent]], [[C-SSRS screener question 5]])
* insert NoOrYes
* insert Safety(1)

* insert Question(6-lifetime, 93267-3, [[Preparatory acts or suicidal behavior]], [[C-SSRS screener question 6, lifetime]])
* insert NoOrYes
* insert Safety(1)

* insert Question(6-3-months, 93269-9, [[Preparatory acts or suicidal behavior]], [[C-SSRS screener question 6, past 3 months]])
* insert NoOrYes
* insert Safety(1)
