"""A Hugging Face Hub on loopback: what the installed `huggingface_hub` client asks for, stored in a folder.

It creates repositories, takes commits, hands out files with ranges, and refuses what the Hub refuses: bad
tokens, foreign namespaces, wrong checksums. It speaks the Hub's HTTP and git-LFS protocols but not Xet, the
Hub's cloud storage, so `HF_HUB_DISABLE_XET` must be set. Nothing that it is given leaves the machine. What others have
published, a base model for instance, it passes on from the real Hub (`hub_upstream.py`).
"""

import importlib
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import constants, hf_api
from huggingface_hub.utils import close_session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse

from helpers import artifacts
from standins.hub_api import Api
from standins.hub_lfs import LargeFiles
from standins.hub_store import MODELS, Refused, Store, cached_repository
from standins.hub_upstream import Upstream
from standins.loopback import Server

LEARNER = "learner"


@dataclass(frozen=True)
class Account:
    """Who a token stands for. `role` is `write` or `read`."""

    name: str
    role: str = "write"
    expired: bool = False


class Hub(Server):
    """The loopback Hub: `with Hub(folder) as hub: HfApi(endpoint=hub.url, token=hub.token("learner"))`.

    Args:
        folder: where the repositories are kept, from one run to the next.
        faults: what misbehaves in front of it, see `Server`; the course has none, its tests do.
        upstream: address of the Hub from which others' repositories come; "": from the client's cache only.
        cache: the client's cache of that Hub.
    """

    def __init__(self, folder: Path, faults=None, upstream: str = "", cache: Path | None = None):
        self.store = Store(folder)
        self.accounts: dict[str, Account] = {}  # by token, in memory only
        self.large_files = LargeFiles(self)
        routes = [*Api(self).routes(), *self.large_files.routes()]
        app = Starlette(routes=routes, exception_handlers={Refused: _refusal})
        if upstream:

            def found(name: str) -> None:  # what the client gets from there belongs into its cache of that Hub
                _link(cache, Path(constants.HF_HUB_CACHE), name)

            app.add_middleware(Upstream, endpoint=upstream, ours=self.is_account, found=found)
        super().__init__(app, faults, error=lambda message: {"error": message})

    def token(self, name: str, role: str = "write", expired: bool = False) -> str:
        """Make a throw-away token for an account; it is valid as long as this server runs."""
        token = "hf_" + secrets.token_hex(16)
        self.accounts[token] = Account(name, role, expired)
        return token

    def page(self, repo: dict, request: Request) -> str:
        """The address of a repository's page, under the name by which the request has called this server."""
        return str(request.base_url) + "/".join([*[repo["kind"]] * (repo["kind"] != MODELS), repo["id"]])

    def is_account(self, name: str) -> bool:
        """Whether somebody of that name has been given a token here."""
        return name in {account.name for account in self.accounts.values()}

    def account(self, request: Request) -> Account | None:
        """Whose token came with the request; `None` without one, 401 for a bad one."""
        header = request.headers.get("authorization", "")
        if not header:
            return None
        account = self.accounts.get(header.removeprefix("Bearer "))
        if account is None:
            raise Refused(401, "Invalid credentials in Authorization header")
        if account.expired:
            raise Refused(401, "User Access Token is expired")
        return account

    def readable(self, request: Request) -> dict:
        """The repository of the request's path; whoever may not see it learns that it does not exist."""
        repo_id, kind = "{user}/{name}".format(**request.path_params), request.path_params.get("kind", MODELS)
        account = self.account(request)
        repo = self.store.load(repo_id, kind)
        if repo is None and not self.is_account(request.path_params["user"]):
            repo = cached_repository(repo_id, kind)
        hidden = repo and repo["private"] and not (account and repo_id.startswith(account.name + "/"))
        if repo is None or hidden:
            raise Refused(404 if account else 401, "Repository not found", "RepoNotFound")
        return repo

    def writable(self, request: Request) -> dict:
        """The same for a request that changes something."""
        repo = self.readable(request)
        self.may_write(request, request.path_params["user"])
        if repo.get("read_only"):
            raise Refused(403, "This repository is a read-only copy from the cache")
        return repo

    def may_write(self, request: Request, owner: str) -> None:
        """Refuse a request that has no right to write into `owner`'s namespace."""
        account = self.account(request)
        if account is None:
            raise Refused(401, "Invalid username or password.")
        if account.role != "write":
            raise Refused(403, "This token has no write permission")
        if account.name != owner:
            raise Refused(403, f'You don\'t have the rights to create a repository under the namespace "{owner}"')


_running: dict[Path, Hub] = {}


def start(folder: Path) -> Hub:
    """Start the loopback Hub of this process (once) and point the Hugging Face libraries to it.

    Args:
        folder: see `Hub`.
    """
    folder = Path(folder).resolve()
    if folder not in _running:
        real = "" if constants.HF_HUB_OFFLINE or _running else constants.ENDPOINT
        cache = Path(constants.HF_HUB_CACHE)
        hub = _running[folder] = Hub(folder, upstream=real, cache=cache).start()
        os.environ |= {
            "HF_ENDPOINT": hub.url,
            "HF_HUB_CACHE": str(_cache_apart(cache, folder)),
            "HF_TOKEN": hub.token(LEARNER),
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            "HF_HUB_OFFLINE": "0",  # loopback needs no network
            "TRANSFORMERS_OFFLINE": "0",
            "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1"])),
        }
        _renew_client()
    return _running[folder]


def _renew_client() -> None:
    """Have `huggingface_hub` read its environment anew: it did so when it was imported, which may be long ago."""
    importlib.reload(constants)
    hf_api.api.endpoint = constants.ENDPOINT  # of `create_repo` and other functions, which are methods of this one object
    if "datasets" in sys.modules:  # keeps an address of its own
        sys.modules["datasets"].config.HF_ENDPOINT = constants.ENDPOINT
    close_session()  # it remembers the proxies


def _refusal(_: Request, refused: Refused) -> JSONResponse:
    return JSONResponse(refused.body, refused.status, refused.headers)


def _cache_apart(known: Path, folder: Path) -> Path:
    """A cache for what comes from the loopback Hub in `folder`, so that the real Hub's, `known`, stays clean.

    It is on this machine's disk: `folder` may be on a Google Drive, which has no links. What is in the real Hub's cache already
    is linked into it: see `cached_repository`.
    """
    cache = artifacts.cache() / "loopback-hub" / artifacts.fingerprint({"folder": str(folder)})
    cache.mkdir(parents=True, exist_ok=True)
    for each in known.glob("*--*--*"):
        _link(known, cache, each.name)
    return cache


def _link(known: Path, cache: Path, name: str) -> None:
    """Let the folder of a repository in `cache` be that in `known`."""
    (known / name).mkdir(parents=True, exist_ok=True)
    link = cache / name
    if not link.exists():
        link.unlink(missing_ok=True)  # a link whose target is gone
        link.symlink_to(known / name, target_is_directory=True)
