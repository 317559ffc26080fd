CodeSystem: KapScoring
Id: kap-scoring
Title: "Scoring methods"
Description: "How a score is formed of its items. Items that share a domain (kap-domain) count once, by the highest of them; a reversed item counts its highest answer less the one given; an item that was rightly not asked counts nothing. There is no score while one of its items that is asked, or the alternative of it, is unanswered: missing is not zero, and nothing is prorated."
* insert Codes
* #sum "Sum" "The sum of what the items count."
* #mean "Mean" "The sum of what the items count, divided by how many they are."
* #sum-times-4 "Sum times 4" "Four times the sum of what the items count."
