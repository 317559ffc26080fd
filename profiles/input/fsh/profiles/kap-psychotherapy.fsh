Profile: KapPsychotherapy
Parent: Procedure
Id: kap-psychotherapy
Title: "KAP psychotherapy"
Description: "That psychotherapy was done at a visit, and by which method. What was said in it stands in no Procedure."
* insert Done
* code 1..1
* code = $sct#75516001
* encounter 1..1
