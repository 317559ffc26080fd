Extension: KapDeviceCount
Id: kap-device-count
Title: "Device count"
Description: "How many single-dose devices (nasal sprays) made up the dose."
Context: MedicationAdministration.dosage
* ^experimental = false
* value[x] only positiveInt
* value[x] 1..1
