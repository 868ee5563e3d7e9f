"""One question to the judge: a request that the server takes, its faults told apart, its cost booked."""

import json
import re
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import openai

from helpers.artifacts import CourseError
from helpers.serving import Failed, Unavailable
from judge.bill import Bill
from judge.prompt import FORMS
from judge.verdict import parse_verdict

REFUSALS = {
    401: "does not accept the key: set OPENAI_API_KEY to a valid one",
    402: "wants to be paid first: add credit to the account and run this cell again",
    403: "does not allow this key to use the model: ask for access or choose another model",
    404: "knows neither this model nor this address: check the model's name and OPENAI_BASE_URL",
}
CODES = {"invalid_api_key": 401, "insufficient_quota": 402, "model_not_found": 404}  # sent with a status that says less
FILTER = re.compile(r"content.?(filter|policy|management)|moderation|data_inspection|ResponsibleAI", re.IGNORECASE)
LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}  # the old name and the new one
FINAL = ("length", "refusal", "content_filter")  # at temperature 0 these come again when asked again
NEVER_TAKEN = 3  # so many messages refused before any was taken: it is the request, not the messages
FORM = "response_format"


class Stop(CourseError):
    """No further call can succeed; what has been judged so far is kept."""


class Garbled(Exception):
    """The server sent something, but no chat completion."""


class Busy(Unavailable):
    """Unavailable, but told inside of an answer with status 200, so that the client has not tried again."""


@dataclass
class Service:
    """A judge behind an OpenAI client.

    Args:
        client: an `openai.OpenAI`, whose `max_retries` and `timeout` rule 429, 5xx and lost connections.
        model: its name for the server.
        bill: where calls are booked.
        attempts: how often one item is asked when replies come back but cannot be read.
        options: passed on to `chat.completions.create`, for example `temperature=0`.

    Raises:
        CourseError: the client's key cannot be sent.
    """

    client: openai.OpenAI
    model: str
    bill: Bill
    attempts: int
    options: dict

    def __post_init__(self):
        self.client = _with_clean_key(self.client)
        self._request = {**self.options, FORM: FORMS[0]}  # what is asked for beside model and message
        self._taken, self._refused = False, 0
        self._lock = threading.Lock()

    def ask(self, message: str) -> dict | None:
        """The judge's reply to one message, or None when the budget does not allow the call.

        Returns:
            `reply` (the text as it came, readable or not), `finish_reason` and both token counts.

        Raises:
            Stop: 401, 402, 403, 404, an account without credit or a request that the server never takes.
            Failed: no reply to this item, after all retries.
        """
        found, fault = None, Garbled("sent no chat completion")
        for attempt in range(self.attempts):
            if not self.bill.may_call():
                return None
            try:
                found = self._call(message, again=attempt > 0)
            except (Garbled, Busy) as error:
                fault = error
                time.sleep(0.2 * 2**attempt)
                continue
            if parse_verdict(found["reply"]).answer is not None or self._would_come_again(found):
                return found
        if found is None:
            raise fault if isinstance(fault, Failed) else Failed(f"{self.where} {fault}")
        return found

    def _would_come_again(self, reply: dict) -> bool:
        return self.options.get("temperature") == 0 and reply["finish_reason"] in FINAL

    def _call(self, message: str, again: bool) -> dict:
        """One call and its entry in the bill."""
        used, retries = {"input_tokens": 0, "output_tokens": 0}, int(again)
        try:
            raw, request = self._create(message)
            retries += raw.retries_taken
            body = _body(raw.text)
            if error := _error_inside(body):
                fault = self._told_apart(*error)
                raise Busy(str(fault)) if isinstance(fault, Unavailable) else fault
            reply = read(body)
            self._remember(request)
            used = {name: reply[name] for name in used}
            return reply
        except openai.APIStatusError as error:
            fault = self._told_apart(error.status_code, error.code, error.message)
            retries += self.client.max_retries * isinstance(fault, Unavailable)  # the client has used them all up
            raise fault from None
        except openai.APIConnectionError as error:
            retries += self.client.max_retries
            kind = "in time" if isinstance(error, openai.APITimeoutError) else "at all"
            raise Unavailable(f"{self.where} did not answer {kind}") from None
        finally:
            self.bill.called(**used, retries=retries)

    def _create(self, message: str):
        """The raw answer to the fullest request that the server takes, and that request; a refused one costs nothing."""
        messages = [{"role": "user", "content": message}]
        create, tried = self.client.chat.completions.with_raw_response.create, [self._request]
        while True:
            shape = {name: value for name, value in tried[-1].items() if value is not None}
            try:
                return create(model=self.model, messages=messages, **shape), tried[-1]
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if FILTER.search(f"{error.code} {error.message}"):
                    raise
                known = self._request  # another thread may have found out meanwhile
                request = known if known not in tried else looser(tried, error, self._taken)
                if request is None:
                    raise
                tried.append(request)

    def _remember(self, request: dict) -> None:
        """The first request that was taken is the one that is sent from now on."""
        with self._lock:
            if not self._taken:
                self._taken, self._request = True, request
                self.bill.left_out = [name for name in self.options if not {name, LIMITS.get(name)} & request.keys()]

    def _told_apart(self, status: int, code: str | None, message: str) -> Exception:
        """What an error means: the end of the run, of this pair, or of the server's patience."""
        said = self._without_key(message.removeprefix(f"Error code: {status} - "))
        status = CODES.get(str(code), status)
        if FILTER.search(f"{code} {message}"):
            return Failed(f"{self.where} has a content filter that refuses this pair: {said}")
        if status in REFUSALS:
            return Stop(f"{self.where} ({status}) {REFUSALS[status]}.")
        if status == 429 or status >= 500:
            return Unavailable(f"{self.where} answered {status}: {said}")
        with self._lock:
            self._refused += not self._taken
        if self._refused >= NEVER_TAKEN:
            return Stop(f"{self.where} refuses the request: {said}.")
        return Failed(f"{self.where} answered {status}: {said}")

    @property
    def where(self) -> str:
        """The server's host name, with no user, password or path."""
        return urlsplit(str(self.client.base_url)).hostname or "the judge"

    def _without_key(self, text: str) -> str:
        return text.replace(self.client.api_key or "\0", "[key]")[:200]


