Profile: KapGoal
Parent: Goal
Id: kap-goal
Title: "KAP goal"
Description: "What the patient hopes for, in the patient's words, or the end that the protocol names; and by which total it would show."
* insert Identified
* description.text 1..1
* subject only Reference(Patient)
* target.detail[x] only Quantity
* target.detailQuantity = $ucum#{score}
