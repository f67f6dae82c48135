"""A small knowledge base that has nothing wrong with it, for tests that break one line of it."""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tools.content.encoders import load_encode
from tools.content.heldout import HeldOut, check_heldout
from tools.content.knowledge_base import KnowledgeBase, check_knowledge
from tools.content.likeness import Encode
from tools.paths import RASA, ROOT, python_of

TODAY = date(2026, 11, 23)

BUILD = """\
import sys
from pathlib import Path
from bot.nlu.encoder_graph import build_encoder
build_encoder(Path(sys.argv[1]))
"""
TOPICS = '- {slug: pay, title: "Pay", summary: "What you are paid"}\n'
DOCUMENTS = '- {title: "Workforce Plan", date: September 2022}\n'
ARTICLE = """\
---
title: When you are paid
kind: article
owner: Personnel
contact: the payroll team
audience: [everyone]
sources:
  - {document: "Workforce Plan", section: "Pay"}
reviewed_on: 2026-11-01
review_every_months: 12
names: [pay day]
related: [gap-mileage]
follow_ups: {managers: gap-mileage}
examples:
  - when do we get our money
  - what date are wages in the bank
  - is it weekly or monthly here
  - pay date december
  - my first salary, when will it come
  - which day of the month are we paid
  - do casual staff get paid later
  - will I be paid before christmas
  - how long until my first pay
  - paid on a bank holiday?
  - when does my team get its pay
  - "new starter: first wage when"
---
We pay you each month. Ask the **payroll team** for the day.

- It is the same for all.

## Who runs it
The payroll team.
"""
GAP = """\
---
title: What you get for your mileage
kind: gap
owner: Personnel
contact: your line manager
audience: [everyone, managers]
reviewed_on: 2026-11-01
review_every_months: 12
names: []
examples:
  - mileage
  - how much for each mile
  - petrol money for visits
  - I drove my own car, who pays
  - claim for a trip
  - rate for bikes
  - miles form
  - fuel costs back
  - who signs my travel claim
  - do volunteers get money for the car
  - travel between two sites
  - claim travel for last year
---
I do not have the rates. Please ask your line manager.
"""
QUESTIONS = """\
# Held-out questions
- could you tell me the date my account is credited
- {text: payment schedule for staff, accept: [gap-mileage]}
- money has not arrived yet, is it late
- end of month or the fifteenth
- salary transfer day
"""
OTHER_QUESTIONS = """\
- reimbursement for driving to clients
- pence per kilometre
- what does the council give for using a private vehicle
- home visits by car, can I get something back
- cycling to meetings compensation
"""


@dataclass(frozen=True)
class Content:
    """The files of a knowledge base and of its held-out questions, with the means to break them."""

    root: Path

    @property
    def knowledge(self) -> Path:
        return self.root / "knowledge"

    @property
    def heldout(self) -> Path:
        return self.root / "heldout"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def base(self, today: date = TODAY) -> KnowledgeBase:
        return check_knowledge(self.knowledge, today)

    def questions(self) -> HeldOut:
        return check_heldout(self.heldout, self.base())

    def problems(self, today: date = TODAY) -> list[str]:
        """Return everything that is wrong, each as an editor reads it but with the path from `root`."""
        base = self.base(today)
        found = sorted({*base.problems, *check_heldout(self.heldout, base).problems})
        return [str(problem).replace(f"{self.root}/", "") for problem in found]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    content = Content(tmp_path)
    content.write("knowledge/topics.yml", TOPICS)
    content.write("knowledge/documents.yml", DOCUMENTS)
    content.write("knowledge/pay/pay-day.md", ARTICLE)
    content.write("knowledge/pay/gap-mileage.md", GAP)
    content.write("heldout/pay/pay-day.yml", QUESTIONS)
    content.write("heldout/pay/gap-mileage.yml", OTHER_QUESTIONS)
    return content


@pytest.fixture(scope="session")
def encoder() -> Path:
    """Return the directory of the sentence encoder, which is built here when nobody trained yet."""
    trained = ROOT / "var" / "encoder"
    if load_encode(trained):
        return trained
    built = ROOT / "var" / "test" / "encoder"
    subprocess.run([python_of(RASA), "-c", BUILD, str(built)], cwd=ROOT, check=True)
    return built


@pytest.fixture(scope="session")
def encode(encoder: Path) -> Encode:
    encode = load_encode(encoder)
    assert encode
    return encode
