"""Builds the action server: every action with what it needs, registered by hand."""

from collections.abc import Mapping

import httpx
from contracts.articles import Article, read_articles
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions.choices import ChooseOption
from actions.conversation import OfferPerson, StartAgain, StopTask
from actions.follow_ups import AnswerFollowUp
from actions.questions import AnswerQuestion
from actions.settings import Settings
from actions.speaking import SpeakingAction
from actions.staff_api import StaffApi, make_app_tokens

ACTIONS: tuple[type[SpeakingAction], ...] = (
    AnswerQuestion,
    AnswerFollowUp,
    ChooseOption,
    OfferPerson,
    StopTask,
    StartAgain,
)


def create_server(settings: Settings) -> Sanic:
    """Return the server, ready to run. Raises OSError on a missing key and ArticleError on a broken article."""
    articles = read_articles(settings.knowledge_dir)
    api = StaffApi(settings.api_url, make_app_tokens(settings), httpx.AsyncClient())
    return create_app(make_executor(articles, api, settings.public_key), cors_origins="")


def make_executor(articles: Mapping[str, Article], api: StaffApi, public_key: str) -> ActionExecutor:
    """Return Rasa's executor with all actions."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(articles, api, public_key))
    return executor
