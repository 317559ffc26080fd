Instance: gad-7
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(GAD7, [[Generalized Anxiety Disorder 7 (GAD-7)]])
* description = "Over the last 2 weeks, how often have you been bothered by the following problems? Seven items of 0 to 3, total 0 to 21. LOINC's answer list of item 2 has another code for 2; LOINC's name of item 6 says 4 weeks, the form says 2."
* copyright = "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#69737-5 "Generalized anxiety disorder 7 item (GAD-7)"
* insert About(wording, [[Shipped: no permission required to reproduce, translate, display or distribute]], verified, [[the notice on the form, in copyright]])
* insert About(recall, [[The last 2 weeks]], verified, [[the form]])
* insert About(missing, [[The manual lets up to 2 missing answers count as the mean of the others]], unverified, [[background knowledge]])

* insert Question(1, 69725-0, [[Feeling nervous, anxious or on edge in last 2W]], [[Feeling nervous, anxious, or on edge]])
* insert HowOften

* insert Question(2, 68509-9, Not able to stop or control worrying in the last 2W, Not being able to stop or control worrying)
* insert HowOftenMoreDays

* insert Question(3, 69733-4, Worrying too much about different things in last 2W, Worrying too much about different things)
* insert HowOften

* insert Question(4, 69734-2, Trouble relaxing in last 2W, Trouble relaxing)
* insert HowOften

* insert Question(5, 69735-9, Being so restless that it is hard to sit still in last 2W, Being so restless that it is hard to sit still)
* insert HowOften

* insert Question(6, 69689-8, Becoming easily annoyed or irritable in last 4W, Becoming easily annoyed or irritable)
* insert HowOften

* insert Question(7, 69736-7, Feeling afraid as if something awful might happen in last 2W, [[Feeling afraid, as if something awful might happen]])
* insert HowOften

* insert Total($loinc#70274-6, 70274-6, Generalized anxiety disorder 7 item (GAD-7\) total score [Reported.PHQ])
* insert SumOfWeights([['/69725-0' | '/68509-9' | '/69733-4' | '/69734-2' | '/69735-9' | '/69689-8' | '/69736-7']], 7)
* insert Direction(higher-is-worse)
* insert Band(0, 4, [[minimal]], verified, [[Spitzer 2006, as quoted by mrcpsych.uk]])
* insert Band(5, 9, [[mild]], verified, [[Spitzer 2006, as quoted by mrcpsych.uk]])
* insert Band(10, 14, [[moderate]], verified, [[Spitzer 2006, as quoted by mrcpsych.uk]])
* insert Band(15, 21, [[severe]], verified, [[Spitzer 2006, as quoted by mrcpsych.uk]])
* insert From(cut-off, 10, [[Positive screen]], verified, [[Spitzer 2006, as quoted by mrcpsych.uk]])
* insert From(cut-off, 8, [[Positive screen, an alternative]], unverified, [[no source was read]])
* insert From(response, 50, [[Response: at least 50 % less than at baseline]], unverified, [[convention]])
* insert UpTo(remission, 4, [[Remission: less than 5]], unverified, [[convention]])
* insert From(change, 4, [[Change that matters]], unverified, [[Toussaint 2020, of which only the title was read]])
* insert From(change, 3.3, [[Change that matters, on average]], verified, [[PMC8485844]])
* insert From(change-percent, 28, [[Change that matters, on average]], verified, [[PMC8485844]])

// LOINC's list for item 2. HowOften stands in phq-9.fsh.
RuleSet: HowOftenMoreDays
* insert Answer($loinc#LA6568-5, Not at all, 0)
* insert Answer($loinc#LA6569-3, Several days, 1)
* insert Answer($loinc#LA18938-3, More days than not, 2)
* insert Answer($loinc#LA6571-9, Nearly every day, 3)
