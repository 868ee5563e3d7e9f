"""The real Hub behind the stand-in: whoever asks for somebody else's repository gets it from there, read without a token.

The base model and the data of a GPU profile come from there. The client could not ask itself: it knows one address, and its
token is one of the stand-in's, which the real Hub would refuse.
"""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from huggingface_hub import constants, get_hf_file_metadata
from huggingface_hub.errors import HfHubHTTPError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from standins.hub_store import MODELS, cache_folder

ABOUT = re.compile(r"/api/(models|datasets|spaces)/([^/]+)/([^/]+)(?:/(?:revision|tree|refs|commits|paths-info)/.*|)")
FILE = re.compile(r"/(?:(datasets|spaces)/)?([^/]+)/([^/]+)/resolve/.+")
PASSED = ("content-type", "link", "x-error-code", "x-error-message")  # the last two tell a missing file from a missing repository
PATIENCE = 10  # seconds, as the client has
PIECE = 2**16  # bytes


class Upstream:
    """ASGI middleware in front of a stand-in.

    Args:
        app: the stand-in; it answers what concerns its own accounts, and everything while the real Hub cannot be reached.
        endpoint: address of the real Hub.
        ours: whether a user is an account of the stand-in.
        found: told the name, in the client's cache, of every repository that the real Hub gives a file of.
    """

    def __init__(self, app, endpoint: str, ours: Callable[[str], bool], found: Callable[[str], None]):
        self.app, self.endpoint, self.ours, self.found = app, endpoint, ours, found

    async def __call__(self, scope, receive, send):
        """Answer a request, or hand it on."""
        request, answer = Request(scope, receive), None
        match = FILE.fullmatch(request.url.path) or ABOUT.fullmatch(request.url.path)
        if match and not self.ours(match[2]):
            ask = self._file if match.re is FILE else self._about
            body = await request.body()
            name = cache_folder(f"{match[2]}/{match[3]}", match[1] or MODELS)
            try:
                answer = await run_in_threadpool(ask, request, body, name)
            except OSError:  # no network
                receive = _once(body)
        await (answer or self.app)(scope, receive, send)

    def _address(self, request: Request) -> str:
        return self.endpoint + request.url.path + f"?{request.url.query}" * bool(request.url.query)

    def _about(self, request: Request, body: bytes, name: str) -> Response:
        """What the Hub's API says of a repository. Addresses of further pages become the stand-in's."""
        asked = urllib.request.Request(self._address(request), data=body or None, method=request.method)
        if kind := request.headers.get("content-type"):
            asked.add_header("content-type", kind)
        try:
            said = urllib.request.urlopen(asked, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            said = error
        here = str(request.base_url).rstrip("/")
        headers = {name: said.headers[name].replace(self.endpoint, here) for name in PASSED if name in said.headers}
        return Response(said.read(), said.status, headers)

    def _file(self, request: Request, body: bytes, name: str) -> Response:
        """The description of a file, or its content; a large one is fetched from where the Hub stores it."""
        try:
            found = get_hf_file_metadata(self._address(request), token=False)
        except HfHubHTTPError as error:
            said = error.response.headers
            return Response(status_code=error.response.status_code, headers={name: said[name] for name in PASSED if name in said})
        except Exception as error:  # the client's library for HTTP has changed its name before
            raise OSError("the real Hub cannot be reached") from error
        self.found(name)
        headers = {"etag": f'"{found.etag}"', "content-length": str(found.size)}
        headers[constants.HUGGINGFACE_HEADER_X_REPO_COMMIT] = found.commit_hash
        if request.method == "HEAD":
            return Response(headers=headers)
        if urlsplit(found.location).netloc != urlsplit(self.endpoint).netloc:
            return RedirectResponse(found.location, 302)
        return StreamingResponse(_content(found.location), headers=headers)


def _content(address: str) -> Iterator[bytes]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as source:
        while piece := source.read(PIECE):
            yield piece


def _once(body: bytes):
    """The body that has been read, for the one who reads it next."""

    async def receive() -> dict:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
