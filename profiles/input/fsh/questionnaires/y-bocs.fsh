Instance: y-bocs
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(YBOCS, [[Yale-Brown Obsessive Compulsive Scale (Y-BOCS)]])
* description = "Ten items of 0 to 4: obsessions 1 to 5, compulsions 6 to 10, 0 to 20 each; total 0 to 40. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale belongs to its authors (Goodman et al. 1989); nothing of its wording is in this resource, and whether scoring may be implemented has to be asked there."
* code = kap-instrument-score#y-bocs-panel "Y-BOCS panel"
* insert About(wording, [[Structure only; the owner has to be asked for the form and for implementing it]], unverified, [[background knowledge]])
* insert About(recall, [[The last week]], verified, [[brainphysics.com, Y-BOCS]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Items 1 to 5 are obsessions, 6 to 10 compulsions]], verified, [[agentcalc.com, Y-BOCS]])

* insert Number(y-bocs, Y-BOCS, 1, 0, 4)
* insert Number(y-bocs, Y-BOCS, 2, 0, 4)
* insert Number(y-bocs, Y-BOCS, 3, 0, 4)
* insert Number(y-bocs, Y-BOCS, 4, 0, 4)
* insert Number(y-bocs, Y-BOCS, 5, 0, 4)
* insert Number(y-bocs, Y-BOCS, 6, 0, 4)
* insert Number(y-bocs, Y-BOCS, 7, 0, 4)
* insert Number(y-bocs, Y-BOCS, 8, 0, 4)
* insert Number(y-bocs, Y-BOCS, 9, 0, 4)
* insert Number(y-bocs, Y-BOCS, 10, 0, 4)

* insert Score(kap-instrument-score#y-bocs-obsessions, y-bocs-obsessions, Y-BOCS obsessions score, Obsessions)
* insert Sum([['/y-bocs-item-1' | '/y-bocs-item-2' | '/y-bocs-item-3' | '/y-bocs-item-4' | '/y-bocs-item-5']], 5)
* insert Direction(higher-is-worse)

* insert Score(kap-instrument-score#y-bocs-compulsions, y-bocs-compulsions, Y-BOCS compulsions score, Compulsions)
* insert Sum([['/y-bocs-item-6' | '/y-bocs-item-7' | '/y-bocs-item-8' | '/y-bocs-item-9' | '/y-bocs-item-10']], 5)
* insert Direction(higher-is-worse)

* insert Score(kap-instrument-score#y-bocs-total, y-bocs-total, Y-BOCS total score, Total score)
* insert Sum([['/y-bocs-item-1' | '/y-bocs-item-2' | '/y-bocs-item-3' | '/y-bocs-item-4' | '/y-bocs-item-5' | '/y-bocs-item-6' | '/y-bocs-item-7' | '/y-bocs-item-8' | '/y-bocs-item-9' | '/y-bocs-item-10']], 10)
* insert Direction(higher-is-worse)
* insert Band(0, 7, [[subclinical]], verified, [[brainphysics.com, after Goodman et al. 1989]])
* insert Band(8, 15, [[mild]], verified, [[brainphysics.com, after Goodman et al. 1989]])
* insert Band(16, 23, [[moderate]], verified, [[brainphysics.com, after Goodman et al. 1989]])
* insert Band(24, 31, [[severe]], verified, [[brainphysics.com, after Goodman et al. 1989]])
* insert Band(32, 40, [[extreme]], verified, [[brainphysics.com, after Goodman et al. 1989]])
* insert From(response, 35, [[Response: at least 35 % less than at baseline]], unverified, [[convention of trials]])
* insert UpTo(remission, 12, [[Remission in some trials; state which definition was used]], unverified, [[background knowledge]])
* insert UpTo(remission, 14, [[Remission in other trials; state which definition was used]], unverified, [[background knowledge]])
