"""A demonstration of its own for each story, and people who look at it in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import demonstration
from tests.browser.demonstration import Demonstration
from tests.browser.people import Visitor
from tools import surroundings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a story for the browser."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The stage set once, by a first start that is stopped again; each story plays on a copy, at the same address."""
    folder, port = tmp_path_factory.mktemp("stage") / "data", demonstration.free_port()
    first = demonstration.start(folder, port)
    assert first.stop() == 0
    return folder, port


@pytest.fixture(scope="module")
def demo(
    stage: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """A running demonstration in which nothing has happened yet but the cast's own history."""
    folder, port = stage
    running = demonstration.start(
        demonstration.copy_of(folder, tmp_path_factory.mktemp("story") / "data"), port
    )
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of this machine, in which each visitor has a context of their own; nothing is downloaded for it."""
    program = surroundings.chromium()
    if not program:
        pytest.skip("No Chromium on this machine: install it, or name it in KLUCZNIK_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visitor(
    demo: Demonstration, chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """`visitor("jan")` opens a browser of somebody's own; at the end nothing in it may have complained.

    With an address it is a browser for another site than the portal; with `scripts=False` it runs none.
    """
    story = request.path.stem.removeprefix("test_")
    visitors: list[Visitor] = []

    def come(name: str, address: str = "", *, scripts: bool = True) -> Visitor:
        at, called = address or demo.url, f"{story}-{name}"
        visitors.append(
            Visitor.with_browser(chromium, at, called, demo.application, scripts=scripts)
        )
        return visitors[-1]

    yield come
    complaints = [complaint for one in visitors for complaint in one.complaints]
    for one in visitors:
        one.page.context.close()
    assert not complaints, "\n".join(dict.fromkeys(complaints))
