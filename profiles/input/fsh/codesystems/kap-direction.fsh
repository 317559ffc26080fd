CodeSystem: KapDirection
Id: kap-direction
Title: "Directions of a score"
Description: "What a higher score, or a higher answer, means."
* insert Codes
* #higher-is-worse "Higher is worse" "More of it is a heavier burden."
* #higher-is-better "Higher is better" "More of it is better health or wellbeing."
* #higher-is-more "Higher is more" "More of it is more of an experience, which is neither better nor worse."
