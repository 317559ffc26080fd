CodeSystem: KapDomain
Id: kap-domain
Title: "Domains of an instrument"
Description: """
Which items a score counts together. An item of a Questionnaire whose `code` has a coding of this system belongs to that
domain. Items that share a domain count once, by the highest of them; every other item counts by itself, if its answers
are numbers or have ordinals. How a score is formed of them, and that missing is not zero, stands in kap-scoring.
"""
* insert Codes
* #qids-sr16-sleep "Sleep" "Items 1 to 4 of the QIDS-SR16."
* #qids-sr16-appetite-weight "Appetite and weight" "Items 6 to 9 of the QIDS-SR16."
* #qids-sr16-psychomotor "Psychomotor change" "Items 15 and 16 of the QIDS-SR16."
