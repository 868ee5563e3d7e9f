"""How large files travel to the loopback Hub: the git-LFS batch API with its basic transfer, one PUT a file.

A file is written to disk piece by piece as it arrives, never held in memory, and gets its place only when its sha256 is
the one that was announced. As on the Hub, the upload itself carries no token: its address is the permission.
Source: https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md
"""

import hashlib
import re
import secrets
from collections import Counter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from standins.hub_store import Refused


class LargeFiles:
    """The routes for large files.

    Args:
        hub: the server (`hub_server.Hub`), for its store and its permissions.

    Attributes:
        received: bytes that came in for each sha256, those of broken uploads included.
    """

    def __init__(self, hub):
        self.hub = hub
        self.received: Counter[str] = Counter()
        self._announced: dict[str, tuple[str, int]] = {}  # last part of an upload's address -> sha256, bytes

    def routes(self) -> list[Route]:
        """Where the client asks for an address, and that address."""
        return [
            Route("/{user}/{name}.git/info/lfs/objects/batch", self.batch, methods=["POST"]),
            Route("/{kind}/{user}/{name}.git/info/lfs/objects/batch", self.batch, methods=["POST"]),
            Route("/lfs/{ticket}", self.put, methods=["PUT"]),
        ]

    async def batch(self, request: Request) -> Response:
        """Tell the client which of its files to send, and where to; what is here already needs no action."""
        self.hub.writable(request)
        return JSONResponse({"objects": [self._instruction(item) for item in (await request.json())["objects"]]})

    def _instruction(self, item: dict) -> dict:
        if not re.fullmatch("[0-9a-f]{64}", item["oid"]):
            return item | {"error": {"code": 422, "message": "oid is no sha256"}}
        if self.hub.store.large(item["oid"]).exists():
            return item
        ticket = secrets.token_hex(16)
        self._announced[ticket] = item["oid"], item["size"]
        return item | {"actions": {"upload": {"href": f"{self.hub.url}/lfs/{ticket}"}}}

    async def put(self, request: Request) -> Response:
        """Take one file; a connection that breaks, another length or another content leave nothing behind."""
        oid, size = self._announced.get(request.path_params["ticket"], (None, 0))
        if oid is None:
            raise Refused(403, "Nobody was given this address")
        partial = self.hub.store.partial(oid)
        digest, got = hashlib.sha256(), 0
        try:
            with partial.open("wb") as file:
                async for piece in request.stream():
                    got += len(piece)
                    self.received[oid] += len(piece)
                    if got > size:
                        raise Refused(400, "More bytes than announced")
                    file.write(piece)
                    digest.update(piece)
            if digest.hexdigest() != oid or got != size:
                raise Refused(400, "The content does not have the sha256 that was announced")
            partial.replace(self.hub.store.large(oid))
        finally:
            partial.unlink(missing_ok=True)
        return Response()
