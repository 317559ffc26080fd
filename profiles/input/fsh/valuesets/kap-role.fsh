ValueSet: KapRoleValues
Id: kap-role
Title: "KAP roles"
Description: "All roles in a visit."
* ^experimental = false
* include codes from system KapRole
