Instance: pcl-5
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PCL5, [[PTSD Checklist for DSM-5 (PCL-5)]])
* description = "In the past month, how much were you bothered by: twenty items of 0 to 4, total 0 to 80. LOINC's numbers are not in the order of the items. The answers have codes of our own: the near answers of LOINC are worded otherwise."
* copyright = "Weathers, F.W., Litz, B.T., Keane, T.M., Palmieri, P.A., Marx, B.P., & Schnurr, P.P. (2013). The PTSD Checklist for DSM-5 (PCL-5). A work of the U.S. Department of Veterans Affairs, National Center for PTSD: in the public domain, not copyrighted. This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."
* code = $loinc#101697-1 "Post traumatic stress disorder checklist - civilian version DSM-5 [PCL-5]"
* insert About(wording, [[Shipped: a work of the U.S. Department of Veterans Affairs, not copyrighted]], verified, [[qxmd.com, PCL-5]])
* insert About(recall, [[The past month. A weekly version exists; it would be another Questionnaire]], verified, [[the form]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no rule was seen at the National Center for PTSD]])
* insert About(structure, [[A provisional diagnosis: at least 1 item of cluster B, 1 of C, 2 of D and 2 of E answered with 2 or more]], verified, [[National Center for PTSD]])

* insert PclQuestion(1, 101703-7, [[Repeated, disturbing, and unwanted memories of the stressful experience]], [[Repeated, disturbing, and unwanted memories of the stressful experience?]])

* insert PclQuestion(2, 101704-5, [[Repeated, disturbing dreams of the stressful experience]], [[Repeated, disturbing dreams of the stressful experience?]])

* insert PclQuestion(3, 101705-2, [[Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)]], [[Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)?]])

* insert PclQuestion(4, 101706-0, Feeling very upset when something reminded you of the stressful experience, Feeling very upset when something reminded you of the stressful experience?)

* insert PclQuestion(5, 101707-8, [[Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)]], [[Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)?]])

* insert PclQuestion(6, 101708-6, [[Avoiding memories, thoughts, or feelings related to the stressful experience]], [[Avoiding memories, thoughts, or feelings related to the stressful experience?]])

* insert PclQuestion(7, 101709-4, [[Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)]], [[Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)?]])

* insert PclQuestion(8, 101710-2, Trouble remembering important parts of the stressful experience, Trouble remembering important parts of the stressful experience?)

* insert PclQuestion(9, 101699-7, [[Having strong negative beliefs about yourself, others, or the world]], [[Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is completely dangerous)?]])

* insert PclQuestion(10, 101700-3, Blaming yourself or someone else for the stressful experience or what happened after it, Blaming yourself or someone else for the stressful experience or what happened after it?)

* insert PclQuestion(11, 101701-1, [[Having strong negative feelings such as fear, horror, anger, guilt, or shame]], [[Having strong negative feelings such as fear, horror, anger, guilt, or shame?]])

* insert PclQuestion(12, 101711-0, Loss of interest in activities that you used to enjoy, Loss of interest in activities that you used to enjoy?)

* insert PclQuestion(13, 101712-8, Feeling distant or cut off from other people, Feeling distant or cut off from other people?)

* insert PclQuestion(14, 101713-6, [[Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)]], [[Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?]])

* insert PclQuestion(15, 101714-4, [[Irritable behavior, angry outbursts, or acting aggressively]], [[Irritable behavior, angry outbursts, or acting aggressively?]])

* insert PclQuestion(16, 101702-9, Taking too many risks or doing things that could cause you harm, Taking too many risks or doing things that could cause you harm?)

* insert PclQuestion(17, 101715-1, Being superalert or watchful or on guard, Being \"superalert\" or watchful or on guard?)

* insert PclQuestion(18, 101716-9, Feeling jumpy or easily startled, Feeling jumpy or easily startled?)

* insert PclQuestion(19, 101717-7, Having difficulty concentrating, Having difficulty concentrating?)

* insert PclQuestion(20, 101718-5, Trouble falling or staying asleep, Trouble falling or staying asleep?)

* insert Score(kap-instrument-score#pcl-5-cluster-b, pcl-5-cluster-b, PCL-5 cluster B score, Cluster B)
* insert SumOfWeights([['/101703-7' | '/101704-5' | '/101705-2' | '/101706-0' | '/101707-8']], 5)
* insert Direction(higher-is-worse)
* insert Symptoms(2, 1)

* insert Score(kap-instrument-score#pcl-5-cluster-c, pcl-5-cluster-c, PCL-5 cluster C score, Cluster C)
* insert SumOfWeights([['/101708-6' | '/101709-4']], 2)
* insert Direction(higher-is-worse)
* insert Symptoms(2, 1)

* insert Score(kap-instrument-score#pcl-5-cluster-d, pcl-5-cluster-d, PCL-5 cluster D score, Cluster D)
* insert SumOfWeights([['/101710-2' | '/101699-7' | '/101700-3' | '/101701-1' | '/101711-0' | '/101712-8' | '/101713-6']], 7)
* insert Direction(higher-is-worse)
* insert Symptoms(2, 2)

* insert Score(kap-instrument-score#pcl-5-cluster-e, pcl-5-cluster-e, PCL-5 cluster E score, Cluster E)
* insert SumOfWeights([['/101714-4' | '/101702-9' | '/101715-1' | '/101716-9' | '/101717-7' | '/101718-5']], 6)
* insert Direction(higher-is-worse)
* insert Symptoms(2, 2)

* insert Total($loinc#101698-9, 101698-9, PTSD PCL-5 score [PCL-5])
* insert SumOfWeights([['/101703-7' | '/101704-5' | '/101705-2' | '/101706-0' | '/101707-8' | '/101708-6' | '/101709-4' | '/101710-2' | '/101699-7' | '/101700-3' | '/101701-1' | '/101711-0' | '/101712-8' | '/101713-6' | '/101714-4' | '/101702-9' | '/101715-1' | '/101716-9' | '/101717-7' | '/101718-5']], 20)
* insert Direction(higher-is-worse)
* insert From(cut-off, 31, [[Probable PTSD; 31 to 33 are used]], unverified, [[no source was read]])
* insert Fact(band, [[There are no validated bands of severity]], verified, [[National Center for PTSD]])
* insert From(change, 5, [[Reliable change; the advice of the National Center for PTSD may be newer]], verified, [[qxmd.com, PCL-5]])
* insert From(change, 10, [[Clinically meaningful change; the advice of the National Center for PTSD may be newer]], verified, [[qxmd.com, PCL-5]])

// LOINC marks each of its displays with the instrument's name.
RuleSet: PclQuestion(number, code, display, text)
* item[+].linkId = "/{code}"
* item[=].code = $loinc#{code} "{display} [PCL-5]"
* item[=].prefix = "{number}"
* item[=].text = "{text}"
* item[=].type = #choice
* insert HowMuch

// The words of the form, as codes of our own.
RuleSet: HowMuch
* insert Answer(kap-answer#pcl-5-0, Not at all, 0)
* insert Answer(kap-answer#pcl-5-1, A little bit, 1)
* insert Answer(kap-answer#pcl-5-2, Moderately, 2)
* insert Answer(kap-answer#pcl-5-3, Quite a bit, 3)
* insert Answer(kap-answer#pcl-5-4, Extremely, 4)
