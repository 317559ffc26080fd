"""Bundles that keep or break what is asked of entries, links, searches, documents, messages and references, by name."""

__all__ = ["BUNDLES"]

SERVER = "http://example.org/fhir/"
URN, ANOTHER_URN = "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e2", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e3"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
NARRATIVE = {"status": "generated", "div": DIV.format("a")}


def patient(id_="1", **more):
    return {"resourceType": "Patient", **({"id": id_} if id_ else {"active": True}), **more}


def observation(subject=None, id_="1", **more):
    referring = {"subject": {"reference": subject}} if subject else {}
    return {
        "resourceType": "Observation", "id": id_, "status": "final", "code": {"text": "t"}, **referring, **more,
    }  # fmt: skip


def composition(subject="Patient/1", author="Practitioner/1", entry=(), **more):
    linked = {"entry": [{"reference": reference} for reference in entry]} if entry else {}
    return {
        "resourceType": "Composition", "id": "1", "status": "final", "type": {"text": "t"}, "date": "2026-01-01",
        "title": "t", "subject": {"reference": subject}, "author": [{"reference": author}],
        "section": [{"title": "a", "text": NARRATIVE, **linked}], **more,
    }  # fmt: skip


def header(**more):
    source = {"endpoint": "http://example.org"}
    return {"resourceType": "MessageHeader", "id": "1", "eventUri": "http://example.org/e", "source": source, **more}


def outcome(**more):
    return {
        "resourceType": "OperationOutcome", "issue": [{"severity": "information", "code": "informational"}], **more,
    }  # fmt: skip


PRACTITIONER = {"resourceType": "Practitioner", "id": "1"}
ORGANIZATION = {"resourceType": "Organization", "id": "1", "name": "x"}


def entry(resource, url=None, **more):
    return {**({"fullUrl": url} if url else {}), "resource": resource, **more}


def stored(*resources):
    return [entry(resource, f"{SERVER}{resource['resourceType']}/{resource['id']}") for resource in resources]


def bundle(kind, *entries, **more):
    return {"resourceType": "Bundle", "type": kind, **more, **({"entry": [*entries]} if entries else {})}


def document(*entries, **more):
    identifier = {"system": "urn:ietf:rfc:3986", "value": URN}
    return bundle("document", *entries, identifier=identifier, timestamp="2026-01-01T00:00:00Z", **more)


def whole(first, *resources, **more):
    """A document with who it is about and who wrote it."""
    return document(*stored(first, patient(), PRACTITIONER, *resources), **more)


def posted(kind, resource, url=URN):
    return bundle(kind, entry(resource, url, request={"method": "POST", "url": resource["resourceType"]}))


def found(resource, mode="match", url="http://example.org/Patient", full_url=None):
    where = full_url or f"{SERVER}{resource['resourceType']}/{resource.get('id')}"
    links = {"link": [{"relation": "self", "url": url}]} if url else {}
    return bundle("searchset", entry(resource, where, **({"search": {"mode": mode}} if mode else {})), **links)


def linked(kind, *relations):
    request = {"request": {"method": "PUT", "url": "Patient/1"}} if kind in {"history", "transaction"} else {}
    response = {"response": {"status": "200"}} if kind in {"history", "transaction-response"} else {}
    links = [{"relation": relation, "url": f"http://example.org/{n}"} for n, relation in enumerate(relations)]
    return bundle(kind, entry(patient(), f"{SERVER}Patient/1", **request, **response), link=links)


def referring(reference, full_url=f"{SERVER}Observation/1"):
    return bundle("collection", entry(observation(reference), full_url))


def narrated(*texts):
    narrative = [{"status": "generated", "div": DIV.format(text)} for text in texts]
    return bundle("collection", *stored(*(patient(f"{n}", text=text) for n, text in enumerate(narrative))))


