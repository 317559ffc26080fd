"""Whether psychotherapy process text may be disclosed: only on an authorisation of its own, 45 CFR 164.508(a)(2)."""

from datetime import UTC, datetime

from kapfhir.errors import NotAuthorised
from kapfhir.model import Consent, Episode

SCOPE = "psychotherapy-notes"


def require_authorisation(episode: Episode) -> None:
    """Pass where a consent to it was given after every refusal and has not expired; today is the day in UTC.

    Raises:
        NotAuthorised: there is none, it was refused or withdrawn, or it has expired.
    """
    consents = [(f"consents[{n}]", consent) for n, consent in enumerate(episode.consents) if consent.scope == SCOPE]
    if not consents:
        raise NotAuthorised("consents", f"no consent of scope {SCOPE}")
    permitted = [found for found in consents if found[1].given]
    path, latest = max(permitted or consents, key=lambda found: _when(found[1]))
    for place, consent in consents:
        if not consent.given and (consent.at is None or _when(consent) >= _when(latest)):
            raise NotAuthorised(f"{place}.given", "it was refused, and no later consent gives it")
    if latest.expires and latest.expires < datetime.now(UTC).date().isoformat():
        raise NotAuthorised(f"{path}.expires", "the latest consent to it has expired")


def _when(consent: Consent) -> float:
    """An undated permission is older than any refusal."""
    return consent.at.timestamp() if consent.at else float("-inf")
