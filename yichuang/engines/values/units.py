"""Units that literals may carry, and their exact factors to the unit in which a value is kept.

Money is kept in the smallest coin of its currency (fen, cent), area in ㎡, length in m, power in kW or kVA.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

# currency -> how many of its smallest coin make one
COINS = {"cny": 100, "usd": 100, "eur": 100, "gbp": 100, "hkd": 100, "jpy": 1}
COIN_NAMES = {
    "cny": ("元", "yuan"),
    "usd": ("美元", "US dollars"),
    "eur": ("欧元", "euros"),
    "gbp": ("英镑", "pounds"),
    "hkd": ("港元", "HK dollars"),
    "jpy": ("日元", "yen"),
}
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}

MONEY: dict[str, tuple[str, int]] = {
    scale + name: (currency, factor * COINS[currency])
    for currency, (name, _) in COIN_NAMES.items()
    for scale, factor in SCALES.items()
}

# unit as written -> (unit in which it is kept, factor)
AREA: dict[str, tuple[str, Fraction]] = {
    "㎡": ("㎡", Fraction(1)),
    "m²": ("㎡", Fraction(1)),
    "平方米": ("㎡", Fraction(1)),
    "亩": ("㎡", Fraction(2000, 3)),
    "公顷": ("㎡", Fraction(10_000)),
    "km²": ("㎡", Fraction(1_000_000)),
    "平方公里": ("㎡", Fraction(1_000_000)),
}
LENGTH: dict[str, tuple[str, Fraction]] = {
    "m": ("m", Fraction(1)),
    "米": ("m", Fraction(1)),
    "km": ("m", Fraction(1000)),
    "公里": ("m", Fraction(1000)),
    "千米": ("m", Fraction(1000)),
    "cm": ("m", Fraction(1, 100)),
    "厘米": ("m", Fraction(1, 100)),
    "mm": ("m", Fraction(1, 1000)),
    "毫米": ("m", Fraction(1, 1000)),
}
POWER: dict[str, tuple[str, Fraction]] = {
    "kW": ("kW", Fraction(1)),
    "千瓦": ("kW", Fraction(1)),
    "MW": ("kW", Fraction(1000)),
    "W": ("kW", Fraction(1, 1000)),
    "kVA": ("kVA", Fraction(1)),
    "千伏安": ("kVA", Fraction(1)),
    "MVA": ("kVA", Fraction(1000)),
}
MEASURES = {"area": AREA, "length": LENGTH, "power": POWER}

SPANS: dict[str, str] = {
    **{unit: unit for unit in ("years", "months", "days", "hours", "minutes", "seconds")},
    **{unit[:-1]: unit for unit in ("years", "months", "days", "hours", "minutes", "seconds")},
    "working_days": "working_days",
    "working_day": "working_days",
    "working_hours": "working_hours",
    "working_hour": "working_hours",
}
SPAN_NAMES = {
    "years": ("年", "year"),
    "months": ("个月", "month"),
    "days": ("日", "day"),
    "hours": ("小时", "hour"),
    "minutes": ("分钟", "minute"),
    "seconds": ("秒", "second"),
    "working_days": ("个工作日", "working day"),
    "working_hours": ("个工作小时", "working hour"),
}
UNIT_NAMES = {
    "㎡": ("平方米", "m²"),
    "m": ("米", "m"),
    "kW": ("千瓦", "kW"),
    "kVA": ("千伏安", "kVA"),
}
SHARES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000)}


def kind_of_unit(unit: str) -> str | None:
    """The kind of value that a unit makes ("money", "area", ...), None for a count word such as 人."""
    if unit in MONEY:
        return "money"
    for kind, table in MEASURES.items():
        if unit in table:
            return kind
    if unit in SPANS:
        return SPANS[unit]
    return "share" if unit in SHARES else None


def exact_decimal(value: Fraction, places: int = 12) -> Decimal | None:
    """The fraction as a decimal of at most `places` digits, None where it does not come out even."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        return None
    return plain(Decimal(scaled.numerator).scaleb(-places))


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if int(short.as_tuple().exponent) > 0 else short
