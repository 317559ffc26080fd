CodeSystem: KapConsent
Id: kap-consent
Title: "KAP consent"
Description: "What a consent in a course of ketamine-assisted psychotherapy is about."
* insert Codes
* #treatment "Treatment" "The treatment with ketamine, which is off label for most uses."
* #touch "Touch" "Touch during a session."
* #telehealth "Telehealth" "Visits by video or telephone."
* #recording "Recording" "Recording of sound or pictures."
* #release-of-information "Release of information" "Handing the record on."
* #research "Research" "Use of the record for research."
* #psychotherapy-notes "Psychotherapy notes" "Disclosure of psychotherapy process notes: an authorisation of its own, 45 CFR 164.508(a)(2)."
