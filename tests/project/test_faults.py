"""Faults of mappings are told with their place in the project's file."""

from __future__ import annotations

from workbench.project import FieldPlaces, mapping_faults, read_project_text

TEXT = """\
version: 1
mappings:
  - name: Good
    action: trackEvent
    fields: {name: Booked}
  - name: Bad
    action: trackEvent
    fields:
      a.b:
        "@bogus": 1
      products:
        "@arrayPath":
          - $.products
          - id:
              "@path": 5
      flow: {deep: {"@nope": 1}}
"""


def test_each_fault_has_its_field_line_and_next_step() -> None:
    project = read_project_text(TEXT, "shop.yaml")
    faults = mapping_faults(project, FieldPlaces.read(TEXT, "shop.yaml"))
    assert list(faults) == [1]
    assert [(fault.file, fault.line, fault.field) for fault in faults[1]] == [
        ("shop.yaml", 9, "mappings[1].fields.a.b"),
        ("shop.yaml", 15, "mappings[1].fields.products.@arrayPath[1].id.@path"),
        ("shop.yaml", 16, "mappings[1].fields.flow.deep"),
    ]
    assert all(fault.hint for fault in faults[1])


def test_without_a_file_the_field_is_named() -> None:
    faults = mapping_faults(read_project_text(TEXT), FieldPlaces())
    assert str(faults[1][0]).startswith("mappings[1].fields.a.b: @bogus is no directive. ")


def test_a_field_that_the_file_leaves_out_is_on_the_line_of_what_is_around_it() -> None:
    places = FieldPlaces.read(TEXT, "shop.yaml")
    assert places.error("", "", "mappings[1].fields.email").line == 8
    assert places.error("", "", "mappings[1].fields.[odd..[ key").line == 8
    assert places.error("", "", "mappings[0].trigger").line == 3
    assert places.error("", "", "nowhere").line == 1
