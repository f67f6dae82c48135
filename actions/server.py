"""Builds the action server: every action with what it needs, registered by hand."""

from collections.abc import Mapping
from typing import Any

import httpx
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.choices import ChooseOption
from actions.conversation import OfferPerson, StartAgain, StopTask
from actions.doing import DoTask
from actions.follow_ups import AnswerFollowUp
from actions.induction.register import add_induction
from actions.library import Library
from actions.pdr.register import add_pdrs
from actions.questions import AnswerQuestion
from actions.referrals.openings.learned.model import Learned
from actions.referrals.register import add_referrals
from actions.refusals import read_refusals
from actions.settings import Settings
from actions.speaking import SpeakingAction
from actions.staff_api import StaffApi, make_app_tokens
from actions.training.register import training_desk
from contracts.articles import Article
from contracts.trust import trusted

ACTIONS: tuple[type[SpeakingAction], ...] = (
    AnswerQuestion,
    AnswerFollowUp,
    ChooseOption,
    OfferPerson,
    StopTask,
    StartAgain,
    DoTask,
)


class _Executor(ActionExecutor):  # type: ignore[misc]
    """Our actions do not read the domain, so Rasa need not send it (endpoints.yml), and it is not missed."""

    def is_domain_digest_valid(self, domain_digest: str | None) -> bool:
        """Say yes: there is nothing that could be out of date."""
        return True


def create_server(settings: Settings) -> Sanic[Any, Any]:
    """Return the server, ready to run. Raises OSError (a key), ArticleError or LearnedError (no training)."""
    articles = Library(settings.knowledge_dir)
    api = StaffApi(settings.api_url, make_app_tokens(settings), httpx.AsyncClient(verify=trusted()))
    public_key = settings.public_key
    executor = make_executor(articles, api, public_key, Learned.load(settings.var_dir))
    server: Sanic[Any, Any] = create_app(executor, cors_origins="")
    return server


def make_executor(
    articles: Mapping[str, Article], api: StaffApi, public_key: str, reader: Learned | None = None
) -> ActionExecutor:
    """Return Rasa's executor with all actions; without a `reader` referrals are begun by the rules alone."""
    executor, desk = _Executor(), add_pdrs(add_referrals(training_desk(read_refusals()), reader))
    add_induction(desk, articles)
    for action in ACTIONS:
        executor.register_action(action(articles, api, public_key, desk))
    return executor
