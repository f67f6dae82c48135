"""For whom an article is, and who asks: a manager, a new starter, somebody in children's social care. Knows no HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.articles import Article

EVERYONE, MANAGERS, NEW_STARTERS = "everyone", "managers", "new starters"
# Induction is led over the first ninety days.
NEW_FOR_DAYS = 90


@dataclass(frozen=True, slots=True)
class Asker:
    """What the directory says of who asks, as the audiences of articles that it makes them."""

    audiences: frozenset[str] = frozenset()

    @classmethod
    def of(cls, person: dict[str, Any], today: date) -> "Asker":
        """Read a person as the API shows them to themselves. Raises KeyError or ValueError when it is not one."""
        audiences = {str(person["service"]).casefold()}
        if person["is_manager"]:
            audiences.add(MANAGERS)
        if 0 <= (today - date.fromisoformat(person["started_on"])).days <= NEW_FOR_DAYS:
            audiences.add(NEW_STARTERS)
        return cls(frozenset(audiences))

    def is_meant_by(self, article: Article) -> bool:
        """Say whether the article is for this person's group in particular."""
        return bool(self.audiences & set(article.audience))


def depends_on_asker(articles: Sequence[Article]) -> bool:
    """Say whether it matters who asks: some of these are for a group, and others are not."""
    groups = {tuple(sorted(set(article.audience) - {EVERYONE})) for article in articles}
    return len(groups) > 1


def meant_for(asker: Asker, articles: Sequence[Article]) -> Article | None:
    """Return the one of several possible articles that is for this person's group, when there is exactly one."""
    own = [article for article in articles if asker.is_meant_by(article)]
    return own[0] if len(own) == 1 else None
