Extension: KapSessionNumber
Id: kap-session-number
Title: "Session number"
Description: "Which session of the course the dosing visit is, and of how many planned."
Context: Encounter
* ^experimental = false
* extension contains
    number 1..1 and
    planned 0..1
* extension[number] ^short = "Its number in the course, from 1"
* extension[number].value[x] only positiveInt
* extension[number].value[x] 1..1
* extension[planned] ^short = "How many sessions are planned"
* extension[planned].value[x] only positiveInt
* extension[planned].value[x] 1..1
