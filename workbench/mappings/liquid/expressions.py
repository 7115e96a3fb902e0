"""Expressions of templates, as nodes that python-liquid's tags evaluate."""

from __future__ import annotations

import operator
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from liquid.context import RenderContext
from liquid.expression import Expression
from liquid.token import Token

from workbench.jsvalues import UNDEFINED, Json, ThrownError, primitive_number
from workbench.mappings.liquid.context import Context, own
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.liquid.limits import LONGEST_LIST, OUT_OF_MEMORY, bounded
from workbench.mappings.liquid.values import compares, contains, equals, is_true, plain, read_member


class Argument(Expression):
    """An expression of a single value. `token` is its text and place; values may be a `Drop`."""

    __slots__ = ()

    def evaluate(self, context: RenderContext) -> Json:
        """The value for a context; raises `Fault`, `ThrownError` and `TemplateError`."""
        return self._value(own(context))

    @abstractmethod
    def _value(self, context: Context) -> Json:
        """The value."""

    def children(self) -> Iterable[Expression]:
        return ()


class Literal(Argument):
    """A number, text, or word such as `true` and `empty`; also a name in a path."""

    __slots__ = ("value",)

    def __init__(self, token: Token, value: Json) -> None:
        super().__init__(token)
        self.value: Final = value

    def _value(self, context: Context) -> Json:  # noqa: ARG002 - the same in every context
        return self.value


class Lookup(Argument):
    """A path: members of a variable, or of the value `root`."""

    __slots__ = ("keys", "root")

    def __init__(self, token: Token, root: Argument | None, keys: tuple[Argument, ...]) -> None:
        super().__init__(token)
        self.root: Final = root
        self.keys: Final = keys

    def _value(self, context: Context) -> Json:
        keys = [plain(key.evaluate(context)) for key in self.keys]
        try:
            if self.root is None:
                value = context.variable(keys[0])
                rest = keys[1:]
            else:
                value = self.root.evaluate(context)
                rest = keys
            for key in rest:
                value = read_member(value, key)
        except (Fault, ThrownError) as fault:
            raise Fault(fault.message).placed(
                "UndefinedVariableError", self.token.source, self.token.start_index
            ) from None
        return value

    def children(self) -> Iterable[Expression]:
        return (*([self.root] if self.root else []), *self.keys)


class Range(Argument):
    """`(1..n)`: whole steps from one number to another, both included."""

    __slots__ = ("high", "low")

    def __init__(self, token: Token, low: Argument, high: Argument) -> None:
        super().__init__(token)
        self.low: Final = low
        self.high: Final = high

    def _value(self, context: Context) -> Json:
        low, high = (primitive_number(plain(end.evaluate(context))) for end in (self.low, self.high))
        count = high - low + 1
        context.use(count)
        if count > LONGEST_LIST:
            raise Fault(OUT_OF_MEMORY)
        numbers: list[Json] = []
        while low < high + 1:
            if low + 1 == low:
                raise Fault(OUT_OF_MEMORY)  # beyond the exact numbers steps of 1 come to no end
            numbers.append(low)
            low += 1
        return numbers

    def children(self) -> Iterable[Expression]:
        return (self.low, self.high)


class Named(Argument):
    """An argument of a filter with a name, which filters get as a pair. `token` is the name."""

    __slots__ = ("argument",)

    def __init__(self, token: Token, argument: Argument | None) -> None:
        super().__init__(token)
        self.argument: Final = argument

    def _value(self, context: Context) -> Json:
        return [self.token.value, self.argument.evaluate(context) if self.argument else UNDEFINED]

    def children(self) -> Iterable[Expression]:
        return (self.argument,) if self.argument else ()


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator; of two, the one of higher `rank` is applied first."""

    rank: int
    apply: Callable[[Json, Json], Json]
    is_unary: bool = False


def _not(value: Json, _: Json) -> Json:
    return not is_true(value)


def _differ(left: Json, right: Json) -> Json:
    return not equals(left, right)


def _both(left: Json, right: Json) -> Json:
    return is_true(left) and is_true(right)


def _either(left: Json, right: Json) -> Json:
    return is_true(left) or is_true(right)


OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType(
    {
        "==": Operator(2, equals),
        "!=": Operator(2, _differ),
        ">": Operator(2, compares(operator.gt)),
        "<": Operator(2, compares(operator.lt)),
        ">=": Operator(2, compares(operator.ge)),
        "<=": Operator(2, compares(operator.le)),
        "contains": Operator(2, contains),
        "not": Operator(1, _not, is_unary=True),
        "and": Operator(0, _both),
        "or": Operator(0, _either),
    }
)

Operand: TypeAlias = Argument | Operator


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter and its arguments."""

    name: str
    arguments: tuple[Argument, ...]


class Filtered(Expression):
    """Values and operators in the order of their evaluation, then filters.

    Of several values without an operator the first counts; an operator that lacks one sees undefined.
    Filters that are not known give what they get.
    """

    __slots__ = ("filters", "operands")

    def __init__(self, token: Token, operands: tuple[Operand, ...], filters: tuple[Filter, ...]) -> None:
        super().__init__(token)
        self.operands: Final = operands
        self.filters: Final = filters

    def evaluate(self, context: RenderContext) -> Json:
        """The value for a context; raises `Fault`, `ThrownError` and `TemplateError`."""
        value = self._initial(context)
        run_context = own(context)
        for applied in self.filters:
            run_context.check_time()
            arguments = [argument.evaluate(context) for argument in applied.arguments]
            run = context.env.filters.get(applied.name)
            if run:
                value = bounded(run(run_context, value, *arguments))
        return value

    def _initial(self, context: RenderContext) -> Json:
        first = self.operands[0]
        if len(self.operands) == 1 and isinstance(first, Argument):
            return first.evaluate(context)
        stack: list[Json] = []
        run_context = own(context)
        for operand in self.operands:
            if isinstance(operand, Argument):
                stack.append(operand.evaluate(context))
                continue
            run_context.check_time()
            right = stack.pop() if stack else UNDEFINED
            left = right if operand.is_unary else stack.pop() if stack else UNDEFINED
            stack.append(operand.apply(left, right))
        return stack[0]

    def children(self) -> Iterable[Expression]:
        yield from (operand for operand in self.operands if isinstance(operand, Argument))
        for applied in self.filters:
            yield from applied.arguments


class Condition(Expression):
    """The truth of an expression, or its opposite."""

    __slots__ = ("expression", "is_negated")

    def __init__(self, expression: Filtered, *, is_negated: bool = False) -> None:
        super().__init__(expression.token)
        self.expression: Final = expression
        self.is_negated: Final = is_negated

    def evaluate(self, context: RenderContext) -> bool:
        """Whether the branch is taken."""
        return is_true(self.expression.evaluate(context)) != self.is_negated

    def children(self) -> Iterable[Expression]:
        return (self.expression,)
