CodeSystem: KapRiskLevel
Id: kap-risk-level
Title: "Level of suicide risk"
Description: "Suicide risk as the clinician judged it; no score of an instrument."
* insert Codes
* #none "None" "No risk was found."
* #low "Low" "The risk was judged low."
* #moderate "Moderate" "The risk was judged moderate."
* #high "High" "The risk was judged high."
