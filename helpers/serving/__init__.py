"""A model behind OpenAI's protocol on this machine, and many questions put to it at once."""

from helpers.serving.client import answer_all
from helpers.serving.server import transformers_serve

__all__ = ["answer_all", "transformers_serve"]
