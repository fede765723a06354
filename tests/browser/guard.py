"""Listens to a page for what must not happen on any."""

from playwright.sync_api import ConsoleMessage, Page, Request


class Guard:
    """Collects console errors and warnings, script errors, CSP breaches, requests elsewhere and failed ones.

    expect(words) lets problems with these words through, until the next clear().
    """

    def __init__(self, page: Page, site: str) -> None:
        self.problems: list[str] = []
        self.expected: list[str] = []
        self.site = site
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._add(f"script: {error}"))
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)

    def clear(self) -> None:
        self.problems.clear()
        self.expected.clear()

    def expect(self, words: str) -> None:
        self.expected.append(words)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._add(message.text)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self._add(f"outside: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what a page still asked for when it was left
            self._add(f"failed: {request.url} {request.failure}")

    def _add(self, problem: str) -> None:
        if not any(words in problem for words in self.expected):
            self.problems.append(problem)
