"""For tests of programs that use kapfhir: a FHIR server in memory, and episodes to put there.

The pytest plugin has them as fixtures, `fhir_server` and `kap_episode`. Needs the extra `testing`, but for `Endpoint`.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from kapfhir.testing.endpoint import Endpoint, Request, Response
    from kapfhir.testing.examples import jane
    from kapfhir.testing.serve import serving
    from kapfhir.testing.strategies import episodes

__all__ = ["Endpoint", "Request", "Response", "episodes", "jane", "serving"]

_HOMES = {
    "Endpoint": "endpoint",
    "Request": "endpoint",
    "Response": "endpoint",
    "episodes": "strategies",
    "jane": "examples",
    "serving": "serve",
}


if not TYPE_CHECKING:  # a checker that saw it would let any name pass

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  # on first use: a heavy library stands behind most of them

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
