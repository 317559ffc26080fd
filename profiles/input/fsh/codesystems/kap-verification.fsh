CodeSystem: KapVerification
Id: kap-verification
Title: "Verification of a fact"
Description: "Whether a fact of an instrument was read in a source."
* insert Codes
* #verified "verified" "It was read in the source that is named."
* #unverified "unverified" "Nobody has read it in a source for this guide, or only sources that copy each other were found. Check it before anything rests on it."
