// What our code systems share: they are complete, and case counts.

RuleSet: Codes
* ^caseSensitive = true
* ^experimental = false
