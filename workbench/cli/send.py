"""`workbench send`: the requests of events, sent to an environment."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.inputs import (
    HELP,
    Opened,
    event_options,
    need_paths,
    nothing_read,
    open_project,
    report_problems,
    selected,
)
from workbench.cli.output import Printer, json_text
from workbench.errors import WorkbenchError
from workbench.jsdates import iso_text
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.actions import MappingOutcome
    from workbench.braze import Outcome
    from workbench.events import EventStore
    from workbench.jsvalues import Json
    from workbench.project import Environment, Project
    from workbench.sandbox import Profile, SandboxStore
    from workbench.tui.sending import Parcel


@click.command(short_help="Send events, to the sandbox unless told otherwise.", context_settings=HELP)
@event_options
@click.option("--env", "environment_name", metavar="NAME", help="The environment. Default: the project's.")
@click.option("--confirm", metavar="NAME", help="Needed for a protected environment: its name again.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask before more than one event is sent.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def send(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    project: Path | None,
    numbers: tuple[int, ...],
    query: str,
    presets: bool,
    environment_name: str | None,
    confirm: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Send the requests that events make, and show Braze's answers.

    The default environment is the sandbox: it runs inside this command, keeps nothing, and is shown as it is
    in the end. Any other environment takes its API key from the reference in the project file, such as
    env:BRAZE_API_KEY. Credentials are never printed.

    With --json: environment, endpoint, results (each with origin, mapping, request, status, body), none (why
    events made no request) and, for the sandbox, what it then holds.

    \b
    Examples:
      workbench send sample_events --event 3
      workbench send orders.ndjson --filter "Trip Booked" --yes
      workbench send orders.ndjson --event 1 --env production --confirm production
      workbench send orders.ndjson --dry-run

    Exit codes: 0 fine, 1 findings (a request was refused or lost, an event made none, or no event could be
    read), 2 wrong use.
    """
    from workbench.events import EventStore

    opened = open_project(ctx, project, paths, presets=presets)
    need_paths(opened.event_paths, "send")
    chosen = replace(opened.project, environment=environment_name or opened.project.environment)
    environment = chosen.active_environment
    store = EventStore()
    events = tuple(selected(store, opened.event_paths, numbers, query))
    report_problems(store)
    found, none = _gathered(replace(opened, project=chosen), store, events)
    if dry_run:
        address = "" if environment.kind == "sandbox" else environment.endpoint or chosen.endpoint
        _show_plan(_addressed(found, address), none, environment.name, address, as_json=as_json)
        return int(nothing_read(store))
    _check_permission(environment, confirm, len(events), len(found), yes=yes)
    with ExitStack() as stack:
        answers = _Answers(environment, found, none, as_json=as_json)
        return max(answers.deliver(chosen, stack), int(nothing_read(store)))


def _gathered(opened: Opened, store: EventStore, events: Sequence[int]) -> tuple[list[Parcel], list[str]]:
    """The requests of events, and a line for each reason why an event makes none or a mapping fails."""
    from workbench.cli.failures import failure_texts
    from workbench.tui.sending import parcels

    faults = opened.faults()

    def failures(failed: MappingOutcome) -> list[str]:
        return list(failure_texts(failed.index, failed.error, faults)) if failed.error else []

    return parcels(opened.project, store, events, failures=failures)


def _addressed(found: list[Parcel], endpoint: str) -> list[Parcel]:
    """The requests as they leave; the sandbox has no address before it runs."""
    from workbench.braze import addressed, parse_endpoint

    if not endpoint:
        return found
    target = parse_endpoint(endpoint)
    return [replace(parcel, request=addressed(parcel.request, target)) for parcel in found]


def _check_permission(
    environment: Environment, confirm: str | None, events: int, requests: int, *, yes: bool
) -> None:
    """Raises WorkbenchError or click.Abort unless sending is wanted."""
    name = environment.name
    if environment.protected and confirm != name:
        raise WorkbenchError(
            f"The environment {name} is protected.", f"Say --confirm {name} to send to it.", field="--confirm"
        )
    if events <= 1 or yes:
        return
    if not sys.stdin.isatty():
        raise WorkbenchError(
            f"{events:,} events would be sent.",
            "Say --yes to send them all, or choose one with --event.",
        )
    click.confirm(
        f"Send {counted(requests, 'request')} of {events:,} events to {name}?", abort=True, err=True
    )