def looser(tried: list[dict], error: openai.APIStatusError, taken: bool) -> dict | None:
    """The next request to try after the last of `tried` was refused; None if nothing is left to leave out.

    Args:
        tried: requests sent for this message, each an option's name -> value; the last one was refused.
        error: the refusal, which often names what it minds.
        taken: whether the server has taken a request of this form before; then only what it names is left out.
    """
    request, words = tried[-1], set(re.findall(r"\w+", error.message))
    named = {error.param} if str(error.param) in request else words
    form = FORMS.index(request[FORM])
    blamed = not taken or named & {FORM, "json_schema", "json_object"}
    options = [name for name in request if name in named and name != FORM]
    if options and FORM not in named:
        return _without(request, options[0], tried)
    return {**request, FORM: FORMS[form + 1]} if blamed and form + 1 < len(FORMS) else None


def _without(request: dict, name: str, tried: list[dict]) -> dict:
    """The request with one option less, or with the option's other name where it has one that was not tried yet."""
    rest = {other: value for other, value in request.items() if other != name}
    other = LIMITS.get(name)
    return {**rest, other: request[name]} if other and not any(other in each for each in tried) else rest


def _with_clean_key(client: openai.OpenAI) -> openai.OpenAI:
    """The client, its key without the blanks and line ends that came with copying it."""
    key = client.api_key.strip()
    if not (key.isascii() and key.isprintable()):
        raise CourseError("OPENAI_API_KEY holds characters that no key has: copy it again, on one line.")
    return client if key == client.api_key else client.with_options(api_key=key)


def _body(text: str) -> dict:
    try:
        body = json.loads(text)
    except ValueError:
        raise Garbled("sent no JSON") from None
    if not isinstance(body, dict):
        raise Garbled("sent no chat completion")
    return body


def _error_inside(body: dict) -> tuple[int, str | None, str] | None:
    """Status, code and message of an error that came with HTTP 200, as some gateways send it; None without one."""
    choices = body.get("choices")
    parts = [body, *(choices if isinstance(choices, list) else [])]
    error = next((part["error"] for part in parts if isinstance(part, dict) and part.get("error")), None)
    if error is None:
        return None
    error = error if isinstance(error, dict) else {"message": error}
    code = error.get("code")
    status = int(code) if str(code).isdecimal() else 429 if "rate_limit" in str(code) else 400
    return status, str(code), f"(with status 200) {error.get('message')}"


def read(body: dict) -> dict:
    """What is kept of a chat completion; a refusal is kept as the reply, with "refusal" as its `finish_reason`.

    Raises:
        Garbled: it is not a chat completion.
    """
    try:
        choice = body["choices"][0]
        message, usage = choice["message"], body.get("usage") or {}
        reply, reason = _text(message.get("content")), choice.get("finish_reason")
        if not reply and message.get("refusal"):
            reply, reason = str(message["refusal"]), "refusal"
        counts = {"input_tokens": usage.get("prompt_tokens"), "output_tokens": usage.get("completion_tokens")}
    except (TypeError, KeyError, IndexError, AttributeError):
        raise Garbled("sent no chat completion") from None
    counts = {name: count if isinstance(count, int) else 0 for name, count in counts.items()}
    return {"reply": reply, "finish_reason": reason, **counts}


def _text(content) -> str:
    """A message's text, whether it came as one piece or as a list of parts; a model's thoughts are left out."""
    if isinstance(content, list):
        return "".join(part if isinstance(part, str) else part.get("text") or "" for part in content)
    if not isinstance(content, str | None):
        raise TypeError("the message is not text")
    return content or ""
