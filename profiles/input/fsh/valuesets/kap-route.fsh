ValueSet: KapRouteValues
Id: kap-route
Title: "KAP routes"
Description: "The routes by which ketamine is given."
* ^experimental = false
* insert SnomedNotice
* $sct#47625008
* $sct#78421000
* $sct#34206005
* $sct#37839007
* $sct#46713006
* $sct#26643006
* $sct#37161004
