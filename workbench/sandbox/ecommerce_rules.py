"""Braze's schemas of the recommended e-commerce events.

The wording of a missing property was seen in answers of Braze; the one of a wrong type is in the style of the
same schema checker.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.jsvalues import Json

Schema = Mapping[str, tuple[str, bool]]
"""Property name -> (JSON type, required)."""

_PRODUCT: Schema = {
    "product_id": ("string", True),
    "product_name": ("string", True),
    "variant_id": ("string", True),
    "price": ("number", True),
    "image_url": ("string", False),
    "product_url": ("string", False),
    "metadata": ("object", False),
}
_LINE_ITEM: Schema = {**_PRODUCT, "quantity": ("integer", True)}
_MONEY: Schema = {"currency": ("string", True), "source": ("string", True), "metadata": ("object", False)}
_SALE: Schema = {**_MONEY, "total_value": ("number", True), "products": ("array", True)}
_ORDER: Schema = {
    **_SALE,
    "order_id": ("string", True),
    "total_discounts": ("number", False),
    "discounts": ("array", False),
}
SCHEMAS: Mapping[str, Schema] = {
    "ecommerce.product_viewed": {**_MONEY, **_PRODUCT, "type": ("array", False)},
    "ecommerce.cart_updated": {**_SALE, "cart_id": ("string", True)},
    "ecommerce.checkout_started": {**_SALE, "checkout_id": ("string", True), "cart_id": ("string", False)},
    "ecommerce.order_placed": {**_ORDER, "cart_id": ("string", False)},
    "ecommerce.order_refunded": _ORDER,
    "ecommerce.order_cancelled": {**_ORDER, "cancel_reason": ("string", True)},
}
"""Event name -> its properties (Braze docs, "eCommerce recommended events")."""


def ecommerce_error(name: str, properties: Json) -> str:
    """What the schema of a recommended event finds wrong first; "" for other events and right ones."""
    schema = SCHEMAS.get(name)
    if schema is None:
        return ""
    given = properties if isinstance(properties, dict) else {}
    if name == "ecommerce.cart_updated" and given.get("action") in ("add", "remove"):
        # A change of the cart need not repeat its total (@segment/action-destinations, newer source).
        schema = {**schema, "total_value": ("number", False)}
    error = _schema_error(schema, given, "#/")
    if error or "products" not in schema:
        return error
    products = given["products"]
    if name == "ecommerce.cart_updated" and not products:
        return "The property '#/products' did not contain a minimum number of items 1"
    for index, product in enumerate(products):
        where = f"#/products/{index}"
        if not isinstance(product, dict):
            return f"The property '{where}' of type {_type(product)} did not match the following type: object"
        if error := _schema_error(_LINE_ITEM, product, where):
            return error
    return ""


def _schema_error(schema: Schema, given: dict[str, Json], where: str) -> str:
    for name, (kind, required) in schema.items():
        if name not in given:
            if required:
                return f"The property '{where}' did not contain a required property of '{name}'"
            continue
        found = _type(given[name])
        if found != kind and not (kind == "number" and found == "integer"):
            path = f"{where.rstrip('/')}/{name}"
            return f"The property '{path}' of type {found} did not match the following type: {kind}"
    return ""


def _type(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "number"
        case list():
            return "array"
        case _:
            return "object"
