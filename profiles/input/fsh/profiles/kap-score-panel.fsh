Profile: KapScorePanel
Parent: Observation
Id: kap-score-panel
Title: "KAP score panel"
Description: "An instrument as answered once: it names its items and its total, and has no value itself."
* insert ScoreObserved
* value[x] 0..0
* hasMember 1..
* hasMember only Reference(Observation)
* derivedFrom 1..1
