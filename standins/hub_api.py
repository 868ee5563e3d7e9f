"""What the loopback Hub answers: accounts, repositories, commits, and files for download."""

import base64
import json
from pathlib import PurePosixPath
from urllib.parse import parse_qs

import yaml
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from standins.hub_store import LARGE, Refused, large_entry, revision


class Api:
    """The Hub's JSON API and its download addresses.

    Args:
        hub: the server (`hub_server.Hub`), for its store and its permissions.
    """

    def __init__(self, hub):
        self.hub, self.store = hub, hub.store

    def routes(self) -> list[Route]:
        """What the client asks for, and who answers."""
        repo = "/api/{kind}/{user}/{name}"
        return [
            Route("/api/whoami-v2", self.whoami),
            Route("/api/repos/create", self.create, methods=["POST"]),
            Route("/api/validate-yaml", self.validate_card, methods=["POST"]),
            Route(repo, self.info),
            Route(repo + "/revision/{revision:path}", self.info),
            Route(repo + "/tree/{revision}", self.tree),
            Route(repo + "/tree/{revision}/{folder:path}", self.tree),
            Route(repo + "/refs", self.refs),
            Route(repo + "/commits/{revision:path}", self.commits),
            Route(repo + "/branch/{branch:path}", self.branch, methods=["POST"]),
            Route(repo + "/settings", self.settings, methods=["PUT"]),
            Route(repo + "/preupload/{revision:path}", self.preupload, methods=["POST"]),
            Route(repo + "/commit/{revision:path}", self.commit, methods=["POST"]),
            Route(repo + "/paths-info/{revision:path}", self.paths_info, methods=["POST"]),
            Route("/{user}/{name}/resolve/{revision}/{path:path}", self.resolve),
            Route("/{kind}/{user}/{name}/resolve/{revision}/{path:path}", self.resolve),
        ]

    async def whoami(self, request: Request) -> Response:
        """Whose token this is, and whether it may write."""
        account = self.hub.account(request)
        if account is None:
            raise Refused(401, "Invalid username or password.")
        auth = {"type": "access_token", "accessToken": {"displayName": "course", "role": account.role}}
        return JSONResponse({"type": "user", "name": account.name, "orgs": [], "auth": auth})

    async def create(self, request: Request) -> Response:
        """Make a repository; 409 if there is one of that name."""
        wish = await request.json()
        account = self.hub.account(request)
        owner = wish.get("organization") or (account.name if account else "")
        self.hub.may_write(request, owner)
        kind = f"{wish.get('type', 'model')}s"
        private = wish.get("visibility") == "private"
        repo = self.store.create(f"{owner}/{wish['name']}", private, kind)
        return JSONResponse({"url": self.hub.page(repo, request), "name": repo["id"]})

    async def validate_card(self, request: Request) -> Response:
        """Check the YAML head of a model card, as the client asks for before it uploads one."""
        head = (await request.json())["content"].split("---\n", 2)
        if len(head) < 3 or head[0]:
            return JSONResponse({"errors": [], "warnings": [{"message": "empty or missing yaml metadata"}]})
        try:
            valid = isinstance(yaml.safe_load(head[1]), dict)
        except yaml.YAMLError:
            valid = False
        errors = [] if valid else [{"message": "the metadata is no YAML mapping"}]
        return JSONResponse({"errors": errors, "warnings": []}, 200 if valid else 400)

    async def info(self, request: Request) -> Response:
        """A repository at a branch or commit, with the list of its files."""
        repo = self.hub.readable(request)
        sha, commit = revision(repo, request.path_params.get("revision", "main"))
        return JSONResponse(
            {
                "_id": sha[:24],
                "id": repo["id"],
                "modelId": repo["id"],
                "author": repo["id"].split("/")[0],
                "sha": sha,
                "private": repo["private"],
                "gated": False,
                "disabled": False,
                "tags": [],
                "createdAt": repo["created"],
                "lastModified": commit["date"],
                "downloads": 0,
                "likes": 0,
                "siblings": [_sibling(path, entry) for path, entry in sorted(commit["files"].items())],
            }
        )

    async def tree(self, request: Request) -> Response:
        """List a folder: its files and sub-folders, or all files below it with `recursive`."""
        _, commit = revision(self.hub.readable(request), request.path_params["revision"])
        root = PurePosixPath(request.path_params.get("folder", ""))
        recursive = request.query_params.get("recursive", "").lower() in ("true", "1")
        rows = {}
        for path, entry in sorted(commit["files"].items()):
            if not PurePosixPath(path).is_relative_to(root):
                continue
            parts = PurePosixPath(path).relative_to(root).parts
            for depth in range(1, len(parts) if recursive else min(len(parts), 2)):
                folder = str(root.joinpath(*parts[:depth]))
                rows[folder] = {"type": "directory", "path": folder, "oid": "0" * 40, "size": 0}
            if recursive or len(parts) == 1:
                rows[path] = _file(path, entry)
        return JSONResponse(list(rows.values()))

    async def paths_info(self, request: Request) -> Response:
        """The files of a list of names, as far as they are there."""
        _, commit = revision(self.hub.readable(request), request.path_params["revision"])
        wanted = parse_qs((await request.body()).decode())["paths"]
        return JSONResponse([_file(path, commit["files"][path]) for path in wanted if path in commit["files"]])

    async def refs(self, request: Request) -> Response:
        """The branches, each with its newest commit."""
        branches = self.hub.readable(request)["branches"]
        rows = [{"name": name, "ref": f"refs/heads/{name}", "targetCommit": sha} for name, sha in branches.items()]
        return JSONResponse({"branches": rows, "converts": [], "tags": []})

    async def commits(self, request: Request) -> Response:
        """The history of a branch, newest first."""
        repo = self.hub.readable(request)
        sha, _ = revision(repo, request.path_params["revision"])
        rows = []
        while sha:
            commit = repo["commits"][sha]
            author = {"user": repo["id"].split("/")[0]}
            shown = {key: commit[key] for key in ("title", "message", "date")}
            rows.append({"id": sha, "authors": [author], **shown})
            sha = commit["parent"]
        return JSONResponse(rows)

    async def branch(self, request: Request) -> Response:
        """Make a branch that starts at another branch or at a commit."""
        repo = self.hub.writable(request)
        name = request.path_params["branch"]
        wish = json.loads(await request.body() or b"{}")
        if name in repo["branches"]:
            raise Refused(409, f"Reference already exists: refs/heads/{name}")
        repo["branches"][name], _ = revision(repo, wish.get("startingPoint", "main"))
        self.store.save(repo)
        return JSONResponse({"success": True})

    async def settings(self, request: Request) -> Response:
        """Make a repository private or public."""
        repo = self.hub.writable(request)
        wish = await request.json()
        if "visibility" in wish:
            repo["private"] = wish["visibility"] == "private"
            self.store.save(repo)
        return JSONResponse({"private": repo["private"]})

    async def preupload(self, request: Request) -> Response:
        """Tell for each file whether it goes as a plain or as a large file, and what is there under its name."""
        repo = self.hub.writable(request)
        _, commit = revision(repo, request.path_params["revision"])
        rows = []
        for file in (await request.json())["files"]:
            path, sample = file["path"], base64.b64decode(file["sample"])
            large = self.store.is_large(commit["files"], path, file["size"], sample)
            entry = commit["files"].get(path, {})
            oid = entry.get("sha256" if large else "oid")
            rows.append({"path": path, "uploadMode": "lfs" if large else "regular", "shouldIgnore": False, "oid": oid})
        return JSONResponse({"files": rows})

    async def commit(self, request: Request) -> Response:
        """Take a commit: one JSON line with its message, then one for each file added or deleted."""
        operations = [json.loads(line) for line in (await request.body()).splitlines() if line.strip()]
        repo = self.hub.writable(request)
        branch = request.path_params["revision"]
        parent, last = revision(repo, branch)
        if branch not in repo["branches"]:
            raise Refused(400, f"Not a branch: {branch}")
        header = operations[0]["value"]
        if header.get("parentCommit", parent) != parent:
            raise Refused(412, "A commit has happened since. Please refresh and try again.")
        files = dict(last["files"])
        for operation in operations[1:]:
            self._apply(operation["key"], operation["value"], files)
        sha = self.store.commit(repo, branch, header["summary"], files, header.get("description", ""))
        url = f"{self.hub.page(repo, request)}/commit/{sha}"
        return JSONResponse({"success": True, "commitOid": sha, "commitUrl": url, "hookOutput": ""})

    def _apply(self, key: str, value: dict, files: dict) -> None:
        """One line of a commit, applied to the list of files."""
        path = value["path"]
        if path.startswith("/") or {"", ".", "..", ".git"} & set(path.split("/")):
            raise Refused(400, f"Invalid path in the commit: {path!a}")
        if key == "file":
            content = base64.b64decode(value["content"])
            if len(content) > LARGE:
                raise Refused(400, f"{path!a} is larger than 10 MiB: it has to go as a large file")
            files[path] = self.store.add_blob(content)
        elif key == "lfsFile":
            stored = self.store.large(value["oid"])
            if not stored.exists():
                raise Refused(400, "LFS pointer pointed to a file that does not exist")
            files[path] = large_entry(value["oid"], stored.stat().st_size)
        elif key == "deletedFile" and path in files:
            del files[path]
        else:
            raise Refused(400, f"Cannot apply {key!a} to {path!a}")

    async def resolve(self, request: Request) -> Response:
        """Hand out one file; `FileResponse` streams it and knows HEAD and ranges."""
        sha, commit = revision(self.hub.readable(request), request.path_params["revision"])
        entry = commit["files"].get(request.path_params["path"])
        if entry is None:
            raise Refused(404, "Entry not found", "EntryNotFound", commit=sha)
        headers = {"x-repo-commit": sha, "etag": f'"{entry.get("sha256", entry["oid"])}"'}
        return FileResponse(self.store.path(entry), headers=headers)


def _file(path: str, entry: dict) -> dict:
    """A file as `list_repo_tree` wants it."""
    return {"type": "file", "path": path, "oid": entry["oid"], "size": entry["size"]} | _lfs(entry, "oid")


def _sibling(path: str, entry: dict) -> dict:
    """A file as `model_info` wants it."""
    return {"rfilename": path, "size": entry["size"], "blobId": entry["oid"]} | _lfs(entry, "sha256")


def _lfs(entry: dict, checksum: str) -> dict:
    """What is told of a large file besides; its sha256 goes by two names."""
    if "sha256" not in entry:
        return {}
    return {"lfs": {checksum: entry["sha256"], "size": entry["size"], "pointerSize": entry["pointer"]}}