def _show_plan(
    found: list[Parcel], none: list[str], environment: str, address: str, *, as_json: bool
) -> None:
    from workbench.tui.sending import parcel_lines

    if as_json:
        results = [_result_json(parcel, None) for parcel in found]
        click.echo(json_text({"environment": environment, "results": results, "none": none}))
        return
    printer = Printer()
    for line in parcel_lines(found, none):
        printer.line(line)
    where = f"{environment} at {address}" if address else environment
    printer.line(f"Nothing was sent: this is what would go to {where}.")


class _Answers:
    """Sends and writes what came back."""

    def __init__(
        self, environment: Environment, found: list[Parcel], none: list[str], *, as_json: bool
    ) -> None:
        self._environment = environment
        self._found = found
        self._none = none
        self._as_json = as_json
        self._printer = Printer()
        self._sandbox: SandboxStore | None = None

    def deliver(self, project: Project, stack: ExitStack) -> int:
        """Send everything; the exit code."""
        from workbench.braze import Response, item_errors
        from workbench.braze import send as send_requests
        from workbench.tui.sending import target_of

        if self._environment.kind != "sandbox" and not self._environment.api_key:
            raise WorkbenchError(
                f"The environment {self._environment.name} names no API key.",
                "Write a reference such as `api_key: env:BRAZE_API_KEY` in its section of the project file.",
                field="environments",
            )
        target = target_of(self._environment, lambda: self._start_sandbox(stack), project.endpoint)
        outcomes = send_requests(
            [parcel.request for parcel in self._found],
            base_url=target.address,
            api_key=target.api_key,
            on_outcome=self._show,
        )
        self._finish(target.address, outcomes)
        fine = all(isinstance(found, Response) and found.ok and not item_errors(found) for found in outcomes)
        return 0 if fine and not self._none else 1

    def _start_sandbox(self, stack: ExitStack) -> tuple[str, str]:
        from workbench.sandbox import SandboxServer, SandboxStore

        self._sandbox = SandboxStore()
        stack.callback(self._sandbox.close)
        server = stack.enter_context(SandboxServer(self._sandbox))
        return server.url, server.api_key

    def _show(self, index: int, outcome: Outcome) -> None:
        from workbench.tui.sending import outcome_lines

        if not self._as_json:
            for line in outcome_lines(self._found[index], outcome):
                self._printer.line(line)

    def _finish(self, endpoint: str, outcomes: list[Outcome]) -> None:
        from workbench.tui.sending import sandbox_lines

        if not self._as_json:
            for reason in self._none:
                self._printer.wrapped(reason, "  ", "No request: ")
            if self._sandbox is not None:
                for line in sandbox_lines(self._sandbox):
                    self._printer.line(line)
            return
        value: dict[str, Json] = {
            "environment": self._environment.name,
            "endpoint": endpoint,
            "results": [
                _result_json(parcel, outcome) for parcel, outcome in zip(self._found, outcomes, strict=True)
            ],
            "none": self._none,
        }
        if self._sandbox is not None:
            value["sandbox"] = {"users": _users_json(self._sandbox)}
        click.echo(json_text(value))


def _result_json(parcel: Parcel, outcome: Outcome | None) -> dict[str, Json]:
    """A request and what came of it: `status` and `body`, or `failure`; neither before it is sent."""
    from workbench.braze import Response, hint_for
    from workbench.cli.preview_json import request_json

    value: dict[str, Json] = {
        "origin": parcel.origin,
        "mapping": parcel.mapping,
        "request": request_json(parcel.request),
    }
    if isinstance(outcome, Response):
        value |= {
            "status": outcome.status,
            "body": outcome.body,
            "latency_ms": round(outcome.latency_ms, 1),
            "hint": hint_for(outcome, now=time.time()),
        }
    elif outcome is not None:
        value |= {
            "failure": outcome.message,
            "hint": outcome.hint,
            "may_have_arrived": outcome.may_have_arrived,
        }
    return value


def _users_json(store: SandboxStore) -> list[Json]:
    profiles = (store.profile(user.key) for user in store.users())
    return [_profile_json(profile) for profile in profiles if profile is not None]


def _profile_json(profile: Profile) -> dict[str, Json]:
    known = profile.identifiers
    return {
        "braze_id": known.braze_id,
        "external_id": known.external_id,
        "aliases": [{"alias_name": alias.name, "alias_label": alias.label} for alias in known.aliases],
        "email": known.email,
        "phone": known.phone,
        "attributes": profile.attributes,
        "events": [
            {"name": event.name, "time": iso_text(event.time), "properties": event.properties}
            for event in profile.events
        ],
        "purchases": [
            {
                "product_id": purchase.product_id,
                "currency": purchase.currency,
                "price": purchase.price,
                "quantity": purchase.quantity,
                "time": iso_text(purchase.time),
                "properties": purchase.properties,
            }
            for purchase in profile.purchases
        ],
    }
