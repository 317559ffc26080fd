"""Expressions that HL7 published with a mistake, and how HL7's own validator reads them.

Source: `FHIRPathExpressionFixer` in org.hl7.fhir.validation 6.10.4.
"""

__all__ = ["CORRECTED"]

TYPES = "http://hl7.org/fhir/ValueSet"
_TARGETED = "targetProfile.exists() implies (type = 'Reference' or type = 'canonical'"
_CODED = "binding.empty() or type.code.empty() or type.code.contains({0}:{0}) or type.select((code = 'code') or "
_CODED += "(code = 'Coding') or (code='CodeableConcept') or (code = 'Quantity') or (code = 'string') or "
_CODED += "(code = 'uri') or (code = 'Duration')).exists()"
_STEP = r"""[^\\s\\.,:;\\\'"\\/|?!@#$%&*()\\[\\]{}]{1,64}"""
_PATH = rf"{_STEP}(\\.{_STEP}(\\[x\\])?(\\:[^\\s\\.]+)?)*"
_ENTERED = "verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and "
_ENTERED += "code = 'entered-in-error').exists()"

CORRECTED = {
    # opd-3 of R4, of R5
    f"{_TARGETED})": f"{_TARGETED} or type.memberOf('{TYPES}/resource-types'))",
    f"{_TARGETED} or type.memberOf('{TYPES}/resource-types'))":
        f"{_TARGETED} or type.memberOf('{TYPES}/all-resource-types'))",
    # ras-2
    "probability is decimal implies (probability as decimal) <= 100":
        "(probability.exists() and (probability is decimal)) implies ((probability as decimal) <= 100)",
    # que-12
    "enableWhen.count() > 2 implies enableBehavior.exists()": "enableWhen.count() >= 2 implies enableBehavior.exists()",
    # que-7
    "operator = 'exists' implies (answer is Boolean)": "operator = 'exists' implies (answer is boolean)",
    # dom-6
    "text.`div`.exists()": "(%rootResource != $this) or text.`div`.exists()",
    # eld-11 of R5
    _CODED.format('"'): _CODED.format("'"),
    # bdl-8
    "fullUrl.contains('/_history/').not()": "fullUrl.exists() implies fullUrl.contains('/_history/').not()",
    # adf-0 and all the other …-0 of R4
    "name.matches('[A-Z]([A-Za-z0-9_]){0,254}')": "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')",
    # con-3 of R4
    f"clinicalStatus.exists() or {_ENTERED} or category.select($this='problem-list-item').empty()":
        f"({_ENTERED} and category.coding.exists("
        "system='http://terminology.hl7.org/CodeSystem/condition-category' and code ='problem-list-item').empty()) "
        "implies (clinicalStatus.exists())",
    # tim-9 of R4
    "offset.empty() or (when.exists() and ((when in ('C' | 'CM' | 'CD' | 'CV')).not()))":
        "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())",
    # eld-19 of R4
    f"path.matches('{_PATH}')": f"path.matches('^{_PATH}$')",
    # eld-20 of R4
    r"path.matches('[A-Za-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*(\\[x])?)*')":
        r"path.matches('^[A-Za-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*(\\[x])?)*$')",
}  # fmt: skip
