"""What has no room says so, wherever values of events are shown."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Open, event_file, track

MEDIUM = (120, 36)


async def test_a_long_value_below_the_edited_field_ends_with_an_ellipsis(
    open_workbench: Open, folder: Path
) -> None:
    words = " ".join(f"word{number}" for number in range(100))
    async with open_workbench(
        event_file(folder / "events.ndjson", track("Trip", note=words)), size=MEDIUM
    ) as workbench:
        await workbench.press("2")
        await workbench.field("properties")
        await workbench.press("enter")
        shown = workbench.text_of("#field-verdict").split("\n")
        assert len(shown) == 3
        assert '{"note":"word0 word1' in shown[0]
        assert shown[-1].endswith("…")

        await workbench.resize(200, 60)
        assert workbench.text_of("#field-verdict").rstrip("\n").endswith("…")


async def test_a_value_that_fits_below_the_field_is_shown_to_its_end(
    open_workbench: Open, folder: Path
) -> None:
    async with open_workbench(
        event_file(folder / "events.ndjson", track("Trip", note="short")), size=MEDIUM
    ) as workbench:
        await workbench.press("2")
        await workbench.field("properties")
        await workbench.press("enter")
        assert workbench.text_of("#field-verdict").rstrip("\n").endswith('{"note":"short"}')
