"""What went wrong on the way to the Hub, in one sentence that says what to do next."""

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.artifacts import CourseError

TOKENS_PAGE = "https://huggingface.co/settings/tokens"


def not_yours(repo_id: str) -> str:
    """The sentence for a name in somebody else's namespace."""
    return f"{repo_id} belongs to someone else: set COURSE_HUB_NAME to a name under your own account."


@contextmanager
def explained(repo_id: str) -> Iterator[None]:
    """Turn what the Hub's client raises inside a `with` block into a `CourseError`.

    The client's own message is left out: it may hold signed addresses.

    Args:
        repo_id: the repository in question, for the sentence.
    """
    from huggingface_hub.errors import HfHubHTTPError

    try:
        yield
    except CourseError:
        raise
    except Exception as error:
        reasons = list(_chain(error))
        answers = [reason for reason in reasons if isinstance(reason, HfHubHTTPError)]
        if answers:
            raise CourseError(_answer(answers[0].response, repo_id)) from None
        if any(_is_network(reason) for reason in reasons):
            raise CourseError(
                "The connection to the Hub failed: check the network and run the cell again; "
                "large files that arrived in full are not sent again."
            ) from None
        raise


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_network(error: BaseException) -> bool:
    # huggingface_hub 2 is built on httpx2, earlier ones on httpx: both call the family TransportError.
    transport = any(kind.__name__ == "TransportError" for kind in type(error).__mro__)
    return transport or isinstance(error, ConnectionError | TimeoutError)


def _answer(response, repo_id: str) -> str:
    """What an HTTP error of the Hub means for the learner."""
    status = response.status_code
    said = (response.headers.get("x-error-message") or "no reason given").splitlines()[0]
    if status == 401:
        return f"The Hub does not take the token, it is wrong or has expired: make one at {TOKENS_PAGE} and set HF_TOKEN."
    if status == 403:
        return (
            f"No right to write to {repo_id}: set COURSE_HUB_NAME to a name under your own account, "
            "or HF_TOKEN to a token with write permission."
        )
    if status == 404:
        return f"{repo_id} does not exist, or this token may not see it: run notebooks/04_hub_upload.ipynb first."
    if status in (409, 412):
        return f"Someone else is changing {repo_id} at this moment: run the cell again."
    if status == 429 or status >= 500:
        return f"The Hub is busy or in trouble (HTTP {status}): run the cell again in a few minutes, nothing is lost."
    return f"The Hub refused it (HTTP {status}: {said}): mend that and run the cell again."
