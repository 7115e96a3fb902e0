"""From a loaded event to Terraform, with the keyboard alone, on the real application."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, SAMPLES, WIDE, Open
from workbench.project import load_project


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["200x60", "80x24"])
async def test_a_trip_booked_becomes_a_purchase_is_sent_saved_and_exported(
    open_workbench: Open, size: tuple[int, int]
) -> None:
    async with open_workbench(SAMPLES / "travel", size=size) as workbench:
        await workbench.press("slash")
        await workbench.type("Trip Booked")
        await workbench.press("enter")
        assert (
            workbench.screen.session.store.summary(workbench.screen.session.event_index or 0).name
            == "Trip Booked"
        )

        await workbench.press("n")
        await workbench.type("track purchase")
        await workbench.press("enter")
        mapping = workbench.screen.session.mapping
        assert mapping is not None
        assert mapping.action == "trackPurchase"
        assert mapping.trigger == 'type = "track" and event = "Trip Booked"'

        await workbench.press("2", "enter")
        rows = workbench.screen.field_list.rows
        await workbench.press(*["down"] * next(at for at, row in enumerate(rows) if row.key == "products"))
        await workbench.press("enter", *["backspace"] * len("$.properties.products"))
        await workbench.type("$.properties.prod")
        await workbench.press("down", "enter", "enter")
        products = workbench.screen.session.mapping
        assert products is not None
        assert products.fields["products"] == {"@path": "$.properties.products"}

        await workbench.press("3")
        shown = "\n".join(row.left for row in workbench.screen.side_by_side.rows)
        assert '"purchases": [' in shown
        assert '"product_id"' in shown
        classic = "\n".join(row.right for row in workbench.screen.side_by_side.rows)
        assert '"name": "Trip Booked"' in classic
        assert workbench.screen.difference_list.differences

        await workbench.press("s", "enter")
        sent = workbench.text_of("#send-lines")
        assert "201" in sent
        await workbench.press("escape", "b")
        sandbox = workbench.screen.jobs.sandbox().store
        profiles = [sandbox.profile(user.key) for user in sandbox.users()]
        assert any(profile and profile.purchases for profile in profiles)
        await workbench.press("escape", "ctrl+s", "enter")
        assert not workbench.screen.session.history.unsaved
        await workbench.press("ctrl+q")
    assert workbench.app.return_code == 0
    saved = Path("workbench.yaml")
    assert load_project(saved).mappings[-1] == products

    async with open_workbench(project=saved, size=size) as again:
        assert again.screen.session.mappings[-1] == products
        assert len(again.screen.session.store) > 0
        await again.press("x")
        await again.press(*["tab"] * 2, "enter")
    terraform = Path("braze.tf").read_text(encoding="utf-8")
    assert 'resource "segment_destination_subscription"' in terraform
    assert json.dumps(products.trigger) in terraform
