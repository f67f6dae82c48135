"""Ways to plant a word in the answer to a private question, while parts crash, hang or are lied to."""

import contextlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext

import httpx

from tests.stack.canaries import Plant, frozen, kill, locked, running
from tests.stack.edges import Fault
from tests.stack.referrals.world import ReferralWorld
from tests.stack.running import Stack

MANAGER = "demo-manager"
Hold = Callable[[Stack], AbstractContextManager[None]]


def said(word: str) -> str:
    return f"advice about the {word} and a chair that fits"


def open_question(stack: Stack) -> str:
    """Begin a conversation in which only what the person hopes for is open, and return its id."""
    world = ReferralWorld(stack.var)
    world.empty()
    world.add_draft("self", ["hopes"])
    answer = stack.chat("carry on with my referral")
    assert answer.replies[0]["private_question"]["field"] == "hopes"
    return answer.conversation


def answered(hold: Hold) -> Plant:
    """Answer while something is held; then, in peace, once more, and look at the form."""

    def plant(stack: Stack, word: str) -> None:
        conversation = open_question(stack)
        with hold(stack):
            stack.chat(said(word), conversation)
        stack.wait_until_healthy()
        stack.chat(said(word), conversation)
        stack.chat("what have I said so far", conversation)
        stack.chat("what is a PDR?", conversation)
        require_stored(stack, word)

    return plant


def require_stored(stack: Stack, word: str) -> None:
    """Find the answer where it belongs, so that the search is known to look for a real one."""
    (draft,) = ReferralWorld(stack.var).drafts()
    assert draft["answers"]["hopes"] == said(word)


def faulty(part: str, fault: Fault) -> Hold:
    def hold(stack: Stack) -> AbstractContextManager[None]:
        stack.fault(part, fault)
        ends = ExitStack()
        ends.callback(stack.fault, part, Fault.NONE)
        return ends

    return hold


def killed_gateway(stack: Stack, word: str) -> None:
    """Kill the gateway while the API keeps it waiting with an answer in its hands."""
    conversation = open_question(stack)

    def answer() -> None:
        with contextlib.suppress(httpx.HTTPError):
            stack.chat(said(word), conversation)

    try:
        with frozen(stack, "api"), running(answer):
            time.sleep(0.5)
            kill(stack, "gateway")
    finally:
        stack.stop("gateway")
        stack.start("gateway")
        stack.wait_until_healthy()
    stack.chat(said(word), conversation)
    require_stored(stack, word)


def opening(stack: Stack, word: str) -> None:
    """Begin with a paragraph, for one person and for nobody in particular."""
    for who in ("Callum", "one of my team"):
        text = f"I want to refer {who}, off since 3 November with her {word} and her back, fit note till the 5th"
        first = stack.chat(text, None, MANAGER)
        stack.chat("Priya", first.conversation, MANAGER)
        stack.chat("go on", first.conversation, MANAGER)


PRIVATE_SCENES: dict[str, Plant] = {
    "a private answer": answered(lambda _: nullcontext()),
    "a private answer, the API answering 500": answered(faulty("api", Fault.ERROR_500)),
    "a private answer, the API frozen": answered(lambda stack: frozen(stack, "api")),
    "a private answer, Rasa's line cut": answered(faulty("rasa", Fault.REFUSED)),
    "a private answer, Rasa frozen": answered(lambda stack: frozen(stack, "rasa")),
    "a private answer, the actions answering 500": answered(faulty("actions", Fault.ERROR_500)),
    "a private answer, the questions locked": answered(lambda stack: locked(stack, "private-questions.db")),
    "a private answer, the API's database locked": answered(lambda stack: locked(stack, "api.db")),
    "a private answer, the gateway killed": killed_gateway,
    "the first words of a referral": opening,
}
