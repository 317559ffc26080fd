Instance: madrs
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(MADRS, [[Montgomery-Åsberg Depression Rating Scale (MADRS)]])
* description = "Rated by a clinician. Ten items of 0 to 6, total 0 to 60. Item 10 is the safety item. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright Stuart Montgomery and Marie Åsberg; nothing of its wording is in this resource."
* code = kap-instrument-score#madrs-panel "MADRS panel"
* insert About(wording, [[Structure only; the scale belongs to Montgomery and Åsberg]], unverified, [[background knowledge]])
* insert About(recall, [[The last 7 days. A 24-hour version is valid except for sleep and appetite; it would be another Questionnaire]], verified, [[J Clin Psychiatry, as cited for the 24-hour version]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(madrs, MADRS, 1, 0, 6)
* insert Number(madrs, MADRS, 2, 0, 6)
* insert Number(madrs, MADRS, 3, 0, 6)
* insert Number(madrs, MADRS, 4, 0, 6)
* insert Number(madrs, MADRS, 5, 0, 6)
* insert Number(madrs, MADRS, 6, 0, 6)
* insert Number(madrs, MADRS, 7, 0, 6)
* insert Number(madrs, MADRS, 8, 0, 6)
* insert Number(madrs, MADRS, 9, 0, 6)

* insert Number(madrs, MADRS, 10, 0, 6)
* insert Safety(2)

* insert Score(kap-instrument-score#madrs-total, madrs-total, MADRS total score, Total score)
* insert Sum([['/madrs-item-1' | '/madrs-item-2' | '/madrs-item-3' | '/madrs-item-4' | '/madrs-item-5' | '/madrs-item-6' | '/madrs-item-7' | '/madrs-item-8' | '/madrs-item-9' | '/madrs-item-10']], 10)
* insert Direction(higher-is-worse)
* insert Band(0, 6, [[no symptoms]], verified, [[survey.doctor, What your MADRS score means; the same cut-points are ascribed to Snaith et al.]])
* insert Band(7, 19, [[mild]], verified, [[survey.doctor, What your MADRS score means; the same cut-points are ascribed to Snaith et al.]])
* insert Band(20, 34, [[moderate]], verified, [[survey.doctor, What your MADRS score means; the same cut-points are ascribed to Snaith et al.]])
* insert Band(35, 60, [[severe]], verified, [[survey.doctor, What your MADRS score means; the same cut-points are ascribed to Snaith et al.]])
* insert From(response, 50, [[Response: at least 50 % less than at baseline]], unverified, [[convention of trials]])
* insert UpTo(remission, 10, [[Remission in many trials; state which definition was used]], verified, [[survey.doctor, What your MADRS score means]])
* insert UpTo(remission, 12, [[Remission in other trials; state which definition was used]], unverified, [[depends on the trial]])
* insert From(change, 2, [[Difference that matters between groups]], unverified, [[background knowledge]])
* insert From(change, 6, [[Difference that matters for one person]], unverified, [[background knowledge]])
