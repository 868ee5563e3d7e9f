"""What went wrong on the way to the Hub, in one sentence that says what to do next."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from huggingface_hub.errors import HfHubHTTPError, HFValidationError

from helpers.artifacts import CourseError

TOKENS_PAGE = "https://huggingface.co/settings/tokens"
STORAGE_PAGE = "https://huggingface.co/settings/billing"


def not_yours(repo_id: str) -> str:
    """The sentence for a name in somebody else's namespace."""
    return f"{repo_id} belongs to someone else: set COURSE_HUB_NAME to a name under your own account."


@contextmanager
def explained(repo_id: str, variable: str = "COURSE_HUB_NAME") -> Iterator[None]:
    """Turn what the Hub's client raises inside a `with` block into a `CourseError`.

    Of the client's own message only the Hub's reason is kept: the rest may hold signed addresses.

    Args:
        repo_id: the repository in question, for the sentence.
        variable: the setting that may have named it.

    Raises:
        CourseError: the Hub, its client or the network refused; any other error passes through.
    """
    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        sentence = next(filter(None, (_sentence(reason, repo_id, variable) for reason in _chain(error))), None)
        if sentence is None:
            raise
        raise CourseError(sentence) from None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _sentence(error: BaseException, repo_id: str, variable: str) -> str | None:
    """What one error means for the learner; `None` if it is not the Hub's."""
    # huggingface_hub 2 is built on httpx2, earlier ones on httpx: both use the same names.
    family = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(error, HFValidationError):
        return (
            f"{repo_id!r} cannot be the name of a repository: set {variable} to user/name, of Latin letters, digits, "
            "'-', '_' and '.', without an address in front."
        )
    if isinstance(error, HfHubHTTPError):
        return _refusal(error, repo_id, variable)
    if family & {"UnsupportedProtocol", "InvalidURL"}:
        return f"HF_ENDPOINT={os.environ.get('HF_ENDPOINT')} is no address of a Hub: unset it, or begin it with https://."
    if family & {"UnicodeEncodeError", "LocalProtocolError"}:
        return f"HF_TOKEN holds characters that no token has: copy it once more from {TOKENS_PAGE}."
    if "TransportError" in family or isinstance(error, ConnectionError | TimeoutError):
        return (
            "The connection to the Hub failed: check the network and run the cell again; "
            "large files that arrived in full are not sent again."
        )
    return None


def _refusal(error: HfHubHTTPError, repo_id: str, variable: str) -> str:
    """What an HTTP error of the Hub means for the learner."""
    status, reason = error.response.status_code, _reason(error)
    if status == 401:
        return f"The Hub does not take the token, it is wrong or has expired: make one at {TOKENS_PAGE} and set HF_TOKEN."
    if status == 403 and "storage" in reason.lower():
        return (
            f'The Hub has no room for {repo_id}; it says: "{reason}". Delete what you no longer need '
            f"({STORAGE_PAGE} shows how much is used), or publish with private=False; then run the cell again."
        )
    if status == 403:
        return (
            f'No right to {repo_id}; the Hub says: "{reason}". Set {variable} to a name under your own account, '
            "or HF_TOKEN to a token with the permission."
        )
    if status == 404:
        return f"{repo_id} does not exist on the Hub, or this token may not see it: check the name in {variable}."
    if status in (409, 412):
        return f"Someone else is changing {repo_id} at this moment: run the cell again."
    if status == 429 or status >= 500:
        return f"The Hub is busy or in trouble (HTTP {status}): run the cell again in a few minutes, nothing is lost."
    return f"The Hub refused it (HTTP {status}: {reason}): mend that and run the cell again."


def _reason(error: HfHubHTTPError) -> str:
    """The first line of the Hub's own words, without addresses: a signed one is as good as a token."""
    words = re.sub(r"https?://\S+", "", error.server_message or "").strip()
    return words.splitlines()[0].rstrip(". ")[:200] if words else "no reason given"
