CodeSystem: KapClearance
Id: kap-clearance
Title: "Medical clearance"
Description: "Whether the patient may have the drug."
* insert Codes
* #cleared "Cleared" "The patient may have the drug."
* #cleared-with-conditions "Cleared with conditions" "The patient may have the drug if the conditions beside it are kept."
* #deferred "Deferred" "The decision is put off."
* #not-eligible "Not eligible" "The patient may not have the drug."
