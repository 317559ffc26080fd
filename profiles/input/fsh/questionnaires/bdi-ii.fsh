Instance: bdi-ii
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(BDIII, [[Beck Depression Inventory II (BDI-II)]])
* description = "Twenty-one items of 0 to 3, total 0 to 63. Items 16 and 18 have variants a and b of each answer, which count the same. Item 9 is the safety item. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The inventory is copyright Pearson; nothing of its wording is in this resource, and whether scoring may be implemented has to be asked there. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#89210-9 "Beck Depression Inventory II [BDI-II]"
* insert About(wording, [[Structure only; Pearson has to be asked for the form and for implementing it]], unverified, [[background knowledge]])
* insert About(recall, [[The last 2 weeks]], verified, [[onlinemedicaltools.com, BDI-II]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Items 16 and 18 have answers 0, 1a, 1b, 2a, 2b, 3a, 3b; the letter does not count]], verified, [[hypnomanchester.co.uk, use of scoring]])
* insert About(structure, [[The threshold of the safety item is ours: any answer above 0]], unverified, [[no source gives one]])

* insert Number(bdi-ii, BDI-II, 1, 0, 3)
* insert Number(bdi-ii, BDI-II, 2, 0, 3)
* insert Number(bdi-ii, BDI-II, 3, 0, 3)
* insert Number(bdi-ii, BDI-II, 4, 0, 3)
* insert Number(bdi-ii, BDI-II, 5, 0, 3)
* insert Number(bdi-ii, BDI-II, 6, 0, 3)
* insert Number(bdi-ii, BDI-II, 7, 0, 3)
* insert Number(bdi-ii, BDI-II, 8, 0, 3)

* insert Number(bdi-ii, BDI-II, 9, 0, 3)
* insert Safety(1)

* insert Number(bdi-ii, BDI-II, 10, 0, 3)
* insert Number(bdi-ii, BDI-II, 11, 0, 3)
* insert Number(bdi-ii, BDI-II, 12, 0, 3)
* insert Number(bdi-ii, BDI-II, 13, 0, 3)
* insert Number(bdi-ii, BDI-II, 14, 0, 3)
* insert Number(bdi-ii, BDI-II, 15, 0, 3)
* insert Number(bdi-ii, BDI-II, 16, 0, 3)
* insert Number(bdi-ii, BDI-II, 17, 0, 3)
* insert Number(bdi-ii, BDI-II, 18, 0, 3)
* insert Number(bdi-ii, BDI-II, 19, 0, 3)
* insert Number(bdi-ii, BDI-II, 20, 0, 3)
* insert Number(bdi-ii, BDI-II, 21, 0, 3)

* insert Score($loinc#89209-1, 89209-1, Beck Depression Inventory II total score [BDI-II], Total score)
* insert Sum([['/bdi-ii-item-1' | '/bdi-ii-item-2' | '/bdi-ii-item-3' | '/bdi-ii-item-4' | '/bdi-ii-item-5' | '/bdi-ii-item-6' | '/bdi-ii-item-7' | '/bdi-ii-item-8' | '/bdi-ii-item-9' | '/bdi-ii-item-10' | '/bdi-ii-item-11' | '/bdi-ii-item-12' | '/bdi-ii-item-13' | '/bdi-ii-item-14' | '/bdi-ii-item-15' | '/bdi-ii-item-16' | '/bdi-ii-item-17' | '/bdi-ii-item-18' | '/bdi-ii-item-19' | '/bdi-ii-item-20' | '/bdi-ii-item-21']], 21)
* insert Direction(higher-is-worse)
* insert Band(0, 13, [[minimal]], verified, [[Beck, Steer and Brown 1996, as reported by doctorabel.us]])
* insert Band(14, 19, [[mild]], verified, [[Beck, Steer and Brown 1996, as reported by doctorabel.us]])
* insert Band(20, 28, [[moderate]], verified, [[Beck, Steer and Brown 1996, as reported by doctorabel.us]])
* insert Band(29, 63, [[severe]], verified, [[Beck, Steer and Brown 1996, as reported by doctorabel.us]])
* insert From(change-percent, 23, [[Change that matters for one person]], verified, [[PMC9340848]])
* insert From(change-percent, 17.5, [[Change that matters for one person]], unverified, [[background knowledge]])
* insert From(change-percent, 32, [[Change that matters for one person, in treatment-resistant depression]], unverified, [[background knowledge]])
