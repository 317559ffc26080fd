Profile: KapEpisodeOfCare
Parent: EpisodeOfCare
Id: kap-episode-of-care
Title: "KAP episode of care"
Description: "A course of ketamine-assisted psychotherapy, from consultation to follow-up. Everything that belongs to it carries its identity system."
* insert Identified
* obeys kap-episode-identity
* type 1..
* type ^slicing.discriminator.type = #pattern
* type ^slicing.discriminator.path = "$this"
* type ^slicing.rules = #open
* type contains kap 1..1
* type[kap] = kap-episode-type#kap
* statusHistory 0..0
* diagnosis.condition only Reference(Condition)
* diagnosis.rank 0..0 // R5 has none: the order of the list says it
* period.start.extension contains $timezone named timezone 0..1

Invariant: kap-episode-identity
Description: "The episode has the clinic's own identifier beside the one made of it, and is its root."
Severity: #error
Expression: "identifier.where(value = '-/episode/-').count() = 1 and identifier.count() > 1"
