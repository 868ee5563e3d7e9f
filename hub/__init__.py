"""Publishing a model on the Hugging Face Hub: lesson 04's plumbing.

`publishing` sends and reads back, `model_card` fills the model card, `model_files` chooses what goes out, `space` puts
the page of `demo` beside the model, and `errors` says what went wrong.
"""

from hub.publishing import TAG, Published, adapter, claim, connect, full_name, loopback, publish, read_back, remember

__all__ = [
    "TAG",
    "Published",
    "adapter",
    "claim",
    "connect",
    "full_name",
    "loopback",
    "publish",
    "read_back",
    "remember",
]
