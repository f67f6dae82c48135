"""What a draft holds when it is open: answers, and how each change can be taken back. Knows no database."""

import json
from dataclasses import dataclass, field

from api.referrals.form.answers import Answer

MOST_UNDOS = 100


@dataclass(slots=True)
class Content:
    """The answers by field, and before each change what was there (None: nothing), the last change last."""

    answers: dict[str, Answer] = field(default_factory=dict)
    undos: list[tuple[str, Answer | None]] = field(default_factory=list)

    def put(self, field_id: str, answer: Answer | None) -> None:
        """Set an answer, or clear it; remember what was there."""
        self.undos = [*self.undos, (field_id, self.answers.get(field_id))][-MOST_UNDOS:]
        self._set(field_id, answer)

    def undo(self) -> str | None:
        """Take the last change back and return its field; None: there is none."""
        if not self.undos:
            return None
        field_id, before = self.undos.pop()
        self._set(field_id, before)
        return field_id

    def _set(self, field_id: str, answer: Answer | None) -> None:
        if answer is None:
            self.answers.pop(field_id, None)
        else:
            self.answers[field_id] = answer

    def write(self) -> str:
        """Return the content as text, to be sealed."""
        return json.dumps({"answers": self.answers, "undos": self.undos}, ensure_ascii=False)


def read_content(text: str) -> Content:
    """Return what was written."""
    raw = json.loads(text)
    return Content(raw["answers"], [(field_id, before) for field_id, before in raw["undos"]])
