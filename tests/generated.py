"""Generated episodes, the same each time: what is compared with HL7's validator has to stay what it was."""

from hypothesis import HealthCheck, Phase, given, seed, settings

from kapfhir.model import Episode
from kapfhir.testing.strategies import episodes

__all__ = ["generated"]


def generated(count: int, number: int) -> list[Episode]:
    """As many episodes, by the number of a seed."""
    found: list[Episode] = []

    @seed(number)
    @settings(max_examples=count, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(episodes())
    def collect(episode: Episode) -> None:
        found.append(episode)

    collect()
    return found
