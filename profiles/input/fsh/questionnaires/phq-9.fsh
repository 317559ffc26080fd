Instance: phq-9
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PHQ9, [[Patient Health Questionnaire 9 (PHQ-9)]])
* description = "Over the last 2 weeks, how often have you been bothered by any of the following problems? Nine items of 0 to 3, total 0 to 27, and one item on impairment that is not scored. Item 9 is the safety item."
* copyright = "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#44249-1 "PHQ-9 quick depression assessment panel [Reported.PHQ]"
* insert About(wording, [[Shipped: no permission required to reproduce, translate, display or distribute]], verified, [[the notice on the form, in copyright]])
* insert About(recall, [[The last 2 weeks]], verified, [[the form]])
* insert About(missing, [[The manual lets up to 2 missing answers count as the mean of the others]], unverified, [[background knowledge]])

* insert Question(1, 44250-9, Little interest or pleasure in doing things in last 2W, Little interest or pleasure in doing things)
* insert HowOften

* insert Question(2, 44255-8, [[Feeling down, depressed, or hopeless in last 2W]], [[Feeling down, depressed, or hopeless]])
* insert HowOften

* insert Question(3, 44259-0, [[Trouble falling or staying asleep, or sleeping too much in last 2W]], [[Trouble falling or staying asleep, or sleeping too much]])
* insert HowOften

* insert Question(4, 44254-1, Feeling tired or having little energy in last 2W, Feeling tired or having little energy)
* insert HowOften

* insert Question(5, 44251-7, Poor appetite or overeating in last 2W, Poor appetite or overeating)
* insert HowOften

* insert Question(6, 44258-2, Feeling bad about yourself - or that you are a failure or have let yourself or your family down in last 2W, Feeling bad about yourself - or that you are a failure or have let yourself or your family down)
* insert HowOften

* insert Question(7, 44252-5, [[Trouble concentrating on things, such as reading the newspaper or watching television in last 2W]], [[Trouble concentrating on things, such as reading the newspaper or watching television]])
* insert HowOften

* insert Question(8, 44253-3, Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual in last 2W, Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual)
* insert HowOften

* insert Question(9, 44260-8, [[Thoughts that you would be better off dead, or of hurting yourself in some way in last 2W]], Thoughts that you would be better off dead or of hurting yourself in some way)
* insert HowOften
* insert Safety(1)

// How hard it made life: it has no number and counts nothing.
* insert Question(10, 69722-7, [[How difficult have these made it for you to do your work, take care of things at home, or get along with other people]], [[If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?]])
* insert UnscoredAnswer($loinc#LA6572-7, Not difficult at all)
* insert UnscoredAnswer($loinc#LA6573-5, Somewhat difficult)
* insert UnscoredAnswer($loinc#LA6575-0, Very difficult)
* insert UnscoredAnswer($loinc#LA6574-3, Extremely difficult)

* insert Total($loinc#44261-6, 44261-6, Patient Health Questionnaire 9 item (PHQ-9\) total score [Reported])
* insert SumOfWeights([['/44250-9' | '/44255-8' | '/44259-0' | '/44254-1' | '/44251-7' | '/44258-2' | '/44252-5' | '/44253-3' | '/44260-8']], 9)
* insert Direction(higher-is-worse)
* insert Band(0, 4, [[minimal]], verified, [[LOINC LL382-3]])
* insert Band(5, 9, [[mild]], verified, [[LOINC LL382-3]])
* insert Band(10, 14, [[moderate]], verified, [[LOINC LL382-3]])
* insert Band(15, 19, [[moderately severe]], verified, [[LOINC LL382-3]])
* insert Band(20, 27, [[severe]], verified, [[LOINC LL382-3]])
* insert From(cut-off, 10, [[Positive screen]], unverified, [[no source was read]])
* insert From(response, 50, [[Response: at least 50 % less than at baseline]], unverified, [[convention]])
* insert UpTo(remission, 4, [[Remission: less than 5]], unverified, [[convention]])
* insert From(change, 5, [[Change that matters, by convention]], unverified, [[convention]])
* insert From(change, 3.7, [[Change that matters, on average; it depends on severity]], verified, [[PMC8485844]])
* insert From(change-percent, 23, [[Change that matters, on average; it depends on severity]], verified, [[PMC8485844]])
* insert From(change-percent, 20, [[Change that matters at moderate severity, 20 to 21 %]], verified, [[PMC9340848]])

// The answers, also those of the PHQ-2 and the GAD-7.
RuleSet: HowOften
* insert Answer($loinc#LA6568-5, Not at all, 0)
* insert Answer($loinc#LA6569-3, Several days, 1)
* insert Answer($loinc#LA6570-1, More than half the days, 2)
* insert Answer($loinc#LA6571-9, Nearly every day, 3)
