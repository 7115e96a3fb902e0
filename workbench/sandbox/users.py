"""POST /users/identify, /users/alias/new and /users/delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.jsvalues import Json
from workbench.sandbox import people
from workbench.sandbox.context import Context, Incoming
from workbench.sandbox.identifying import Subject, alias_of, subject_of
from workbench.sandbox.replies import Reply, refused

MAX_ITEMS = 50
TOO_MANY = "The max number of external_ids and aliases per request was exceeded"
PRIORITIES = ("identified", "unidentified", "most_recently_updated", "least_recently_updated")


def new_aliases(context: Context, incoming: Incoming) -> Reply:
    """Give users an alias, or make alias-only users (Braze docs, "Create new user aliases").

    An unknown external_id changes nothing and is a success all the same."""
    lists = _lists(incoming.body, ("user_aliases",))
    if isinstance(lists, Reply):
        return lists
    return _each(lists, {"user_aliases": lambda item: _new_alias(context, item)})


def identify(context: Context, incoming: Incoming) -> Reply:
    """Turn alias-only, e-mail-only and phone-only users into identified ones (Braze docs, "Identify users").

    The profiles are merged unless `merge_behavior` is "none", as the newest documentation describes it."""
    lists = _lists(incoming.body, ("aliases_to_identify", "emails_to_identify", "phone_numbers_to_identify"))
    if isinstance(lists, Reply):
        return lists
    behaviour = incoming.body.get("merge_behavior")
    if behaviour not in (None, "none", "merge"):
        return refused("'merge_behavior' must be 'none' or 'merge'")
    merging = behaviour != "none"

    def by_alias(item: Json) -> Result:
        return _identify_alias(context, item, merging=merging)

    def by_email(item: Json) -> Result:
        return _identify_contact(context, item, "email", merging=merging)

    def by_phone(item: Json) -> Result:
        return _identify_contact(context, item, "phone", merging=merging)

    return _each(
        lists,
        {
            "aliases_to_identify": by_alias,
            "emails_to_identify": by_email,
            "phone_numbers_to_identify": by_phone,
        },
    )


def delete_users(context: Context, incoming: Incoming) -> Reply:
    """Remove users. One kind of identifier in a request, 50 of them (Braze docs, "Delete users", whose
    own example mixes kinds against its rule; the sandbox follows the rule)."""
    body = incoming.body
    kinds = [kind for kind in _DELETABLE if isinstance(body, dict) and body.get(kind) is not None]
    if len(kinds) != 1 or not isinstance(body[kinds[0]], list) or not body[kinds[0]]:
        return refused(f"Exactly one list of {', '.join(_DELETABLE)} is required")
    items = body[kinds[0]]
    if len(items) > MAX_ITEMS:
        return refused(TOO_MANY)
    subjects = [_DELETABLE[kinds[0]](item) for item in items]
    if None in subjects:
        return refused(f"'{kinds[0]}' is not valid")
    notes = []
    for index, subject in enumerate(subjects):
        person = people.find(context.database, subject) if subject is not None else None
        if person is None:
            notes.append(f"{kinds[0]}[{index}]: no such profile.")
        else:
            people.delete(context.database, person)
    return Reply(200, {"deleted": len(items), "message": "success"}, tuple(notes))


def _named_by(kind: str) -> Callable[[Json], Subject | None]:
    """Reads an item that is the identifier itself; None for one that is no identifier of this kind."""

    def read(item: Json) -> Subject | None:
        subject = subject_of({kind: item})
        return None if isinstance(subject, str) else subject

    return read


def _named_by_contact(kind: str) -> Callable[[Json], Subject | None]:
    """As `_named_by`: e-mail addresses and phone numbers are objects with a prioritization, or plain text."""
    plain = _named_by(kind)
    return lambda item: plain(item.get(kind) if isinstance(item, dict) else item)


_DELETABLE: dict[str, Callable[[Json], Subject | None]] = {
    "external_ids": _named_by("external_id"),
    "user_aliases": _named_by("user_alias"),
    "braze_ids": _named_by("braze_id"),
    "email_addresses": _named_by_contact("email"),
    "phone_numbers": _named_by_contact("phone"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What an item came to: the error that refuses it, or a remark on what was (not) done."""

    error: str = ""
    note: str = ""


_DONE = Result()
_COUNTERS = {
    "user_aliases": "aliases_processed",
    "aliases_to_identify": "aliases_processed",
    "emails_to_identify": "emails_processed",
    "phone_numbers_to_identify": "phone_numbers_processed",
}


def _lists(body: Json, names: tuple[str, ...]) -> dict[str, list[Json]] | Reply:
    """The lists of a body, or the refusal of the whole request."""
    given = {name: body[name] for name in names if isinstance(body, dict) and body.get(name) is not None}
    if not given or not all(isinstance(items, list) for items in given.values()) or not any(given.values()):
        return refused(f"{' or '.join(repr(name) for name in names)} is required")
    return refused(TOO_MANY) if any(len(items) > MAX_ITEMS for items in given.values()) else given


