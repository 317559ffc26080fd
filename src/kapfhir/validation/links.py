"""Links and images in narratives: `#name` leads to an id or a name in a narrative, or to what is contained
(`narrative-link`).

Source: https://hl7.org/fhir/R4/narrative.html#id, and what HL7's validator makes of it: any narrative of the document.
"""

import re
from collections.abc import Iterator

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Judged

__all__ = ["check"]

_LINK = r"""<(?:a\s[^<>]*?href|img\s[^<>]*?src)\s*=\s*["']#([^"'<>]+)["']"""
_NAME = r"""\s(?:id|name)\s*=\s*["']([^"'<>]+)["']"""


def check(judged: Judged) -> Iterator[Finding]:
    """Each narrative with a link that leads nowhere, once."""
    linking = [(path, links) for path, text in judged.narratives if "#" in text and (links := re.findall(_LINK, text))]
    if not linking:
        return
    names = {name for _, text in judged.narratives for name in re.findall(_NAME, text)}
    names |= {str(node.get("id")) for path, node in judged.resources if path[-2:-1] == ("contained",)}
    for path, links in linking:
        if not names.issuperset(links):
            yield Finding(path, "not-found", "narrative-link", "a link leads to a name that is not there")
