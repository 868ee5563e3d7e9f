"""Execute one notebook in a kernel of this very environment, and say what it is doing meanwhile."""

import asyncio
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from helpers.artifacts import CourseError

LONG_STEP = 5  # seconds after which a cell is named on the screen
SPARSE = 15  # seconds between two lines of progress where lines cannot be redrawn
PROGRESS = re.compile(r"\d+%\||\[\s*\d+/\d+ ")  # a tqdm bar, or the counter above the Trainer's table


class Interrupted(Exception):
    """Ctrl-C or a polite kill; `signal` tells which."""

    def __init__(self, signum: int):
        self.signal = signum


class Screen:
    """What the learner sees while a notebook runs: each long step by its heading, and its progress bar."""

    def __init__(self, out: IO[str] | None = None):
        self.out = out or sys.stdout
        self.redraw = self.out.isatty()
        self.begin("")

    def begin(self, heading: str) -> None:
        """A cell starts; nothing is shown before it has run for `LONG_STEP` seconds."""
        self.clear()
        self.heading, self.progress, self.drawn = heading, "", ""
        self.started = self.last = time.monotonic()

    def line(self, text: str) -> None:
        """Print a line that stays."""
        self.clear()
        print(text, file=self.out, flush=True)

    def tick(self) -> None:
        """Called every second: show the step once it is long, then how it gets on."""
        now = time.monotonic()
        if now - self.started < LONG_STEP:
            return
        if self.heading:
            self.line(f"      {self.heading}")
            self.heading = ""
        if self.progress == self.drawn or not (self.redraw or now - self.last >= SPARSE):
            return
        self.drawn, self.last = self.progress, now
        if not self.redraw:
            return self.line(f"        {self.progress}")
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\x1b[2K        {self.progress}"[: width + 5], end="", file=self.out, flush=True)

    def clear(self) -> None:
        """Wipe the progress bar, if one is drawn in place."""
        if self.redraw:
            print("\r\x1b[2K", end="", file=self.out, flush=True)


class LessonClient(NotebookClient):
    """nbclient, with a screen, a clock, and a kernel that never outlives the run."""

    def __init__(self, notebook, folder: Path, screen: Screen, on_tick):
        # An empty list of kernel folders leaves ipykernel's own kernel, which runs sys.executable:
        # a "python3" kernel that the learner once registered elsewhere cannot slip in.
        kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
        super().__init__(
            notebook,
            km=kernel,
            timeout=None,
            startup_timeout=600,  # a busy machine takes its time
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,  # a progress bar is stored in its final state only
            resources={"metadata": {"path": str(folder)}},
            on_cell_start=self._begin_cell,
        )
        self.screen, self.on_tick = screen, on_tick
        self.heading, self.signal = "", None

    async def run(self, log: IO[str]) -> None:
        """Execute every cell; what the kernel's process itself prints goes to the open file `log`.

        Raises:
            Interrupted: SIGINT or SIGTERM came; the kernel is gone.
            CellExecutionError, DeadKernelError: as nbclient raises them.
        """
        kernel, clock = self.km, asyncio.create_task(self._clock())
        try:
            await self.async_execute(cleanup_kc=True, stdout=log, stderr=log)
        except BaseException as error:
            if self.signal:
                raise Interrupted(self.signal) from error
            raise
        finally:
            clock.cancel()
            self.screen.clear()
            if await kernel.is_alive():
                await kernel.shutdown_kernel(now=True)
            self.on_tick()

    async def async_start_new_kernel(self, **kwargs: object) -> None:
        """Start the kernel, once signals lead to `_stop`: nbclient's handlers cannot tell a kill from a crash."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        for signum in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signum, self._stop, task, signum)
        await super().async_start_new_kernel(**kwargs)

    def process_message(self, msg: dict, cell: nbformat.NotebookNode, cell_index: int) -> nbformat.NotebookNode | None:
        """Keep the latest progress line for the screen, then let nbclient store the message."""
        for line in reversed(_text(msg).splitlines()):
            if PROGRESS.search(line):
                self.screen.progress = line.strip()
                break
        return super().process_message(msg, cell, cell_index)

    def _begin_cell(self, cell, cell_index):
        if cell.cell_type == "markdown":
            headings = re.findall(r"^#+ +(.+)", cell.source, re.MULTILINE)
            self.heading = headings[-1] if headings else self.heading
        else:
            self.screen.begin(self.heading)

    def _stop(self, task: asyncio.Task, signum: int) -> None:
        if self.signal is None:  # a second Ctrl-C must not cut the clean-up short
            self.signal = signum
            task.cancel()

    async def _clock(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.screen.tick()
            self.on_tick()


def execute(
    notebook: nbformat.NotebookNode, folder: Path, screen: Screen, log: Path, on_tick: Callable[[], None] = lambda: None
) -> None:
    """Execute a notebook in place.

    Args:
        notebook: nbformat notebook; its outputs are replaced, also when a cell fails.
        folder: working directory of the kernel.
        screen: where headings and progress go.
        log: file for what the kernel's process prints past the notebook, a crash for instance.
        on_tick: called about once a second and once at the end.

    Raises:
        CourseError: a cell failed or the kernel died; one sentence with the cell's heading.
        Interrupted: the run was stopped by a signal; the kernel is gone.
    """
    client = LessonClient(notebook, folder, screen, on_tick)
    try:
        with log.open("w") as file:
            asyncio.run(client.run(file))
    except CellExecutionError as error:
        raise CourseError(f"“{client.heading}”: {_reason(error, notebook)}") from None
    except DeadKernelError:
        raise CourseError(
            f"“{client.heading}”: the kernel died, most often for lack of memory: "
            f"close other programs and run again ({log.name} has its last words)."
        ) from None
    finally:
        clean(notebook)


def clean(notebook: nbformat.NotebookNode) -> None:
    """Remove what differs from run to run and from machine to machine, so that stored outputs diff well."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            # A widget lives in its kernel only; what it said last is not in the notebook.
            cell.outputs = [out for out in cell.outputs if not _is_widget(out)]


def _reason(error: CellExecutionError, notebook) -> str:
    """The last line of an error; with its class, unless it is a sentence meant for the learner."""
    shown = [out.traceback for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "error"]
    lines = error.evalue.strip().splitlines() or ["no message"]
    return error.evalue if [error.evalue] in shown else f"{error.ename}: {lines[-1]}"


def _is_widget(output) -> bool:
    return any("widget-view" in kind for kind in output.get("data", {}))


def _text(msg) -> str:
    content = msg["content"]
    if msg["msg_type"] == "stream" and content["name"] == "stderr":
        return content["text"].replace("\r", "\n")
    if msg["msg_type"] in ("display_data", "update_display_data"):
        return re.sub(r"<[^>]+>", "\n", content["data"].get("text/html", ""))
    return ""
