"""Spares Rasa from building an empty domain for every message, only to see that its own is not empty.

Rasa 3.6 warns of an intent or entity that the domain does not know, and before that compares the whole domain with a
newly built empty one. A domain does not change once it is loaded, so one comparison is enough.
"""

from rasa.shared.core.domain import Domain

ANSWER = "_was_found_empty"


def compare_domain_once() -> None:
    """Put our comparison in the place of Rasa's, for all domains of this process."""
    compare = Domain.is_empty

    def is_empty(domain: Domain) -> bool:
        if ANSWER not in domain.__dict__:
            domain.__dict__[ANSWER] = compare(domain)
        return bool(domain.__dict__[ANSWER])

    Domain.is_empty = is_empty
