Instance: kap-care-team-example
InstanceOf: KapCareTeam
Usage: #example
Title: "A team"
Description: "A prescriber and a guide."
* insert FactOfJane(-/team/-)
* insert OfJane(subject)
* status = #active
* participant[0].role.coding[role] = kap-role#prescribes "Prescribes"
* participant[0].member.type = "Practitioner"
* participant[0].member.display = "Dr M. Osei"
* participant[1].role.coding[role] = kap-role#guides "Guides"
* participant[1].member.type = "Practitioner"
* participant[1].member.display = "N. Flores"