VERSIONS = [entry(patient(meta={"versionId": version}), f"{SERVER}Patient/1") for version in "12"]
BUNDLES = {
    # documents
    "a document": whole(composition(entry=["Observation/1"]), observation("Patient/1")),
    "a document without its subject": document(*stored(composition(), PRACTITIONER)),
    "a document without its author": document(*stored(composition(), patient())),
    "a document without what a section names": whole(composition(entry=["Observation/9"])),
    "a document without its custodian": whole(composition(custodian={"reference": "Organization/1"})),
    "a document without its encounter": whole(composition(encounter={"reference": "Encounter/1"})),
    "a document with a subject elsewhere": document(
        *stored(composition("http://other.example.org/fhir/Patient/1"), PRACTITIONER)
    ),
    "a document with what nothing links to": whole(composition(), ORGANIZATION),
    "a document with what links to its subject": whole(composition(), observation("Patient/1")),
    "a document with what an extension links to": whole(
        composition(extension=[{"url": "http://example.org/x", "valueReference": {"reference": "Organization/1"}}]),
        ORGANIZATION,
    ),
    "a document with a relative reference under a urn": document(
        entry(composition(), "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e4"), entry(patient(), URN),
        entry(PRACTITIONER, ANOTHER_URN),
    ),
    "a document with a subject of another server": document(
        *stored(composition(), PRACTITIONER), entry(patient(), "http://other.example.org/fhir/Patient/1")
    ),
    "a document with a subject without fullUrl": document(*stored(composition(), PRACTITIONER), entry(patient())),
    "a document whose subject is an identifier": document(
        *stored({**composition(), "subject": {"identifier": {"value": "1"}}}, PRACTITIONER)
    ),
    "a document whose author is contained": document(
        *stored({**composition(author="#a"), "contained": [{**PRACTITIONER, "id": "a"}]}, patient())
    ),
    "a document whose observation has no subject there": whole(
        composition(entry=["Observation/1"]), observation("Patient/9")
    ),
    "a document with links for paging": whole(composition(), link=[{"relation": "first", "url": "http://example.org"}]),
    # messages
    "a message": bundle("message", *stored(header(focus=[{"reference": "Patient/1"}]), patient())),
    "a message without its focus": bundle("message", *stored(header(focus=[{"reference": "Patient/1"}]))),
    "a message with what nothing links to": bundle("message", *stored(header(), patient())),
    "a message without a fullUrl": bundle("message", entry(header())),
    # searches
    "an answer": found(patient()),
    "an answer without self": found(patient(), url=None),
    "an answer with another type": found(observation()),
    "an answer with another type and no mode": found(observation(), mode=None),
    "an answer with an included type": found(observation(), mode="include"),
    "an answer with an outcome": found(outcome(id="o"), mode="outcome"),
    "an answer with an outcome without id": found(outcome(), mode=None, url="http://example.org/", full_url=URN),
    "an answer with an outcome that is none": found(patient(), mode="outcome"),
    "an answer with what has no id": found(patient(None), full_url=URN),
    "an answer with what has no id and no mode": found(patient(None), full_url=URN, mode=None),
    "an answer with an outcome without id and mode": found(outcome(), mode=None, url=None, full_url=URN),
    "an answer of several types": found(observation(), url="http://example.org/?_type=Patient,Observation"),
    "an answer of several other types": found(observation(), url="http://example.org/?_type=Patient,Encounter"),
    "an answer to something else": found(observation(), url="http://example.org/fhir/Patient/1/$everything"),
    "an answer to a relative search": found(observation(), url="Patient?name=a"),
    "an answer to a search in a compartment": found(
        observation(), url="http://example.org/fhir/Patient/1/Observation?code=a"
    ),
    # links
    **{
        f"a {kind} with the links {' and '.join(relations)}": linked(kind, *relations)
        for kind in ("history", "transaction", "collection", "transaction-response")
        for relations in [("first",), ("next",), ("prev",), ("self",), ("self", "self"), ("next", "next")]
    },
    # fullUrls
    "an entry without a fullUrl": bundle("collection", entry(patient())),
    "an entry with a relative fullUrl": bundle("collection", entry(patient(), "Patient/1")),
    "an entry with another id": bundle("collection", entry(patient(), f"{SERVER}Patient/2")),
    "an entry of another type": bundle("collection", entry(patient(), f"{SERVER}Observation/1")),
    "an entry without an id": bundle("collection", entry(patient(None), f"{SERVER}Patient/2")),
    "an entry with the url of no server": bundle("collection", entry(patient(), "http://example.org/page")),
    "an entry of no type": bundle("collection", entry(patient(), f"{SERVER}Page/1")),
    "a posted entry with another id": posted("transaction", patient(), f"{SERVER}Patient/2"),
    "a posted entry with a relative fullUrl": posted("transaction", patient(), "Patient/1"),
    "an answer to a transaction without a fullUrl": bundle(
        "transaction-response", entry(observation("Patient/1"), response={"status": "200"})
    ),
    "an entry twice": bundle("collection", *stored(patient(), patient())),
    "an entry in two versions": bundle("collection", *VERSIONS),
    "a Bundle in a Bundle": bundle(
        "collection", entry({**bundle("collection", entry(patient())), "id": "b"}, f"{SERVER}Bundle/b")
    ),
    # references
    **{
        f"a reference to {reference}": referring(reference)
        for reference in (
            "Patient/1", "page", "Patient", "/Patient/1", "patient/1", "Page/1", "Patient/1/x", "Patient/a_b",
            "Patient/1/_history/1", f"{SERVER}Patient/1", f"{SERVER}page", f"{SERVER}Medication/1", "Medication/1",
            "#", "#a", "Patient?identifier=a", "mailto:a@example.org", "Patient/1 2",
        )
    },
    **{
        f"alone, a reference to {reference}": observation(reference)
        for reference in ("Patient/1", "page", "/Patient/1", "Patient?identifier=a", "Patient/1 2", "Medication/1")
    },
    **{
        f"in a {kind}, a reference to {reference}": posted(kind, observation(reference))
        for kind in ("transaction", "batch")
        for reference in (
            "Patient/1", "Patient?identifier=a|b", "Patient?identifier=1&?==", "Patient?", "Patient?identifier",
            "Page?identifier=a", "Medication?identifier=a",
        )
    },
    "a relative reference without a fullUrl": bundle(
        "batch", {"resource": observation("Patient/1"), "request": {"method": "POST", "url": "Observation"}}
    ),
    "a reference that says another type": bundle(
        "collection", *stored({**observation(), "subject": {"reference": "Patient/1", "type": "Group"}})
    ),
    # narratives
    "a link that leads nowhere": narrated('<a href="#a">x</a>'),
    "a link to an id": narrated('<a href="#a">x</a><p id="a">b</p>'),
    "a link to a name": narrated('<a href="#a">x</a><a name="a">b</a>'),
    "a link into another narrative": narrated('<a href="#a">x</a>', '<p id="a">b</p>'),
    "a link to what is contained": bundle("collection", *stored(patient(
        contained=[{**PRACTITIONER, "id": "a"}], generalPractitioner=[{"reference": "#a"}],
        text={"status": "generated", "div": DIV.format('<a href="#a">x</a>')},
    ))),
}  # fmt: skip
