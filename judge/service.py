"""One question to the judge: the reply's form settled once, its faults told apart, its cost booked."""

import json
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

import openai

from helpers.artifacts import CourseError
from judge.bill import Bill
from judge.prompt import FORMS
from judge.verdict import parse_verdict

REFUSALS = {
    401: "does not accept the key: set OPENAI_API_KEY to a valid one",
    403: "does not allow this key to use the model: ask for access or choose another model",
    404: "knows neither this model nor this address: check the model's name and OPENAI_BASE_URL",
}


class Stop(CourseError):
    """No further call can succeed; what has been judged so far is kept."""


class Failed(Exception):
    """This one item got no reply."""


class Unavailable(Failed):
    """The server gave no answer, whatever the item was."""


@dataclass
class Service:
    """A judge behind an OpenAI client.

    Args:
        client: an `openai.OpenAI`, whose `max_retries` and `timeout` rule 429, 5xx and lost connections.
        model: its name for the server.
        bill: where calls are booked.
        attempts: how often one item is asked when replies come back but cannot be read.
        options: passed on to `chat.completions.create`, for example `temperature=0`.
    """

    client: openai.OpenAI
    model: str
    bill: Bill
    attempts: int
    options: dict

    def __post_init__(self):
        self._forms = list(FORMS)  # the first is in use; a refusal drops it, until one has been taken
        self._settled = False
        self._lock = threading.Lock()

    def ask(self, message: str) -> dict | None:
        """The judge's reply to one message, or None when the budget does not allow the call.

        Returns:
            `reply` (the text as it came, readable or not), `finish_reason` and both token counts.

        Raises:
            Stop: 401, 403, 404, an account without credit or a request that the server never takes.
            Failed: no reply to this item, after all retries.
        """
        found = None
        for attempt in range(self.attempts):
            if not self.bill.may_call():
                return None
            try:
                found = self._call(message, again=attempt > 0)
            except ValueError:  # an answer that is not the JSON that the protocol promises
                continue
            if parse_verdict(found["reply"]).answer is not None:
                return found
        if found is None:
            raise Failed("the server's answers could not be read")
        return found

    def _call(self, message: str, again: bool) -> dict:
        """One call and its entry in the bill; ValueError where the answer is not a chat completion."""
        used, retries = {"input_tokens": 0, "output_tokens": 0}, int(again)
        try:
            raw = self._create(message)
            retries += raw.retries_taken
            reply = _read(raw)
            used = {name: reply[name] for name in used}
            return reply
        except openai.APIStatusError as error:
            fault = self._told_apart(error)
            retries += self.client.max_retries * isinstance(fault, Unavailable)  # the client has used them all up
            raise fault from None
        except openai.APIConnectionError as error:
            retries += self.client.max_retries
            kind = "in time" if isinstance(error, openai.APITimeoutError) else "at all"
            raise Unavailable(f"{self.where} did not answer {kind}") from None
        finally:
            self.bill.called(**used, retries=retries)

    def _create(self, message: str):
        """The raw answer, in the tightest form that the server takes; a refused request costs nothing."""
        while True:
            form = self._forms[0]
            shape = {} if form is None else {"response_format": form}
            try:
                raw = self.client.chat.completions.with_raw_response.create(
                    model=self.model, messages=[{"role": "user", "content": message}], **shape, **self.options
                )
                self._settled = True
                return raw
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                with self._lock:
                    if self._settled or len(self._forms) == 1:
                        raise
                    if self._forms[0] is form:
                        self._forms.pop(0)

    def _told_apart(self, error: openai.APIStatusError) -> Exception:
        if error.status_code in REFUSALS:
            return Stop(f"{self.where} ({error.status_code}) {REFUSALS[error.status_code]}.")
        if error.code == "insufficient_quota":
            return Stop(f"The account at {self.where} has no credit left: add some and run this cell again.")
        said = self._without_key(error.message)
        if error.status_code == 429 or error.status_code >= 500:
            return Unavailable(f"{self.where} answered {error.status_code}: {said}")
        if not self._settled:  # not even the first and shortest request is taken
            return Stop(f"{self.where} refuses the request: {said}.")
        return Failed(f"{self.where} answered {error.status_code}: {said}")

    @property
    def where(self) -> str:
        """The server's host name, with no user, password or path."""
        return urlsplit(str(self.client.base_url)).hostname or "the judge"

    def _without_key(self, text: str) -> str:
        return text.replace(self.client.api_key or "\0", "[key]")[:200]


def _read(raw) -> dict:
    """The parts of a chat completion that are kept; ValueError where it is not one."""
    try:
        body = json.loads(raw.text)
        choice = body["choices"][0]
        reply = choice["message"]["content"] or ""
        usage = body.get("usage") or {}
        counts = {"input_tokens": usage.get("prompt_tokens"), "output_tokens": usage.get("completion_tokens")}
        counts = {name: count if isinstance(count, int) else 0 for name, count in counts.items()}
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("not a chat completion") from error
    if not isinstance(reply, str):
        raise ValueError("the message is not text")
    return {"reply": reply, "finish_reason": choice.get("finish_reason"), **counts}
