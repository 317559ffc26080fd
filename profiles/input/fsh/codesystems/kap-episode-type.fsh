CodeSystem: KapEpisodeType
Id: kap-episode-type
Title: "KAP episode type"
Description: "What an EpisodeOfCare is when it is one of ketamine-assisted psychotherapy. No published code says it."
* insert Codes
* #kap "Ketamine-assisted psychotherapy" "A course of psychotherapy with ketamine given in sessions: consultation, preparation, dosing, integration and follow-up."
