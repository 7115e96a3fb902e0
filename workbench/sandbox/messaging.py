"""POST /campaigns/trigger/send and /canvas/trigger/send, and the lists of campaigns and Canvases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.jsvalues import Json, dump_json
from workbench.sandbox import people
from workbench.sandbox.attributes import apply_attributes
from workbench.sandbox.context import Context, Incoming
from workbench.sandbox.dates import iso_text
from workbench.sandbox.identifying import Subject, alias_of
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.users import MAX_ITEMS, TOO_MANY, prioritization_error

MAX_PROPERTIES_BYTES = 50 * 1024
PAGE_SIZE = 100
_RECIPIENT_IDS = ("external_user_id", "user_alias", "braze_id", "email")


@dataclass(frozen=True, slots=True)
class Kind:
    """Campaign or Canvas: what its requests call things. `properties` are old and new names of one field: the
    destination sends `canvas_entry_properties`, the newest documentation says `context`."""

    name: str
    id_field: str
    properties: tuple[str, ...]
    invalid_id: str
    list_field: str


CAMPAIGN = Kind("campaign", "campaign_id", ("trigger_properties",), "Invalid Campaign ID", "campaigns")
CANVAS = Kind("canvas", "canvas_id", ("context", "canvas_entry_properties"), "Invalid Canvas ID", "canvases")


def send_campaign(context: Context, incoming: Incoming) -> Reply:
    """Trigger a campaign (Braze docs, "Send campaigns using API-triggered delivery"). Any id is taken: the
    sandbox has no campaigns of its own."""
    return _send(context, incoming.body, CAMPAIGN)


def send_canvas(context: Context, incoming: Incoming) -> Reply:
    """Trigger a Canvas (Braze docs, "Send Canvas messages using API-triggered delivery"). Any id is taken."""
    return _send(context, incoming.body, CANVAS)


def list_campaigns(context: Context, incoming: Incoming) -> Reply:
    """The campaigns made here or triggered so far (Braze docs, "Export campaigns list")."""
    return _list(context, incoming, CAMPAIGN)


def list_canvases(context: Context, incoming: Incoming) -> Reply:
    """The Canvases made here or triggered so far (Braze docs, "Export Canvas list")."""
    return _list(context, incoming, CANVAS)


def _send(context: Context, body: Json, kind: Kind) -> Reply:
    if error := _body_error(body, kind):
        return refused(error)
    dispatch_id, target = context.new_id(), body[kind.id_field]
    common = _properties(body, kind)
    recipients = body.get("recipients")
    if recipients is None:
        _store(context, kind, target, recipient="", properties=common, dispatch_id=dispatch_id)
        return Reply(201, {"dispatch_id": dispatch_id, "message": "success"})
    errors: list[Json] = []
    notes: list[str] = []
    seen: set[str] = set()
    for index, recipient in enumerate(recipients):
        if error := _recipient_error(recipient, kind):
            errors.append({"type": error, "input_array": "recipients", "index": index})
            continue
        who = dump_json({key: recipient[key] for key in _RECIPIENT_IDS if recipient.get(key) is not None})
        if who in seen:
            notes.append(f"recipients[{index}]: named before, reduced to one.")
            continue
        seen.add(who)
        label, remarks = _reach(context, recipient)
        notes += (f"recipients[{index}]: {remark}" for remark in remarks)
        if label is not None:
            properties = {**common, **_properties(recipient, kind)}
            _store(context, kind, target, recipient=label, properties=properties, dispatch_id=dispatch_id)
    if not seen:
        return refused("No Recipients", *errors)
    answer: dict[str, Json] = {"dispatch_id": dispatch_id, "message": "success"}
    return Reply(201, {**answer, "errors": errors} if errors else answer, tuple(notes))


def _body_error(body: Json, kind: Kind) -> str:
    if not isinstance(body, dict):
        return "Bad Request: the body is not a JSON object"
    target = body.get(kind.id_field)
    if not isinstance(target, str) or not target:
        return kind.invalid_id
    broadcast, recipients = body.get("broadcast"), body.get("recipients")
    if broadcast is not None and not isinstance(broadcast, bool):
        return "'broadcast' is not valid"
    if error := _properties_error(body, kind):
        return error
    if broadcast and recipients is not None:
        return "'broadcast' cannot be true when 'recipients' is given"
    if broadcast and body.get("attachments") is not None:
        return "'attachments' cannot be used with 'broadcast'"
    if body.get("audience") is not None and not isinstance(body["audience"], dict):
        return "'audience' is not valid"
    if recipients is None:
        return "" if broadcast else "No Recipients"
    if not isinstance(recipients, list) or not recipients:
        return "No Recipients"
    if len(recipients) > MAX_ITEMS:
        return TOO_MANY
    return _attachments_error(body.get("attachments"))


def _attachments_error(attachments: Json) -> str:
    if attachments is None:
        return ""
    complete = isinstance(attachments, list) and all(
        isinstance(file, dict) and all(isinstance(file.get(key), str) for key in ("file_name", "url"))
        for file in attachments
    )
    return "" if complete else "'attachments' is not valid"


def _properties_error(holder: dict[str, Json], kind: Kind) -> str:
    for name in kind.properties:
        value = holder.get(name)
        if value is None:
            continue
        if not isinstance(value, dict):
            return f"'{name}' is not valid"
        if len(dump_json(value).encode()) > MAX_PROPERTIES_BYTES:
            return f"'{name}' is larger than 50 KB"
    return ""


def _recipient_error(recipient: Json, kind: Kind) -> str:
    """The rules of the recipient object (Braze docs, "Recipient object")."""
    if not isinstance(recipient, dict):
        return "'recipients' must be a list of objects"
    given = [name for name in _RECIPIENT_IDS if recipient.get(name) not in (None, "")]
    if len(given) != 1:
        return "Exactly one of 'external_user_id', 'user_alias', 'braze_id' or 'email' is required"
    if given[0] == "user_alias":
        if isinstance(error := alias_of(recipient["user_alias"]), str):
            return error
    elif not isinstance(recipient[given[0]], str):
        return f"'{given[0]}' is not valid"
    if given[0] == "email" and (error := prioritization_error(recipient.get("prioritization"))):
        return error
    attributes, existing_only = recipient.get("attributes"), recipient.get("send_to_existing_only")
    if attributes is not None and not isinstance(attributes, dict):
        return "'attributes' is not valid"
    if existing_only is not None and not isinstance(existing_only, bool):
        return "'send_to_existing_only' is not valid"
    if existing_only is False and (attributes is None or given[0] == "user_alias"):
        return "'send_to_existing_only' can only be false with 'attributes' and without 'user_alias'"
    return _properties_error(recipient, kind)


def _reach(context: Context, recipient: dict[str, Json]) -> tuple[str | None, Iterator[str]]:
    """Whom an accepted recipient is sent to, None for nobody; its attributes are applied on the way."""
    alias = alias_of(recipient.get("user_alias"))
    subject = Subject(
        external_id=recipient.get("external_user_id") or "",
        alias=None if isinstance(alias, str) else alias,
        braze_id=recipient.get("braze_id") or "",
        email=recipient.get("email") or "",
    )
    person = people.find(context.database, subject)
    if person is None:
        if recipient.get("send_to_existing_only") is not False or subject.kind == "braze_id":
            return None, iter(("no such profile: nothing was sent.",))
        person = people.create(context.database, subject, braze_id=context.new_id(), now=context.now)
    notes: tuple[str, ...] = ()
    if recipient.get("attributes"):
        attributes, notes = apply_attributes(person.attributes, recipient["attributes"])
        changed = people.Person(person.braze_id, person.external_id, attributes)
        people.save(context.database, changed, now=context.now)
    label = person.external_id or (str(subject.alias) if subject.alias else "") or subject.email
    return label or person.braze_id, iter(notes)


def _properties(holder: dict[str, Json], kind: Kind) -> dict[str, Json]:
    merged: dict[str, Json] = {}
    for name in kind.properties:
        merged |= holder.get(name) or {}
    return merged


def _store(
    context: Context,
    kind: Kind,
    target: str,
    *,
    recipient: str,
    properties: dict[str, Json],
    dispatch_id: str,
) -> None:
    context.database.execute(
        "INSERT INTO messages (kind, target, recipient, properties, dispatch_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (kind.name, target, recipient, dump_json(properties), dispatch_id, context.now),
    )


def _list(context: Context, incoming: Incoming, kind: Kind) -> Reply:
    page = incoming.query.get("page", "0")
    order = incoming.query.get("sort_direction", "asc")
    if not (page.isascii() and page.isdigit() and len(page) < 10):
        return refused("'page' is not valid")
    if order not in ("asc", "desc"):
        return refused("'sort_direction' is not valid")
    direction = "DESC" if order == "desc" else "ASC"
    rows = context.database.execute(
        "SELECT id, name, at FROM ("
        " SELECT id, name, created AS at, created AS first, number FROM targets WHERE kind = :kind"
        " UNION ALL SELECT target, '', max(at), min(at), min(number) FROM messages WHERE kind = :kind"
        " AND target NOT IN (SELECT id FROM targets WHERE kind = :kind) GROUP BY target"
        f") ORDER BY first {direction}, number {direction} LIMIT :size OFFSET :start",
        {"kind": kind.name, "size": PAGE_SIZE, "start": int(page) * PAGE_SIZE},
    ).fetchall()
    entries = [_entry(kind, target, name, at) for target, name, at in rows]
    return Reply(200, {"message": "success", kind.list_field: entries})


def _entry(kind: Kind, target: str, name: str, at: float) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "id": target,
        "last_edited": iso_text(at),
        "name": name or f"Sandbox {kind.name} {target}",
        "tags": [],
    }
    return {**entry, "is_api_campaign": True} if kind is CAMPAIGN else entry


def make_target(context: Context, kind: Kind, name: str) -> str:
    """Make a campaign or a Canvas that the lists show; its id."""
    target = context.new_id()
    context.database.execute(
        "INSERT INTO targets (kind, id, name, created) VALUES (?, ?, ?, ?)",
        (kind.name, target, name, context.now),
    )
    return target
