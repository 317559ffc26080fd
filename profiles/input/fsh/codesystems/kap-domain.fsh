CodeSystem: KapDomain
Id: kap-domain
Title: "Domains of an instrument"
Description: """
How a total counts its items. An item of a Questionnaire whose `code` has a coding of this system belongs to that domain.
Items that share a domain count once, by the highest ordinal among them; every other item whose options have ordinals
counts by itself; an item without ordinals does not count. There is no total while an item that counts, or one of a
domain that counts, is unanswered: missing is not zero.
"""
* insert Codes
* #qids-sr16-sleep "Sleep" "Items 1 to 4 of the QIDS-SR16."
* #qids-sr16-appetite-weight "Appetite and weight" "Items 6 to 9 of the QIDS-SR16."
* #qids-sr16-psychomotor "Psychomotor change" "Items 15 and 16 of the QIDS-SR16."
