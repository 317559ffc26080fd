CodeSystem: KapAdministrationMethod
Id: kap-administration-method
Title: "KAP administration method"
Description: "What is done with the saliva after a lozenge or a tablet was held in the mouth. It decides how much ketamine is taken by the gut."
* insert Codes
* #swallow "Swallow" "The saliva is swallowed after the hold."
* #spit "Spit" "The saliva is spat out after the hold."
