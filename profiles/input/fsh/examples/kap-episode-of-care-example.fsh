Instance: kap-episode-of-care-example
InstanceOf: KapEpisodeOfCare
Usage: #example
Title: "A course"
Description: "A course that has ended."
* identifier[0].system = "urn:uuid:a4a70779-5621-532b-ad61-1bbc13aaabe9"
* identifier[0].value = "-/episode/-"
* identifier[1].system = "https://clinic.example/episodes"
* identifier[1].value = "KAP-2026-0007"
* insert OfJane(patient)
* status = #finished
* type[kap] = kap-episode-type#kap "Ketamine-assisted psychotherapy"
* period.start = "2026-03-02"
* period.start.extension[timezone].valueCode = #America/Chicago
* period.end = "2026-05-11"
