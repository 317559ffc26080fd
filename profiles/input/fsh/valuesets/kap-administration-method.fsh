ValueSet: KapAdministrationMethodValues
Id: kap-administration-method
Title: "KAP administration methods"
Description: "All methods of administration."
* ^experimental = false
* include codes from system KapAdministrationMethod
