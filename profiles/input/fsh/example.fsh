// What the examples share: one patient, one episode, one visit. All of it is fictional.

RuleSet: FactOfJane(key)
* identifier.system = "urn:uuid:a4a70779-5621-532b-ad61-1bbc13aaabe9"
* identifier.value = "{key}"

RuleSet: OfJane(element)
* {element}.type = "Patient"
* {element}.identifier.system = "https://clinic.example/mrn"
* {element}.identifier.value = "JANE-0001"

RuleSet: Observation(key, time)
* insert FactOfJane({key})
* insert OfJane(subject)
* status = #final
* encounter = Reference(kap-encounter-example)
* effectiveDateTime = "{time}"

RuleSet: Administration(key)
* insert FactOfJane({key})
* insert OfJane(subject)
* context = Reference(kap-encounter-example)

RuleSet: Milligrams(amount)
* dosage.route = $sct#47625008 "Intravenous route"
* dosage.dose = {amount} 'mg' "mg"

// The latest component: a code of the guide's own, and its value.
RuleSet: Part(code, display)
* component[+].code = kap-observation#{code} "{display}"
