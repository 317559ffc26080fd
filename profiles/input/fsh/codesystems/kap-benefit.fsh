CodeSystem: KapBenefit
Id: kap-benefit
Title: "Benefit that is left"
Description: "How much of the benefit of a course is left at follow-up."
* insert Codes
* #full "Full" "All of it is left."
* #partial "Partial" "Some of it is left."
* #lost "Lost" "None of it is left."
* #none "None" "There never was any."
