"""How large files travel to the loopback Hub: the git-LFS batch API with its basic and multipart transfers.

A file is written to disk piece by piece as it arrives, never held in memory, and gets its place only when its
sha256 is the one that was announced. As on the Hub, the upload itself carries no token but a signed address.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from standins.hub_store import Refused
from standins.loopback import cut

PART = 8 * 2**20  # bytes of one part of a multipart upload


class LargeFiles:
    """The routes for large files.

    Args:
        hub: the server, for its store and its permissions.
    """

    def __init__(self, hub):
        self.hub = hub
        self.received: Counter[str] = Counter()  # bytes that came in for each sha256, aborted ones included
        self._key = secrets.token_bytes(32)
        self._parts: dict[str, dict[int, str]] = {}

    def routes(self) -> list[Route]:
        lfs = "/{user}/{name}.git/info/lfs"
        return [
            Route(lfs + "/objects/batch", self.batch, methods=["POST"]),
            Route(lfs + "/verify", self.verify, methods=["POST"]),
            Route("/lfs/{oid}/{size:int}/whole", self.put_whole, methods=["PUT"]),
            Route("/lfs/{oid}/{size:int}/{part:int}", self.put_part, methods=["PUT"]),
            Route("/lfs/{oid}/{size:int}/complete", self.complete, methods=["POST"]),
        ]

    async def batch(self, request: Request) -> Response:
        """Tell the client which of its files to send, and where to; what is here already needs no action."""
        repo = self.hub.writable(request)
        objects = (await request.json())["objects"]
        verify = {"href": f"{self.hub.url}/{repo['id']}.git/info/lfs/verify"}
        return JSONResponse({"objects": [self._instruction(item, verify) for item in objects]})

    def _instruction(self, item: dict, verify: dict) -> dict:
        oid, size = item["oid"], item["size"]
        if len(oid) != 64 or set(oid) - set("0123456789abcdef"):
            return item | {"error": {"code": 422, "message": "oid is no sha256"}}
        if self.hub.store.large(oid).exists():
            return item
        if size <= PART:
            upload = {"href": self._address(oid, size, "whole")}
        else:
            self._parts[oid] = {}
            numbers = range(1, -(-size // PART) + 1)
            parts = {f"{number:05}": self._address(oid, size, number) for number in numbers}
            upload = {"href": self._address(oid, size, "complete"), "header": {"chunk_size": str(PART), **parts}}
        return item | {"actions": {"upload": upload, "verify": verify}}

    async def put_whole(self, request: Request) -> Response:
        """Take a file of one piece."""
        oid, size = self._checked(request, "whole")
        target = self._partial(oid, secrets.token_hex(4))
        try:
            await self._receive(request, target, 0, size)
            await self._finish(target, oid, size)
        except _Cut as answer:
            return answer
        finally:
            target.unlink(missing_ok=True)
        return Response()

    async def put_part(self, request: Request) -> Response:
        """Take one part and write it to its place in the file."""
        number = request.path_params["part"]
        oid, size = self._checked(request, number)
        start = (number - 1) * PART
        try:
            etag = await self._receive(request, self._partial(oid), start, min(PART, size - start))
        except _Cut as answer:
            return answer
        self._parts.setdefault(oid, {})[number] = etag
        return Response(headers={"etag": f'"{etag}"'})

    async def complete(self, request: Request) -> Response:
        """Check that all parts are here and make them one file."""
        oid, size = self._checked(request, "complete")
        told = {part["partNumber"]: part["etag"].strip('"') for part in (await request.json())["parts"]}
        if told != self._parts.get(oid):
            raise Refused(400, "The list of parts does not match the parts that arrived")
        await self._finish(self._partial(oid), oid, size)
        del self._parts[oid]
        return Response()

    async def verify(self, request: Request) -> Response:
        """Confirm that a file has arrived in full."""
        self.hub.writable(request)
        item = await request.json()
        file = self.hub.store.large(item["oid"])
        if not file.exists() or file.stat().st_size != item["size"]:
            raise Refused(404, "The file did not arrive")
        return Response()

    async def _receive(self, request: Request, target: Path, start: int, expected: int) -> str:
        """Write a request's body into `target` from byte `start` on; return its sha256."""
        digest, got = hashlib.sha256(), 0
        target.touch()
        with target.open("r+b") as file:
            file.seek(start)
            async for piece in request.stream():
                got += len(piece)
                self.received[request.path_params["oid"]] += len(piece)
                if got > expected:
                    raise Refused(400, "More bytes than announced")
                file.write(piece)
                digest.update(piece)
                if request.scope.get("fault") == "cut halfway" and got >= expected / 2:
                    raise _Cut()
        if got != expected:
            raise Refused(400, "Fewer bytes than announced")
        return digest.hexdigest()

    async def _finish(self, partial: Path, oid: str, size: int) -> None:
        """Give a complete upload its place, if its content is what it claims to be."""
        with partial.open("rb") as file:
            found = (await run_in_threadpool(hashlib.file_digest, file, "sha256")).hexdigest()
        if found != oid or partial.stat().st_size != size:
            partial.unlink()
            raise Refused(400, "The content does not have the sha256 that was announced")
        partial.replace(self.hub.store.large(oid))

    def _partial(self, oid: str, suffix: str = "parts") -> Path:
        return self.hub.store.folder / "partial" / f"{oid}.{suffix}"

    def _address(self, oid: str, size: int, what: str | int) -> str:
        path = f"/lfs/{oid}/{size}/{what}"
        return f"{self.hub.url}{path}?signature={self._signature(path)}"

    def _signature(self, path: str) -> str:
        return hmac.new(self._key, path.encode(), "sha256").hexdigest()

    def _checked(self, request: Request, what: str | int) -> tuple[str, int]:
        """The sha256 and size in the address, if this server signed it."""
        oid, size = request.path_params["oid"], request.path_params["size"]
        signature = request.query_params.get("signature", "")
        if not hmac.compare_digest(signature, self._signature(f"/lfs/{oid}/{size}/{what}")):
            raise Refused(403, "The signature of the address is wrong")
        return oid, size


class _Cut(Exception, Response):
    """Ends a connection in the middle of an upload: raised on the way in, returned as the answer."""

    async def __call__(self, scope, receive, send):
        await cut(receive, send)
