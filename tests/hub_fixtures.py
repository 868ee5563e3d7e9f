"""A loopback Hub for the tests, the real client pointed to it, and a small adapter to publish."""

import pytest
import torch
from faults import Faults, cut
from huggingface_hub import HfApi, ModelCard, ModelCardData, constants
from safetensors.torch import save_file

from helpers import artifacts
from hub import publishing
from standins.hub_server import Hub


class CutHalfway:
    """ASGI middleware: the fault "cut halfway" ends a connection in the middle of an upload, or else of the answer."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope.get("fault") != "cut halfway":
            return await self.app(scope, receive, send)
        left = int(dict(scope["headers"]).get(b"content-length", 0)) // 2
        uploads = left > 0

        async def first_half():
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if uploads and left <= 0:
                raise ConnectionAbortedError("cut on request")
            return message

        async def until_half(message):
            nonlocal left
            if message["type"] == "http.response.start":
                left = int(dict(message["headers"])[b"content-length"]) // 2
            else:
                message["body"] = message["body"][:left]
                left -= len(message["body"])
            await send(message)
            if left <= 0:
                raise ConnectionAbortedError("cut on request")

        try:
            await self.app(scope, first_half, send if uploads else until_half)
        except ConnectionAbortedError:
            if uploads:
                return await cut(receive, send)
            raise


def hub_that_cuts(folder, faults=None) -> Hub:
    """A stand-in, not started yet, that knows the fault "cut halfway"."""
    hub = Hub(folder, faults or Faults())
    hub.app.add_middleware(CutHalfway)
    return hub


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A running stand-in with an empty store; the client's cache is empty and it does not use Xet."""
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "artifacts"))
    monkeypatch.delenv("COURSE_HUB_NAME", raising=False)
    with hub_that_cuts(tmp_path / "store") as server:
        yield server


@pytest.fixture
def api(hub):
    """The real client, signed in as `learner`."""
    return client(hub, hub.token("learner"))


@pytest.fixture
def adapter(tmp_path):
    """A folder like the one that lesson 03 leaves, with 20 MB of weights."""
    folder = tmp_path / "adapter"
    folder.mkdir()
    save_file({"weight": torch.randn(5_000_000)}, folder / "adapter_model.safetensors")
    artifacts.write_json(folder / "adapter_config.json", {"base_model_name_or_path": "/home/kim/base", "r": 8})
    artifacts.write_json(folder / "training.json", {"settings": {"base": "/home/kim/base"}})
    artifacts.write_text(folder / "chat_template.jinja", "{{ messages }}")
    (folder / "optimizer.pt").write_bytes(b"a pickle")
    return folder


def client(hub, token) -> HfApi:
    return HfApi(endpoint=hub.url, token=token)


def card(text: str = "hello") -> ModelCard:
    metadata = ModelCardData(base_model="someone/base", license="mit", tags=[publishing.TAG])
    return ModelCard(f"---\n{metadata.to_yaml()}\n---\n{text}\n")
