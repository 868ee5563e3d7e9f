"""The floor of the stand-ins: it misbehaves exactly as told, over real sockets."""

import pytest
import requests
from faults import Faults
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from standins.loopback import Server


def hello(request):
    return JSONResponse({"hello": "세계", "fault": request.scope["fault"]})


@pytest.fixture
def server():
    app = Starlette(routes=[Route("/hello", hello, methods=["GET", "POST"]), Route("/other", hello)])
    with Server(app, Faults(only="/hello")) as running:
        yield running


def test_it_answers_on_loopback_only_and_stops(server):
    assert server.url.startswith("http://127.0.0.1:")
    assert requests.get(server.url + "/hello").json() == {"hello": "세계", "fault": "ok"}
    server.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(server.url + "/hello", timeout=2)


def test_each_fault_is_what_its_name_says(server):
    server.faults.queue = ["429", "500", "types", "cut", "broken", "house"]
    get = lambda: requests.get(server.url + "/hello")
    first = get()
    assert (first.status_code, float(first.headers["retry-after"])) == (429, server.faults.retry_after)
    assert get().status_code == 500
    assert get().json() == [1, "two", None]
    with pytest.raises(requests.exceptions.RequestException):
        get()
    broken = get()
    assert broken.status_code == 200
    with pytest.raises(ValueError):
        broken.json()
    assert get().json()["fault"] == "house"
    assert get().json()["fault"] == "ok"


def test_a_cut_reaches_a_client_in_the_middle_of_its_upload(server):
    server.faults.queue = ["cut"]
    with pytest.raises(requests.exceptions.RequestException):
        requests.post(server.url + "/hello", data=b"x" * 50_000_000)


def test_only_limits_where_and_rates_limit_how_often(server):
    server.faults.rates = {"500": 1.0}
    assert requests.get(server.url + "/other").status_code == 200
    assert requests.get(server.url + "/hello").status_code == 500
    faults = Faults(rates={"429": 0.1, "500": 0.05})
    for _ in range(10_000):
        faults.draw("GET /")
    assert 850 < faults.seen["429"] < 1150 and 400 < faults.seen["500"] < 600


def test_delay_waits(server):
    server.faults.delay = 0.2
    assert requests.get(server.url + "/hello").elapsed.total_seconds() >= 0.2
