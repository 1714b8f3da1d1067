"""Query parameters that are numbers or days, written plainly: nobody means `1_0`, `inf` or ` 5`."""

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_decimal(text: str) -> bool:
    """Whether this is a number as JSON has it."""
    return _DECIMAL.fullmatch(text) is not None


def _check_whole(value: Any) -> Any:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError("whole_number", "must be a whole number in plain digits")
    return value


def _check_decimal(value: Any) -> Any:
    if isinstance(value, str) and not is_decimal(value):
        raise PydanticCustomError("decimal_number", "must be a number such as 4.5")
    return value


def _check_day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "must be a day such as 2026-11-22")
    return value


WholeNumber = Annotated[int, BeforeValidator(_check_whole)]
DecimalNumber = Annotated[float, BeforeValidator(_check_decimal)]
Day = Annotated[date, BeforeValidator(_check_day)]
