"""Working days counted one by one, as a person with a calendar would: no code of the product's is used."""

from datetime import date, timedelta

from holidays import country_holidays

ENGLAND = country_holidays("GB", subdiv="ENG")


def is_working(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and day not in ENGLAND


def working_days_after(day: date, number: int) -> date:
    """The day's own does not count."""
    while number:
        day += timedelta(days=1)
        number -= is_working(day)
    return day


def working_day_before(day: date) -> date:
    """The last one before a day."""
    day -= timedelta(days=1)
    return day if is_working(day) else working_day_before(day)


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    return day if is_working(day) else working_days_after(day, 1)