def _each(lists: dict[str, list[Json]], work: dict[str, Callable[[Json], Result]]) -> Reply:
    """Do the work for each item; faulty ones are named in `errors`, and only faulty ones make it a 400."""
    processed: dict[str, Json] = {}
    errors: list[Json] = []
    notes: list[str] = []
    for name, items in lists.items():
        for index, item in enumerate(items):
            result = work[name](item)
            if result.error:
                errors.append({"type": result.error, "input_array": name, "index": index})
                continue
            processed[_COUNTERS[name]] = processed.get(_COUNTERS[name], 0) + 1
            if result.note:
                notes.append(f"{name}[{index}]: {result.note}")
    if not processed:
        return refused("Bad Request: no valid item", *errors)
    answer: dict[str, Json] = {**processed, "message": "success"}
    return Reply(201, {**answer, "errors": errors} if errors else answer, tuple(notes))


def _new_alias(context: Context, item: Json) -> Result:
    alias = alias_of(item)
    if isinstance(alias, str):
        return Result("'alias_name' and 'alias_label' are required")
    external_id = item.get("external_id")
    if external_id is not None and not isinstance(external_id, str):
        return Result("'external_id' is not valid")
    owner = people.find_alias(context.database, alias)
    if not external_id:
        if owner is not None:
            return Result(note="this alias exists already.")
        people.create(context.database, Subject(alias=alias), braze_id=context.new_id(), now=context.now)
        return _DONE
    person = people.find(context.database, Subject(external_id=external_id))
    if person is None:
        return Result(note="no profile has this external_id: nothing happens.")
    if owner is not None and owner.braze_id != person.braze_id:
        return Result(note="another profile has this alias.")
    if not people.add_alias(context.database, person, alias):
        return Result(note="the profile has an alias of this label already.")
    people.save(context.database, person, now=context.now)
    return _DONE


def _external_id(item: Json) -> str | None:
    value = item.get("external_id") if isinstance(item, dict) else None
    return value if isinstance(value, str) and value else None


def _identify_alias(context: Context, item: Json, *, merging: bool) -> Result:
    external_id = _external_id(item)
    if external_id is None:
        return Result("'external_id' is required")
    alias = alias_of(item.get("user_alias"))
    if isinstance(alias, str):
        return Result(alias)
    source = people.find_alias(context.database, alias)
    if source is None:
        return Result(note="no profile has this alias: nothing happens.")
    return _identify(context, source, external_id, merging=merging, label=alias.label)


def _identify_contact(context: Context, item: Json, kind: str, *, merging: bool) -> Result:
    external_id = _external_id(item)
    if external_id is None:
        return Result("'external_id' is required")
    value = item.get(kind)
    if not isinstance(value, str) or not value:
        return Result(f"'{kind}' is required")
    order = item.get("prioritization")
    if error := prioritization_error(order):
        return Result(error)
    candidates = _prioritized(context, kind, value, order)
    if len(candidates) != 1:
        return Result(
            note=f"{len(candidates)} profiles have this {kind} after prioritization: nothing happens."
        )
    return _identify(context, candidates[0], external_id, merging=merging, label=None)


def prioritization_error(order: Json) -> str:
    """The rules of `prioritization`, which goes with an e-mail address or phone number: an ordered list of
    known words, of `identified` and `unidentified` only one."""
    if not isinstance(order, list) or not order:
        return "'prioritization' is required"
    if not all(isinstance(word, str) and word in PRIORITIES for word in order):
        return "'prioritization' is not valid"
    return "'prioritization' is not valid" if {"identified", "unidentified"} <= set(order) else ""


def _prioritized(context: Context, kind: str, value: str, order: list[str]) -> list[people.Person]:
    """Users with an e-mail address or phone number, as far as the order narrows them down."""
    found = people.with_contact(context.database, kind, value)
    if "identified" in order:
        found = [person for person in found if person.external_id]
    if "unidentified" in order:
        found = [person for person in found if not person.external_id]
    if "most_recently_updated" in order:
        return found[:1]
    if "least_recently_updated" in order:
        return found[-1:]
    return found


def _identify(
    context: Context, source: people.Person, external_id: str, *, merging: bool, label: str | None
) -> Result:
    if source.external_id:
        known = source.external_id == external_id
        return _DONE if known else Result(note="the profile is identified already: nothing happens.")
    target = people.find(context.database, Subject(external_id=external_id))
    if target is None:
        identified = people.Person(source.braze_id, external_id, source.attributes)
        people.save(context.database, identified, now=context.now)
        return _DONE
    if label is not None and people.has_label(context.database, target, label):
        return Result(note="the identified profile has an alias of this label already: nothing is merged.")
    if merging:
        people.merge(context.database, source, target, now=context.now)
        return _DONE
    people.move_aliases(context.database, source, target)
    return Result(note="without merging, the data of the alias profile stays behind.")
