"""The bank holidays of a country, year by year, from the `holidays` package."""

import sys
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.util import find_spec, module_from_spec

import holidays

from supervision.policy.errors import CalendarError

KEPT_YEARS = range(2020, 2041)
"""Fixed, and not counted from today: the same policy has the same version on every day."""

_OBSERVED = " (observed)"


@lru_cache(maxsize=16)
def known_years(country: str, subdivision: str) -> tuple[int, int]:
    """The first and the last year the package knows. Raises CalendarError for a country it does not have."""
    try:
        _import_one_at_a_time()
        known = holidays.country_holidays(country, subdiv=subdivision, years=(), expand=False)
    except NotImplementedError as unknown:
        raise CalendarError(
            f"No bank holidays are known for {country} {subdivision}. For England write GB and ENG."
        ) from unknown
    return known.start_year, known.end_year


@lru_cache(maxsize=512)
def bank_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """Each bank holiday of a year and its name. Raises CalendarError for a year the package does not know."""
    first, last = known_years(country, subdivision)
    if not first <= year <= last:
        raise CalendarError(
            f"No bank holidays are known for {year}: the calendar covers {first} to {last}. Check the date."
        )
    found = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False)
    return {day: _named(name) for day, name in found.items()}


def as_known_now(country: str, subdivision: str) -> Mapping[date, str]:
    """The bank holidays of the years that duties are counted in, as the package gives them: what is kept with a policy,
    so that an explanation counts the same days when the package has learnt of others.
    """
    first, last = known_years(country, subdivision)
    years = range(max(first, KEPT_YEARS.start), min(last + 1, KEPT_YEARS.stop))
    # In one go: asked year by year the package takes twice as long, and each start asks.
    found = holidays.country_holidays(country, subdiv=subdivision, years=years, expand=False)
    return {day: _named(name) for day, name in sorted(found.items())}


def _import_one_at_a_time() -> None:
    """For the one country that is asked for, the package would import all its two hundred and fifty, which is a tenth of
    a start and of what a bot weighs. Each is found by its own name as well, where the room they stand in is left unread.
    """
    room = "holidays.countries"
    if room not in sys.modules and (spec := find_spec(room)) is not None:
        sys.modules[room] = module_from_spec(spec)


def _named(name: str) -> str:
    substitute = " (substitute day)" if name.endswith(_OBSERVED) else ""
    name = name.removesuffix(_OBSERVED)
    if name.lower().endswith("bank holiday"):
        return name.capitalize() + substitute
    return f"{name}{substitute}, bank holiday"
