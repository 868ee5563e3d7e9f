"""The server of `helpers.serving`, under the name by which lesson 07 imports it."""

from helpers.serving.server import transformers_serve

__all__ = ["transformers_serve"]
