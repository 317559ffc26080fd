CodeSystem: KapIntensity
Id: kap-intensity
Title: "KAP intensity"
Description: "How strong an effect was, by the clinician's judgement and without a scale. It is not the severity of an adverse event."
* insert Codes
* #none "None" "Not noticeable."
* #mild "Mild" "Noticeable."
* #moderate "Moderate" "Clearly there."
* #severe "Severe" "Dominating."
