CodeSystem: KapFactKind
Id: kap-fact-kind
Title: "Kinds of facts about an instrument"
Description: "What is said of an instrument, and in which unit its bounds are."
* insert Codes
* #recall "Recall window" "The time that the questions ask about."
* #missing "Missing answers" "What the form or its manual allows where answers are missing. Proration is always off here."
* #structure "Structure" "How the form is built, beyond its items and scores."
* #wording "Wording" "Whose the words are, and whether they are shipped here."
* #band "Band" "A range of the score with a name. Bounds: points."
* #cut-off "Cut-off" "The score, or the answer, from which or up to which a screen is positive or a threshold is met. Bounds: points."
* #response "Response" "How much less than at baseline counts as a response. Bounds: percent of the baseline score."
* #remission "Remission" "The scores that count as remission. Bounds: points."
* #change "Change that matters" "How many points of change are reliable, noticed, or clinically meaningful. Bounds: points."
* #change-percent "Change that matters, in percent" "How much change, relative to baseline, matters. Bounds: percent of the baseline score."
