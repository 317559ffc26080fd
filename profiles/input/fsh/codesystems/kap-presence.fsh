CodeSystem: KapPresence
Id: kap-presence
Title: "Presence"
Description: "Whether what was looked for is there."
* insert Codes
* #present "Present" "It is there."
* #absent "Absent" "It is not there."
* #unknown "Unknown" "It is not known whether it is there."
