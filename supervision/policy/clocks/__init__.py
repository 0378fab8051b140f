"""The small closed set of clock kinds. A new one is a class with its arithmetic, explanation and cases."""

from typing import Annotated

from pydantic import Field

from supervision.policy.clocks.base import Clock
from supervision.policy.clocks.every import Every
from supervision.policy.clocks.hours_per import HoursPer
from supervision.policy.clocks.moments import AfterShifts, NoNumber, SameDayAs
from supervision.policy.clocks.once_passed import OncePassed
from supervision.policy.clocks.once_per import OncePer, TimesPerYear
from supervision.policy.clocks.staged import Staged
from supervision.policy.clocks.within import Within, WithinHours

AnyClock = Annotated[
    Within
    | WithinHours
    | Every
    | OncePer
    | TimesPerYear
    | HoursPer
    | Staged
    | SameDayAs
    | OncePassed
    | AfterShifts
    | NoNumber,
    Field(discriminator="kind"),
]

__all__ = ["AnyClock", "Clock"]
