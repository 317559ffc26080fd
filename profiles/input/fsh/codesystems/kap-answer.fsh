CodeSystem: KapAnswer
Id: kap-answer
Title: "Answers of instruments without LOINC answers"
Description: "Answers for which no LOINC answer with the same words exists, or whose words may not be shipped. What an answer counts stands in the Questionnaire, as the ordinal value of its option."
* insert Codes
* #pcl-5-0 "Not at all" "Answer 0 of the PCL-5, in the words of the form."
* #pcl-5-1 "A little bit" "Answer 1 of the PCL-5, in the words of the form."
* #pcl-5-2 "Moderately" "Answer 2 of the PCL-5, in the words of the form."
* #pcl-5-3 "Quite a bit" "Answer 3 of the PCL-5, in the words of the form."
* #pcl-5-4 "Extremely" "Answer 4 of the PCL-5, in the words of the form."
