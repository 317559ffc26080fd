Instance: audit-c
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(AUDITC, [[Alcohol Use Disorders Identification Test, consumption (AUDIT-C)]])
* description = "Three items of 0 to 4, total 0 to 12. The questions and answers stand in the words of LOINC."
* copyright = "The test was developed by the World Health Organization. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#72109-2 "Alcohol Use Disorder Identification Test - Consumption [AUDIT-C]"
* insert About(wording, [[Shipped: LOINC’s names of the questions and answers; the test is the WHO’s]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Question(1, 68518-0, [[How often do you have a drink containing alcohol]], [[How often do you have a drink containing alcohol]])
* insert Answer($loinc#LA6270-8, Never, 0)
* insert Answer($loinc#LA18926-8, Monthly or less, 1)
* insert Answer($loinc#LA18927-6, 2-4 times a month, 2)
* insert Answer($loinc#LA18928-4, 2-3 times a week, 3)
* insert Answer($loinc#LA18929-2, 4 or more times a week, 4)

* insert Question(2, 68519-8, [[How many standard drinks containing alcohol do you have on a typical D]], [[How many standard drinks containing alcohol do you have on a typical D]])
* insert Answer($loinc#LA15694-5, 1 or 2, 0)
* insert Answer($loinc#LA15695-2, 3 or 4, 1)
* insert Answer($loinc#LA18930-0, 5 or 6, 2)
* insert Answer($loinc#LA18931-8, 7 to 9, 3)
* insert Answer($loinc#LA18932-6, 10 or more, 4)

* insert Question(3, 68520-6, [[How often do you have 6 or more drinks on 1 occasion]], [[How often do you have 6 or more drinks on 1 occasion]])
* insert Answer($loinc#LA6270-8, Never, 0)
* insert Answer($loinc#LA18933-4, Less than monthly, 1)
* insert Answer($loinc#LA18876-5, Monthly, 2)
* insert Answer($loinc#LA18891-4, Weekly, 3)
* insert Answer($loinc#LA18934-2, Daily or almost daily, 4)

* insert Score($loinc#75626-2, 75626-2, Total score [AUDIT-C], Total score)
* insert SumOfWeights([['/68518-0' | '/68519-8' | '/68520-6']], 3)
* insert Direction(higher-is-worse)
* insert From(cut-off, 4, [[Positive screen, men]], verified, [[health.mil, Screening for Alcohol Misuse]])
* insert From(cut-off, 3, [[Positive screen, women]], verified, [[health.mil, Screening for Alcohol Misuse]])
