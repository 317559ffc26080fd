Instance: pc-ptsd-5
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PCPTSD5, [[Primary Care PTSD Screen for DSM-5 (PC-PTSD-5)]])
* description = "A first question on lifetime trauma; after a yes, five questions on the past month with yes or no, total 0 to 5. After a no the screen is complete with 0. The questions stand in the words of LOINC."
* copyright = "A work of the U.S. Department of Veterans Affairs. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#102010-6 "The Primary Care PTSD Screen for DSM-5 [PC-PTSD-5]"
* insert About(wording, [[Shipped: LOINC’s names of the questions; the screen is a work of the US Government]], unverified, [[background knowledge]])
* insert About(recall, [[The past month; the first question the whole life]], verified, [[comorbidityguidelines.org.au, PC-PTSD-5]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Question(gate, 102011-4, Have you experienced a frightening\, horrible\, or traumatic event [PC-PTSD-5], [[Have you experienced a frightening, horrible, or traumatic event]])
* insert UnscoredAnswer($loinc#LA32-8, No)
* insert UnscoredAnswer($loinc#LA33-6, Yes)

* insert Question(1, 102012-2, Have you had nightmares or thoughts about the event(s\) when you did not want to [PC-PTSD-5], [[Have you had nightmares or thoughts about the event(s) when you did not want to]])
* insert AfterTrauma
* insert NoOrYes

* insert Question(2, 102013-0, Have you tried not to think about or avoided situations that reminded you of the event(s\) [PC-PTSD-5], [[Have you tried not to think about or avoided situations that reminded you of the event(s)]])
* insert AfterTrauma
* insert NoOrYes

* insert Question(3, 102014-8, Have you been constantly on guard\, watchful\, or easily startled [PC-PTSD-5], [[Have you been constantly on guard, watchful, or easily startled]])
* insert AfterTrauma
* insert NoOrYes

* insert Question(4, 102015-5, Have you felt numb or detached from people\, activities\, or your surroundings [PC-PTSD-5], [[Have you felt numb or detached from people, activities, or your surroundings]])
* insert AfterTrauma
* insert NoOrYes

* insert Question(5, 102016-3, Have you felt guilty or unable to stop blaming yourself or others for the event(s\) or any problems the event(s\) may have caused [PC-PTSD-5], [[Have you felt guilty or unable to stop blaming yourself or others for the event(s) or any problems the event(s) may have caused]])
* insert AfterTrauma
* insert NoOrYes

* insert Score($loinc#102017-1, 102017-1, PC-PTSD-5 score [PC-PTSD-5], Total score)
* insert Rule(sum, [[iif(%resource.item.where(linkId = '/102011-4').answer.value.code = 'LA32-8', 0, iif(%resource.item.where(linkId in ('/102011-4' | '/102012-2' | '/102013-0' | '/102014-8' | '/102015-5' | '/102016-3')).answer.count() = 6, %resource.item.where(linkId in ('/102012-2' | '/102013-0' | '/102014-8' | '/102015-5' | '/102016-3')).answer.value.weight().aggregate($total + $this, 0)))]])
* insert Direction(higher-is-worse)
* insert From(cut-off, 4, [[Positive screen]], verified, [[PMC7862990]])
* insert From(cut-off, 3, [[Positive screen where sensitivity matters more, and for women]], verified, [[PMC7862990]])

// Asked after a yes to the first question only.
RuleSet: AfterTrauma
* item[=].enableWhen.question = "/102011-4"
* item[=].enableWhen.operator = #=
* item[=].enableWhen.answerCoding = $loinc#LA33-6 "Yes"
