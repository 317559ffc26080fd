Profile: KapDischargeReadiness
Parent: Observation
Id: kap-discharge-readiness
Title: "KAP discharge readiness"
Description: "Whether and when the patient could leave after a dosing session. Where to stands in the Encounter."
* insert Observed(exam)
* effective[x] only dateTime
* obeys kap-component-or-absent
* code = kap-observation#discharge-readiness
* value[x] 0..0
* component.code from KapDischargeValues (required)
* insert ByCode
* insert Component(orientation, orientation, boolean)
* insert Component(gait, gait, boolean)
* insert Component(vitalSignsStable, vital-signs-stable, boolean)
* insert Component(nauseaControlled, nausea-controlled, boolean)
* insert Component(dissociationResolved, dissociation-resolved, boolean)
* insert Component(fitToLeave, fit-to-leave, dateTime)
* insert Component(departure, departure, dateTime)
