"""What was sent is kept without credentials."""

from __future__ import annotations

from tests.braze.servers import KEY, track
from workbench.braze import Exchange, Response, SendFailure, SendHistory
from workbench.requests import BrazeRequest


def exchange(number: int) -> Exchange:
    return Exchange(
        float(number), "sandbox", track(number), SendFailure("refused"), f"orders.ndjson:{number}"
    )


def test_an_exchange_is_masked_when_it_is_recorded() -> None:
    classic = BrazeRequest("POST", "/users/track", (("Authorization", "Basic abc"),), {"app_group_id": KEY})
    answered = Response(201, "Created", (("set-cookie", "session abcdef"),), {"message": "success"}, 3.0)
    history = SendHistory().record(Exchange(1.0, "live", classic, answered)).record(exchange(2))
    assert KEY not in repr(history)
    assert "abc" not in repr(history)
    assert [kept.environment for kept in history.exchanges] == ["live", "sandbox"]
    assert history.exchanges[1].origin == "orders.ndjson:2"


def test_the_oldest_fall_out_and_the_earlier_value_stays() -> None:
    first = SendHistory(limit=2).record(exchange(1))
    later = first.record(exchange(2)).record(exchange(3))
    assert len(first) == 1
    assert [kept.at for kept in later.exchanges] == [2.0, 3.0]
