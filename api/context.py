"""What a running API is made of, handed to its routes: built once by `create_app`, never at import."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from api.database import Database
from api.idempotency.running import RunningKeys
from api.metrics import Metrics
from api.questions.privacy import PrivacyCheck
from api.referrals.attachments.scanning import Scanner
from api.referrals.encryption.vault import Vault
from api.settings import TrainingRules
from contracts.entra_tokens import TokenValidator
from contracts.induction_plans import Plans


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that outlive a request. `clock` gives seconds since the epoch."""

    database: Database
    tokens: TokenValidator
    gateway_public_key: str
    privacy: PrivacyCheck
    metrics: Metrics
    running: RunningKeys
    rules: TrainingRules
    vault: Vault
    plans: Plans
    checkpoint_file: Path
    ledger_file: Path
    scanner: Scanner
    clock: Callable[[], float] = time.time
    new_id: Callable[[], str] = lambda: uuid.uuid4().hex

    def today(self) -> date:
        """Return the day, in UTC."""
        return datetime.fromtimestamp(self.clock(), UTC).date()


async def read_context(request: Request) -> Context:
    """Return the context of the application that serves the request; it waits for nothing, so it needs no thread."""
    context: Context = request.app.state.context
    return context


CurrentContext = Annotated[Context, Depends(read_context)]
