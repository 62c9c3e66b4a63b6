"""Eight float32 numbers as one value of a kernel: a register of AVX2.

Numba vectorises plain loops, but it cannot keep a tile of a matrix product in registers; kernels
that need that say it themselves with these. `Lanes` is LLVM's ``<8 x float>``: processors with
narrower registers run the same code in parts. They are loaded and stored by address, a plain int64,
so that a kernel can choose between tables without touching a reference count. Nothing here checks
an address, and nothing here keeps an array alive: whoever asks for one holds the array.

The function below each `@instruction` is what Numba calls while it compiles: it names the types and
hands over the code to emit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, models, register_model

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH = 8  # lanes
FLOAT = 4  # bytes of one
STEP = WIDTH * FLOAT  # bytes of all
LINE = 64  # bytes of a cache line

Emitted: TypeAlias = Any  # llvmlite and numba ship no types: builders, values, signatures

_FLOAT, _INT, _WIDE, _BYTE = ir.FloatType(), ir.IntType(32), ir.IntType(64), ir.IntType(8)
_VECTOR, _INTEGERS = ir.VectorType(_FLOAT, WIDTH), ir.VectorType(_INT, WIDTH)
_LOG2_E, _LN_2 = 1.4426950408889634, 0.6931471805599453
_EXP_END = 87.0  # e⁻⁸⁷ is the smallest that float32 holds at full precision
_ADDRESS = types.int64


class LanesType(types.Type):
    """Numba's name for eight floats."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


Lanes = LanesType()


def instruction(function: Callable[..., Emitted]) -> Callable[..., Emitted]:
    """What compiled code can call; not what Python can."""
    return cast("Callable[..., Emitted]", intrinsic(function))


@register_model(LanesType)
class _LanesModel(models.PrimitiveModel):
    """The same in registers and in memory."""

    def __init__(self, manager: Emitted, kind: Emitted) -> None:
        super().__init__(manager, kind, _VECTOR)  # type: ignore[no-untyped-call]


def _same(number: float) -> Emitted:
    return ir.Constant(_VECTOR, [number] * WIDTH)


def _whole(number: int) -> Emitted:
    return ir.Constant(_INTEGERS, [number] * WIDTH)


def _pointer(builder: Emitted, address: Emitted, kind: Emitted) -> Emitted:
    return builder.inttoptr(address, kind.as_pointer())


def _spread(builder: Emitted, number: Emitted) -> Emitted:
    first = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), number, _INT(0))
    return builder.shuffle_vector(first, first, _whole(0))


def _multiply_add(builder: Emitted, a: Emitted, b: Emitted, c: Emitted) -> Emitted:
    """fmuladd, not fma: without the hardware it is two instructions and not a library call."""
    kind = ir.FunctionType(_VECTOR, [_VECTOR] * 3)
    function = cgutils.get_or_insert_function(builder.module, kind, "llvm.fmuladd.v8f32")
    return builder.call(function, [a, b, c])


