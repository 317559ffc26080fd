ValueSet: KapVerificationValues
Id: kap-verification
Title: "Verification of a fact"
Description: "Verified and unverified."
* ^experimental = false
* include codes from system KapVerification
