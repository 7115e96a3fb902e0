"""Commands on the differences in words: open, fold, accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.project import Acceptance
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_difference(screen: WorkbenchScreen) -> bool:
    return screen.difference_list.selected is not None


def _has_differences(screen: WorkbenchScreen) -> bool:
    return bool(screen.difference_list.differences)


def open_difference(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.dialog import TextView

    if screen.difference_list.selected is None:
        show_or_fold(screen)
    else:
        screen.app.push_screen(TextView("Difference", "\n".join(difference_lines(screen))))


def difference_lines(screen: WorkbenchScreen) -> list[str]:
    """The chosen difference whole: its sentence, both values, and the rule behind each."""
    from workbench.jsvalues import UNDEFINED, dump_json

    difference, acceptance = screen.difference_list.selected, screen.difference_list.acceptance
    if difference is None:
        return []
    lines = [difference.sentence, ""]
    sides = (
        ("Actions", difference.left, difference.path, difference.actions_rule),
        ("Classic", difference.right, difference.classic_path or difference.path, difference.classic_rule),
    )
    for name, value, path, rule in sides:
        lines.append(f"{name} · {path}")
        lines += ["– (not sent)"] if value is UNDEFINED else dump_json(value, indent=2).split("\n")
        lines += [f"Rule: {rule}"] if rule else []
        lines.append("")
    if difference.harmless:
        lines.append(f"Braze ends with the same: {difference.harmless}")
    if acceptance is not None:
        whom = f"the event “{acceptance.event}”" if acceptance.event else "all events"
        lines.append(f"Accepted for {whom}: {acceptance.note or 'no note.'}")
    return lines


def show_or_fold(screen: WorkbenchScreen) -> None:
    screen.difference_list.toggle_folded()


def fold_kind(screen: WorkbenchScreen) -> None:
    difference = screen.difference_list.selected
    if difference is not None:
        screen.difference_list.fold_more(difference.kind)


def accept(screen: WorkbenchScreen) -> None:
    """Ask for a note and accept the difference; one that is accepted is so no longer."""
    from workbench.project import AcceptDifference, WithdrawAcceptance
    from workbench.tui.screens.accept import Accept

    difference, accepted = screen.difference_list.selected, screen.difference_list.acceptance
    if difference is None or screen.session.event_index is None:
        screen.say("These are folded · h shows them, then a accepts one")
        return
    if accepted is not None:
        if screen.editing.do(WithdrawAcceptance(accepted)):
            screen.say("It is accepted no longer · ctrl+z takes that back")
        return
    event = screen.session.store.summary(screen.session.event_index).name

    def take(acceptance: Acceptance | None) -> None:
        if acceptance is not None and screen.editing.do(AcceptDifference(acceptance)):
            screen.say("Accepted for the project · ctrl+z takes it back")

    screen.app.push_screen(Accept(difference, event), take)


def copy(screen: WorkbenchScreen) -> None:
    screen.copy("\n".join(difference_lines(screen)), "the difference")


COMMANDS = (
    Command(
        "differences.open",
        "differences: open",
        "Show a difference whole: both values, and the rule behind each; or the folded ones.",
        open_difference,
        "w",
        scope="differences",
        footer="Why?",
        when=_has_differences,
    ),
    Command(
        "differences.accept",
        "differences: accept or not",
        "Accept the difference for the project, with a note; or no longer.",
        accept,
        "a",
        scope="differences",
        footer="Accept",
        when=_has_differences,
    ),
    Command(
        "differences.fold",
        "differences: show or fold the known",
        "Show the folded differences, or fold address, credential and harmless ones again.",
        show_or_fold,
        "h",
        scope="differences",
        footer="Folded",
        when=_has_differences,
    ),
    Command(
        "differences.fold_kind",
        "differences: fold this kind",
        "Fold all differences of the kind under the cursor.",
        fold_kind,
        "f",
        scope="differences",
        footer="Fold kind",
        when=_has_difference,
    ),
    Command(
        "differences.copy",
        "differences: copy",
        "Copy the difference with both values and rules.",
        copy,
        "y",
        scope="differences",
        when=_has_difference,
    ),
)
