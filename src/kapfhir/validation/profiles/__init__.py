"""Profiles: a resource judged by a StructureDefinition with a snapshot, beyond what the tables of its type say.

| module | what it does |
|---|---|
| `claims` | which profiles a resource is judged by |
| `extensions`, `contexts` | extensions by their definitions, and where they stand |
| `compiler`, `elements`, `narrowed`, `keywords`, `types_of` | from a snapshot to what it asks |
| `slicing`, `discriminators`, `ends` | the same of slices |
| `limits`, `sliced` | least and most values; constraints that speak of slices |
| `snapshot`, `shapes` | what is read, and what is made of it |
| `judge`, `slices`, `matching` | a value beside it |
| `targets` | references, followed when all else is judged |

Rules: `profile-cardinality`, `profile-fixed`, `profile-pattern`, `profile-length`, `profile-limit`, `profile-type`,
`profile-target`, `profile-unknown`, `slice`, `extension-unknown`, `extension-url`, `extension-modifier`,
`extension-context`, and the keys of the profile's constraints. What a definition asks and is not judged is named.
"""
