"""Lets the running server take a newly trained model: loaded beside the old one, which answers meanwhile.

A turn keeps the model with which it began; conversations are in the tracker store, which both share.
"""

import asyncio
import copy
import ctypes
import gc
import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.nlu.checked_model import ModelError, checked_copy, trained_hash
from bot.nlu.settings import Settings

EVERY_SECONDS = 1.0
log = logging.getLogger(__name__)


class ModelSwap:
    """Watches the manifest that training writes last."""

    def __init__(self, settings: Settings, served: str) -> None:
        """Begin with the hash of the model that the server loads at its start."""
        self._settings, self._served = settings, served
        self._refused: str | None = None
        self._watching: asyncio.Task[None] | None = None
        # Always the same thread: each has memory of its own, which it keeps for the next model.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="new-model")

    async def start(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Watch from now on; a listener of Sanic's, for when the first model is loaded."""
        _set_aside()
        self._watching = loop.create_task(self._watch(app))

    async def stop(self, app: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Watch no more; a listener of Sanic's."""
        if self._watching:
            self._watching.cancel()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def take_new_model(self, agent: Any) -> bool:
        """Give Rasa's agent the model of the manifest, if that is a new one; return whether it did."""
        wanted = trained_hash(self._settings)
        if wanted in (None, self._served):
            return False
        started = time.monotonic()
        loop = asyncio.get_running_loop()
        try:
            processor, digest = await loop.run_in_executor(self._thread, self._load, agent)
        except ModelError:
            # In the middle of a training the file and its hash do not fit for a moment; the next look may find them so.
            self._say_once(str(wanted))
            return False
        _use(agent, processor)
        self._served, self._refused = digest, None
        log.warning("A newly trained model is in use; loading it took %.1f s.", time.monotonic() - started)
        del processor
        await loop.run_in_executor(self._thread, _give_memory_back)
        return True

    async def _watch(self, app: Any) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.take_new_model(app.ctx.agent)
            except Exception as error:  # whatever is wrong with a new model, the old one goes on answering
                self._served = trained_hash(self._settings) or self._served
                log.error(
                    "A newly trained model could not be loaded (%s); the one before goes on.", type(error).__name__
                )

    def _load(self, agent: Any) -> tuple[Any, str]:
        """Return a processor with the new model, which shares all but the words with the old one."""
        from rasa.core.processor import MessageProcessor

        with checked_copy(self._settings) as (model, digest):
            words = copy.copy(agent.nlg)
            processor = MessageProcessor(
                model_path=model,
                tracker_store=agent.tracker_store,
                lock_store=agent.lock_store,
                generator=words,
                action_endpoint=agent.action_endpoint,
            )
        words.responses = processor.domain.responses
        return processor, digest

    def _say_once(self, wanted: str) -> None:
        if self._refused != wanted:
            self._refused = wanted
            log.warning("The model is not the file of its manifest, so it is not loaded; the one before goes on.")


def _use(agent: Any, processor: Any) -> None:
    """Let every message from now on be handled by this processor."""
    agent.tracker_store.domain = processor.domain
    agent.domain, agent.nlg = processor.domain, processor.nlg
    agent.processor = processor


def _give_memory_back() -> None:
    """Free the old model, which hangs together in circles, and return its pages to the system where glibc can."""
    gc.unfreeze()
    _set_aside()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)


def _set_aside() -> None:
    """Collect what is no longer used, and look no more through the rest: with Rasa it is half a million objects, which
    would hold up a message every now and then for a quarter of a second.
    """
    gc.collect()
    gc.freeze()
