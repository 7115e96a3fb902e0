"""Fields on the screen: paths, values, templates, raw JSON, parts of fields, and what each draft does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, WIDE, Driver, Open, event_file, project_file, track
from workbench.actions import ACTIONS, SYNC_MODE_KEY
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Mapping
from workbench.project import Project
from workbench.requests import BrazeRequest

ORDER = track(
    "Order Completed",
    city="Lisbon",
    total=42.5,
    items=[{"sku": "A-1", "price": 10, "quantity": 2, "currency": "EUR"}, {"sku": "B-2", "price": 5}],
)


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(folder / "events.ndjson", ORDER, track("Other", city="Porto"))


@pytest.fixture
def project(folder: Path) -> Path:
    mappings = (
        Mapping("Event", "trackEvent", 'type = "track"', True, ACTIONS["trackEvent"].default_fields()),
        Mapping(
            "Purchase", "trackPurchase", 'type = "track"', False, ACTIONS["trackPurchase"].default_fields()
        ),
        Mapping(
            "Profile",
            "updateUserProfile",
            'type = "track"',
            False,
            ACTIONS["updateUserProfile"].default_fields(),
        ),
    )
    return project_file(folder / "workbench.yaml", Project(mappings=mappings))


def directive(workbench: Driver, key: str) -> Json:
    mapping = workbench.session.mapping
    return mapping.fields.get(key, UNDEFINED) if mapping is not None else UNDEFINED


def body(request: BrazeRequest) -> dict[str, Json]:
    assert isinstance(request.body, dict)
    return request.body


async def clear(workbench: Driver) -> None:
    """Empty the text of the field that is edited."""
    await workbench.press("end", "ctrl+u")


async def test_rows_show_source_value_and_what_is_wrong(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        keys = [row.key for row in workbench.screen.field_list.rows]
        rows = dict(zip(keys, workbench.rows_of("#fields"), strict=True))
        assert "Event Name*" in rows["name"]
        assert "$.event" in rows["name"]
        assert '"Order Completed"' in rows["name"]
        assert "not mapped" in rows["user_alias"]
        assert workbench.title_of("#fields") == "Fields · Track Event"
        await workbench.field("name")
        await workbench.press("d")
        assert workbench.rows_of("#fields")[workbench.screen.field_list.cursor].startswith("!")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_path_is_completed_from_the_loaded_events(
    open_workbench: Open, events: Path, project: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project, size=size) as workbench:
        await workbench.field("name")
        await workbench.press("enter")
        assert (workbench.focus, workbench.value_of("#field-text")) == ("field-text", "$.event")
        assert "Field: Event Name" in workbench.title_of("#field-editor")
        await clear(workbench)
        assert "not mapped, but required" in workbench.text_of("#field-verdict")
        await workbench.type("$.properties.c")
        suggestions = workbench.rows_of("#field-suggestions")
        assert len(suggestions) == 1
        assert "$.properties.city" in suggestions[0]
        assert '"Lisbon"' in suggestions[0]
        await workbench.press("down", "enter")
        assert (workbench.focus, workbench.value_of("#field-text")) == ("field-text", "$.properties.city")
        assert '→ "Lisbon"' in workbench.text_of("#field-verdict")
        assert body(workbench.requests[0])["events"][0]["name"] == "Lisbon"
        await workbench.press("enter")
        assert workbench.focus == "fields"
        assert directive(workbench, "name") == {"@path": "$.properties.city"}
        assert len(workbench.session.history.past) == 1
        assert workbench.screen.field_list.selected is not None
        assert workbench.screen.field_list.selected.key == "name"
        await workbench.press("ctrl+z")
        assert directive(workbench, "name") == {"@path": "$.event"}


async def test_escape_gives_back_what_was_and_the_preview_with_it(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        await workbench.press("e")
        await clear(workbench)
        await workbench.type("$.userId")
        assert '"name": "ana"' in "\n".join(row.left for row in workbench.screen.side_by_side.rows)
        assert not workbench.is_saved()
        await workbench.event("Other")
        assert '→ "ana"' in workbench.text_of("#field-verdict"), "another event can be looked at meanwhile"
        await workbench.press("escape")
        assert '"name": "Other"' in "\n".join(row.left for row in workbench.screen.side_by_side.rows)
        assert workbench.is_saved()
        assert (workbench.focus, workbench.session.history.undo_label) == ("fields", "")
        assert workbench.screen.mapping_list.display is True


async def test_values_have_the_type_of_the_field(open_workbench: Open, events: Path, project: Path) -> None:
    cases: list[tuple[str, str, Json]] = [
        ("name", "42", "42"),
        ("name", "true", "true"),
        ("name", '"quoted"', "quoted"),
        ("name", " kept ", " kept "),
        ("batch_size", "12", 12),
        ("batch_size", "-1.5e3", -1500),
        ("enable_batching", "false", False),
        ("enable_batching", "null", None),
        ("properties", '"text"', "text"),
    ]
    async with open_workbench(events, project=project) as workbench:
        for key, text, value in cases:
            await workbench.field(key)
            await workbench.press("enter")
            while workbench.screen.field_editor.modes.mode != "value":
                await workbench.press("ctrl+t")
            await clear(workbench)
            await workbench.type(text)
            await workbench.press("enter")
            assert workbench.focus == "fields", text
            assert directive(workbench, key) == value, text
            assert isinstance(directive(workbench, key), bool) is isinstance(value, bool), text
            await workbench.press("enter")
            assert workbench.screen.field_editor.modes.mode == "value", "it opens as what it is"
            await workbench.press("enter")
            assert directive(workbench, key) == value, "opening and taking changes nothing"


async def test_an_open_quote_is_not_taken(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("batch_size")
        await workbench.press("enter")
        await clear(workbench)
        await workbench.type('"open')
        assert "✗ The quote is not closed" in workbench.text_of("#field-verdict")
        await workbench.press("enter")
        assert workbench.focus == "field-text"
        assert workbench.value_of("#field-text") == '"open'
        await workbench.type('"')
        assert "✗" not in workbench.text_of("#field-verdict")
        await workbench.press("escape")
        assert directive(workbench, "batch_size") == 75


async def test_choices_are_offered(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("enable_batching")
        await workbench.press("enter")
        assert workbench.rows_of("#field-suggestions") == ["true", "false"]
        await workbench.press("down", "down", "enter", "enter")
        assert directive(workbench, "enable_batching") is False


async def test_a_template_is_completed_inside_its_braces(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        await workbench.press("enter", "ctrl+t", "ctrl+t")
        assert workbench.screen.field_editor.modes.mode == "template"
        await clear(workbench)
        await workbench.type("In {{properties.ci")
        assert "$.properties.city" in workbench.rows_of("#field-suggestions")[0]
        await workbench.press("down", "enter")
        assert workbench.value_of("#field-text") == "In {{properties.city}}"
        assert '→ "In Lisbon"' in workbench.text_of("#field-verdict")
        await workbench.press("enter")
        assert directive(workbench, "name") == {"@template": "In {{properties.city}}"}


async def test_raw_json_is_any_directive_and_broken_json_is_kept(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("email")
        await workbench.press("enter")
        area = workbench.screen.field_editor.text_area
        assert workbench.focus == "field-json", "what no simpler way can show opens as JSON"
        assert json.loads(area.text) == ACTIONS["trackEvent"].default_fields()["email"]
        area.select_all()
        await workbench.paste(
            '{"@if": {"exists": {"@path": "$.properties.city"},\n  "then": "yes" "else": "no"}}'
        )
        verdict = workbench.text_of("#field-verdict")
        assert "✗ This is not JSON" in verdict
        assert "line 2" in verdict
        await workbench.press("f2")
        assert workbench.focus == "field-json"
        assert '"then": "yes" "else"' in area.text
        area.select_all()
        await workbench.paste(
            '{"@if": {"exists": {"@path": "$.properties.city"}, "then": "yes", "else": "no"}}'
        )
        assert '→ "yes"' in workbench.text_of("#field-verdict")
        area.select_all()
        await workbench.paste('{"@unknown": 1}')
        assert "✗" in workbench.text_of("#field-verdict")
        await workbench.press("escape")
        assert workbench.focus == "fields"
        assert directive(workbench, "email") == ACTIONS["trackEvent"].default_fields()["email"]


async def test_changing_the_way_and_back_loses_nothing(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("email")
        before = directive(workbench, "email")
        await workbench.press("enter", *["ctrl+t"] * 4)
        assert workbench.screen.field_editor.modes.mode == "json"
        await workbench.press("f2")
        assert directive(workbench, "email") == before
        await workbench.field("name")
        await workbench.press("enter", "ctrl+t", "enter")
        assert directive(workbench, "name") == {"@path": "$.event"}, "looking at another way changes nothing"


async def test_parts_of_list_items_have_rows_and_paths_of_their_own(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.mapping("Purchase")
        await workbench.field("products")
        await workbench.press("enter")
        while workbench.screen.field_editor.modes.mode != "json":
            await workbench.press("ctrl+t")
        workbench.screen.field_editor.text_area.select_all()
        await workbench.paste('{"@arrayPath": ["$.properties.items", {"price": {"@path": "$.price"}}]}')
        await workbench.press("f2")
        keys = [row.key for row in workbench.screen.field_list.rows]
        assert keys[keys.index("products") :][:3] == ["products", "products.product_id", "products.currency"]
        await workbench.field("products.product_id")
        await workbench.press("enter")
        await workbench.type("$.s")
        assert "$.sku" in workbench.rows_of("#field-suggestions")[0]
        assert "$.properties.city" not in "\n".join(workbench.rows_of("#field-suggestions"))
        await workbench.press("down", "enter", "enter")
        assert directive(workbench, "products") == {
            "@arrayPath": [
                "$.properties.items",
                {"price": {"@path": "$.price"}, "product_id": {"@path": "$.sku"}},
            ]
        }
        row = workbench.screen.field_list.selected
        assert row is not None
        assert (row.key, row.value) == ("products.product_id", "A-1")
        await workbench.press("d")
        assert directive(workbench, "products") == {
            "@arrayPath": ["$.properties.items", {"price": {"@path": "$.price"}}]
        }
        await workbench.press("r")
        assert "reset products" in workbench.toasts


async def test_parts_of_an_object_are_edited_one_by_one(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.mapping("Profile")
        await workbench.field("current_location.latitude")
        await workbench.press("enter")
        assert workbench.value_of("#field-text") == "$.context.location.latitude"
        await clear(workbench)
        await workbench.type("$.properties.total")
        await workbench.press("enter")
        assert directive(workbench, "current_location") == {
            "latitude": {"@path": "$.properties.total"},
            "longitude": {"@path": "$.context.location.longitude"},
        }
        await workbench.press("d")
        assert directive(workbench, "current_location") == {
            "longitude": {"@path": "$.context.location.longitude"}
        }


async def test_a_field_is_removed_and_reset_and_both_can_be_undone(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        await workbench.press("d")
        assert directive(workbench, "name") is UNDEFINED
        assert "Event Name is not mapped now" in workbench.toasts
        assert len(workbench.requests) == 0
        await workbench.press("r")
        assert directive(workbench, "name") == {"@path": "$.event"}
        await workbench.press("u", "u")
        assert workbench.is_saved()
        await workbench.press("y")
        assert json.loads(workbench.app.clipboard) == {"@path": "$.event"}


async def test_a_path_of_the_tree_is_used_for_the_selected_field(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        workbench.select_path("$.properties.city")
        await workbench.press("f")
        assert directive(workbench, "name") == {"@path": "$.properties.city"}
        assert "Event Name is $.properties.city now" in workbench.toasts
        assert workbench.focus == "tree"
        await workbench.press("ctrl+z")
        assert directive(workbench, "name") == {"@path": "$.event"}


async def test_unknown_fields_are_kept_shown_and_removable(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    fields: dict[str, Json] = {**ACTIONS["trackEvent"].default_fields(), "old_field": {"@path": "$.gone"}}
    mapping = Mapping("Old", "trackEvent", 'type = "track"', True, fields)
    project = project_file(folder / "workbench.yaml", Project(mappings=(mapping,)))
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("old_field")
        assert "not a field of this action" in workbench.rows_of("#fields")[-1]
        await workbench.press("delete")
        assert directive(workbench, "old_field") is UNDEFINED


async def test_what_is_being_edited_survives_looking_elsewhere(
    open_workbench: Open, events: Path, project: Path
) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        await workbench.press("enter")
        await clear(workbench)
        await workbench.type("$.userId")
        await workbench.focus_on("#events")
        await workbench.press("down")
        await workbench.focus_on("#tree")
        await workbench.focus_on("#field-text")
        assert workbench.value_of("#field-text") == "$.userId"
        await workbench.press("enter")
        assert directive(workbench, "name") == {"@path": "$.userId"}
        assert len(workbench.session.history.past) == 1


async def test_the_environment_of_a_draft_is_left_in_order(
    open_workbench: Open, events: Path, project: Path
) -> None:
    """A mapping that is deleted, or taken back, while one of its fields is edited."""
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("name")
        await workbench.press("d")
        await workbench.field("email")
        await workbench.press("enter")
        workbench.screen.field_editor.text_area.select_all()
        await workbench.paste('"a@example.com"')
        await workbench.run("project.undo")
        assert directive(workbench, "email") != "a@example.com"
        assert workbench.screen.field_editor.display is False
        assert workbench.screen.mapping_list.display is True
        await workbench.run("project.undo")
        assert directive(workbench, "name") == {"@path": "$.event"}
        await workbench.field("name")
        await workbench.press("enter", "x")
        await workbench.run("mappings.delete")
        assert [mapping.name for mapping in workbench.project.mappings] == ["Purchase", "Profile"]
        assert workbench.screen.field_editor.display is False
        assert "Event" not in [mapping.name for mapping in workbench.project.mappings]
        await workbench.press("escape")
        assert [mapping.name for mapping in workbench.project.mappings] == ["Purchase", "Profile"]


async def test_the_sync_mode_is_chosen_from_what_the_action_knows(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    action = ACTIONS["trackPurchase2"]
    mapping = Mapping("Synced", action.slug, 'type = "track"', True, action.default_fields())
    project = project_file(folder / "workbench.yaml", Project(mappings=(mapping,)))
    async with open_workbench(events, project=project) as workbench:
        await workbench.field(SYNC_MODE_KEY)
        await workbench.press("enter")
        offered = workbench.rows_of("#field-suggestions")
        assert [row.split()[0] for row in offered] == [mode.value for mode in action.sync_modes]
        await workbench.press("down", "end", "enter", "enter")
        assert directive(workbench, SYNC_MODE_KEY) == action.sync_modes[-1].value
        assert workbench.focus == "fields"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_editor_is_as_high_in_each_way_of_editing(
    open_workbench: Open, events: Path, project: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project, size=size) as workbench:
        await workbench.press("2", "enter", "enter")
        heights = set()
        for _ in range(4):
            heights.add(workbench.widget("#field-editor").size.height)
            await workbench.press("ctrl+t")
        assert len(heights) == 1


async def test_a_path_is_no_value_of_a_kind(open_workbench: Open, events: Path, project: Path) -> None:
    async with open_workbench(events, project=project) as workbench:
        await workbench.field("external_id")
        await workbench.press("enter", "ctrl+t")
        assert "JSON:" not in workbench.text_of("#field-verdict")