def _pointwise(count: int, emit: Callable[..., Emitted]) -> Emitted:
    """Signature and code of an operation from `count` lanes to lanes."""

    def code(_context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        return emit(builder, *args)

    return Lanes(*[Lanes] * count), code


@instruction
def address(_typing: Emitted, array: Emitted) -> Emitted:
    """Where the first element of an array lies."""

    def code(context: Emitted, builder: Emitted, signature: Emitted, args: Emitted) -> Emitted:
        data = context.make_array(signature.args[0])(context, builder, args[0]).data
        return builder.ptrtoint(data, _WIDE)

    return _ADDRESS(array), code


@instruction
def load(_typing: Emitted, place: Emitted) -> Emitted:
    """The eight floats at an address."""

    def code(_context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        value = builder.load(_pointer(builder, args[0], _VECTOR))
        value.align = FLOAT
        return value

    return Lanes(_ADDRESS), code


@instruction
def store(_typing: Emitted, place: Emitted, lanes: Emitted) -> Emitted:
    """Write them back."""

    def code(context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        builder.store(args[1], _pointer(builder, args[0], _VECTOR)).align = FLOAT
        return context.get_dummy_value()

    return types.void(_ADDRESS, Lanes), code


@instruction
def spread(_typing: Emitted, place: Emitted) -> Emitted:
    """The float at an address, in all lanes."""

    def code(_context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        return _spread(builder, builder.load(_pointer(builder, args[0], _FLOAT)))

    return Lanes(_ADDRESS), code


def _number_at(kind: Emitted, named: Emitted) -> Emitted:
    """Signature and code of reading one number of a type."""

    def code(_context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        return builder.load(_pointer(builder, args[0], kind))

    return named(_ADDRESS), code


@instruction
def float_at(_typing: Emitted, place: Emitted) -> Emitted:
    """The float32 at an address."""
    return _number_at(_FLOAT, types.float32)


@instruction
def bits_at(_typing: Emitted, place: Emitted) -> Emitted:
    """The 64 bits at an address, as uint64."""
    return _number_at(_WIDE, types.uint64)


@instruction
def splat(_typing: Emitted, number: Emitted) -> Emitted:
    """A float32 in all lanes."""

    def code(_context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        return _spread(builder, args[0])

    return Lanes(types.float32), code


@instruction
def prefetch(_typing: Emitted, place: Emitted) -> Emitted:
    """Ask for the cache line of an address, without waiting for it."""

    def code(context: Emitted, builder: Emitted, _signature: Emitted, args: Emitted) -> Emitted:
        kind = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer(), _INT, _INT, _INT])
        function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        read, soon, data = _INT(0), _INT(3), _INT(1)
        builder.call(function, [_pointer(builder, args[0], _BYTE), read, soon, data])
        return context.get_dummy_value()

    return types.void(_ADDRESS), code


@instruction
def zero(_typing: Emitted) -> Emitted:
    """0 in all lanes."""
    return _pointwise(0, lambda _builder: _same(0.0))


@instruction
def one(_typing: Emitted) -> Emitted:
    """1 in all lanes."""
    return _pointwise(0, lambda _builder: _same(1.0))


@instruction
def add(_typing: Emitted, a: Emitted, b: Emitted) -> Emitted:
    """The sum a + b."""
    return _pointwise(2, lambda builder, a, b: builder.fadd(a, b))


@instruction
def mul(_typing: Emitted, a: Emitted, b: Emitted) -> Emitted:
    """The product a·b."""
    return _pointwise(2, lambda builder, a, b: builder.fmul(a, b))


@instruction
def div(_typing: Emitted, a: Emitted, b: Emitted) -> Emitted:
    """The quotient a / b."""
    return _pointwise(2, lambda builder, a, b: builder.fdiv(a, b))


@instruction
def fma(_typing: Emitted, a: Emitted, b: Emitted, c: Emitted) -> Emitted:
    """Multiply and add: a·b + c."""
    return _pointwise(3, _multiply_add)


@instruction
def where_negative(_typing: Emitted, x: Emitted, a: Emitted, b: Emitted) -> Emitted:
    """Lane by lane: a where x < 0, else b."""
    return _pointwise(
        3, lambda builder, x, a, b: builder.select(builder.fcmp_ordered("<", x, _same(0.0)), a, b)
    )


@instruction
def exp_of_minus_size(_typing: Emitted, x: Emitted) -> Emitted:
    """e^−|x| to 2·10⁻⁷ relative: ``2⁻ⁿ·eʳ`` with |x| = n·ln 2 − r, eʳ by its Taylor series."""

    def emit(builder: Emitted, x: Emitted) -> Emitted:
        sized = ir.FunctionType(_VECTOR, [_VECTOR])
        size = builder.call(
            cgutils.get_or_insert_function(builder.module, sized, "llvm.fabs.v8f32"), [x]
        )
        over = builder.fcmp_ordered(">", size, _same(_EXP_END))  # NaN stays
        size = builder.select(over, _same(_EXP_END), size)
        n = builder.fptosi(_multiply_add(builder, size, _same(_LOG2_E), _same(0.5)), _INTEGERS)
        minus = builder.fsub(_same(-0.0), size)
        r = _multiply_add(builder, builder.sitofp(n, _VECTOR), _same(_LN_2), minus)
        square = builder.fmul(r, r)
        low = _multiply_add(builder, r, _same(1.0), _same(1.0))
        middle = _multiply_add(builder, r, _same(1 / 6), _same(1 / 2))
        high = _multiply_add(builder, r, _same(1 / 120), _same(1 / 24))
        high = _multiply_add(builder, square, _same(1 / 720), high)
        series = _multiply_add(builder, square, _multiply_add(builder, square, high, middle), low)
        exponent = builder.shl(builder.sub(_whole(127), n), _whole(23))  # the bits of 2⁻ⁿ
        return builder.fmul(series, builder.bitcast(exponent, _VECTOR))

    return _pointwise(1, emit)


@instruction
def sums(
    _typing: Emitted, a: Emitted, b: Emitted, c: Emitted, d: Emitted,
    e: Emitted, f: Emitted, g: Emitted, h: Emitted,
) -> Emitted:  # fmt: skip
    """Lane i is the sum of the lanes of argument i: a tree of shuffled pairs."""

    def halve(builder: Emitted, rows: Emitted, low: list[int], high: list[int]) -> list[Emitted]:
        masks = ir.Constant(_INTEGERS, low), ir.Constant(_INTEGERS, high)
        pairs = zip(rows[::2], rows[1::2], strict=True)
        return [builder.fadd(*[builder.shuffle_vector(x, y, m) for m in masks]) for x, y in pairs]

    def emit(builder: Emitted, *rows: Emitted) -> Emitted:
        twos = halve(builder, rows, [0, 8, 1, 9, 4, 12, 5, 13], [2, 10, 3, 11, 6, 14, 7, 15])
        fours = halve(builder, twos, [0, 1, 8, 9, 4, 5, 12, 13], [2, 3, 10, 11, 6, 7, 14, 15])
        return halve(builder, fours, [0, 1, 2, 3, 8, 9, 10, 11], [4, 5, 6, 7, 12, 13, 14, 15])[0]

    return _pointwise(WIDTH, emit)
