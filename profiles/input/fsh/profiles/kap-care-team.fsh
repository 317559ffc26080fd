Profile: KapCareTeam
Parent: CareTeam
Id: kap-care-team
Title: "KAP care team"
Description: "Who is who in the episode, a participant for each role."
* insert Identified
* subject 1..1
* subject only Reference(Patient)
* encounter 0..0 // R5 has none
* participant 1..
* participant.role ..1 // R5 has one
* insert OwnCoding(participant.role.coding, role, KapRole, KapRoleValues)
* participant.member 1..1
