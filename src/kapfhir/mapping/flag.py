"""Flag: an answer that asks for a clinician's attention. https://hl7.org/fhir/R4/flag.html

It is made of the answers, each time they are mapped, and nothing is read from it. It is no diagnosis, no judgement of
risk and no alarm: kapfhir watches over nobody. It is active until a clinician ends it.
"""

from kapfhir import instruments
from kapfhir.identity import NONE
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import filled
from kapfhir.model import QuestionnaireResponse, instant_text
from kapfhir.terminology import SAFETY, SIGNALS, Code


def signal(response: QuestionnaireResponse) -> Code | None:
    """What the answers signal, if anything: the guide says from which answer on an item does."""
    found = instruments.instrument(response.instrument).signals(response.answers)
    return SIGNALS[response.instrument] if found else None


def to_fhir(response: QuestionnaireResponse, this: VisitContext) -> Resource | None:
    """The flag that the answers raise, if they raise one."""
    code = signal(response)
    if code is None:
        return None
    return this.header("Flag", this.key(f"{response.instrument}.flag", response.key or NONE)) | filled(
        status="active",
        category=[SAFETY.concept()],
        code=code.concept(),
        period=filled(start=response.at and instant_text(response.at)),
    )
