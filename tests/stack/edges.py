"""A line to a part that can be cut, slowed down or answered for. Knows no part."""

import asyncio
import contextlib
import threading
from enum import StrEnum
from typing import Any

from tools.parts import HOST
from tools.ports import free_port

ERROR_500 = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\nConnection: close\r\n\r\noops"
DELAY_SECONDS = 8.0
TRICKLE_SECONDS = 0.1


class Fault(StrEnum):
    """What is wrong with a line."""

    NONE = "none"
    REFUSED = "refused"
    ERROR_500 = "answering 500"
    SLOW = "slow"
    TRICKLING = "trickling"
    SILENT = "silent"


class Edge:
    """Listens on a port of its own and passes everything on to another one, unless told otherwise."""

    def __init__(self, target: int) -> None:
        """Choose a port; nothing listens yet."""
        self.port = free_port()
        self.fault = Fault.NONE
        self._target = target
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        """Begin to listen, in a thread."""
        self._thread.start()
        self._call(self._listen())

    def stop(self) -> None:
        """End the thread and every connection."""
        self._call(self._close())
        self._call(self._cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def set(self, fault: Fault) -> None:
        """Change what is wrong; connections from before are closed, as they are when a part is replaced."""
        self.fault = fault
        self._call(self._close())
        if fault is not Fault.REFUSED:
            self._call(self._listen())

    def _call(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, HOST, self.port)

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _cancel_all(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self._answer(reader, writer)
        self._open.discard(writer)
        writer.transport.abort() if self.fault is Fault.REFUSED else writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.fault is Fault.SILENT:
            while await reader.read(65536):
                pass
        elif self.fault is Fault.ERROR_500:
            await reader.read(65536)
            writer.write(ERROR_500)
            await writer.drain()
        else:
            await self._pass_on(reader, writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection(HOST, self._target)
        self._open.add(forth)
        pumps = [
            asyncio.create_task(_pump(reader, forth)),
            asyncio.create_task(self._pump_back(back, writer)),
        ]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        self._open.discard(forth)
        forth.close()

    async def _pump_back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if self.fault is Fault.SLOW:
                await asyncio.sleep(DELAY_SECONDS)
            step = 1 if self.fault is Fault.TRICKLING else len(data)
            for start in range(0, len(data), step):
                writer.write(data[start : start + step])
                await writer.drain()
                await asyncio.sleep(TRICKLE_SECONDS if self.fault is Fault.TRICKLING else 0)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
