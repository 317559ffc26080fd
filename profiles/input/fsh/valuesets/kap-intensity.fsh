ValueSet: KapIntensityValues
Id: kap-intensity
Title: "KAP intensities"
Description: "All intensities."
* ^experimental = false
* include codes from system KapIntensity
