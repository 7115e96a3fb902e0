"""Which cluster the settings of Classic mean."""

from __future__ import annotations

import pytest

from workbench.actions import DEFAULT_ENDPOINT
from workbench.classic import ClassicSettings
from workbench.migration.hosts import normalised_endpoint, rest_cluster, sdk_host

REGIONS = {
    "us": "https://rest.iad-01.braze.com",
    **{f"us0{number}": f"https://rest.iad-0{number}.braze.com" for number in range(1, 9)},
    "eu": "https://rest.fra-01.braze.eu",
    "eu01": "https://rest.fra-01.braze.eu",
    "eu02": "https://rest.fra-02.braze.eu",
}


@pytest.mark.parametrize(("region", "url"), REGIONS.items())
def test_each_region_has_its_rest_endpoint_and_its_sdk_host(region: str, url: str) -> None:
    classic = ClassicSettings(datacenter=region)
    cluster = rest_cluster(classic)
    assert (cluster.url, cluster.origin) == (url, "datacenter")
    assert cluster.certain == (region in {"us", "us02", "us03", "eu"})
    assert sdk_host(classic) == url.replace("https://rest.", "sdk.")


def test_the_choice_wins_over_everything() -> None:
    classic = ClassicSettings(datacenter="eu", rest_custom_endpoint="https://rest.iad-02.braze.com")
    assert rest_cluster(classic, "https://rest.au-01.braze.com").url == "https://rest.au-01.braze.com"
    assert rest_cluster(classic).url == "https://rest.iad-02.braze.com"


def test_the_present_endpoint_stays_when_nothing_names_one() -> None:
    assert rest_cluster(ClassicSettings()) == (DEFAULT_ENDPOINT, "", False)
    kept = rest_cluster(ClassicSettings(), present="https://rest.jp-01.braze.com")
    assert kept.url == "https://rest.jp-01.braze.com"


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("", ""),
        ("  ", ""),
        ("rest.iad-01.braze.com", "https://rest.iad-01.braze.com"),
        ("HTTP://REST.iad-01.braze.com///", "https://rest.iad-01.braze.com"),
    ],
)
def test_an_endpoint_is_written_in_one_way(text: str, endpoint: str) -> None:
    assert normalised_endpoint(text) == endpoint


def test_a_rest_host_is_no_sdk_host() -> None:
    assert sdk_host(ClassicSettings(custom_endpoint="rest.iad-01.braze.com", datacenter="us")) == ""
