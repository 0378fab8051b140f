"""What a policy asks of a conversation or a record, without a date; and the forms it has for certain roles."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from supervision.policy.rules import ClauseReference
from supervision.policy.strict import Strict
from supervision.policy.vocabulary import Key, Role, Section, Text

_MOST_ITEMS = 12
_MOST_LOOK = 75
"""What can be chosen is shown whole on every channel up to this length."""
MOST_GROUNDS = 7
_MOST_GROUND = 200
"""Below it stands what is left out on this ground, in a question that every channel shows whole."""
_MOST_TEXT = 900
"""All that can be chosen together stands below a reflection, in one message of every channel."""


class Statement(Strict):
    """A published statement that progress is held against, item by item, beside professional development."""

    title: Text
    items: Annotated[
        tuple[Annotated[Text, StringConstraints(max_length=140)], ...],
        Field(min_length=1, max_length=_MOST_ITEMS),
    ]
    """In the words of the policy."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(set(self.items)) != len(self.items):
            raise ValueError("items must differ from each other")
        if sum(len(one) + 2 for one in self.items) > _MOST_TEXT:
            raise ValueError(f"items must have no more than {_MOST_TEXT} letters together")
        return self


class Look(Strict):
    """One thing that whoever prepares looks at beforehand, to be ticked off."""

    key: Key
    """The name under which it is kept that it was looked at: its words may change, this may not."""
    says: Annotated[Text, StringConstraints(max_length=_MOST_LOOK)]


class Ground(Strict):
    """One ground on which a part of a record may be left out of what is disclosed."""

    key: Key
    """What the audit trail keeps of it: its words may change, this may not."""
    title: Annotated[Text, StringConstraints(max_length=_MOST_LOOK)]
    """What stands in the place of what is left out."""
    says: Annotated[Text, StringConstraints(max_length=_MOST_GROUND)]
    """In the words of the policy."""


class Form(Strict):
    """The form that a clause has for some roles; for all others it is as the clause says."""

    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    clause: ClauseReference
    sections: tuple[Section, ...] = ()
    """Its headings; empty where they are those of the clause."""
    statement: Statement | None = None


class Clause(Strict):
    """What the policy asks of a conversation or a record, without a date."""

    id: Key
    title: Text
    clause: ClauseReference
    uncertain: str = ""
    counts_as_supervision: bool = True
    """False: it never stands in for a session that a frequency asks for."""
    sections: tuple[Section, ...] = ()
    """The headings of the draft of a record, in `agenda` and `personal`; empty where the usual ones will do."""
    forms: tuple[Form, ...] = ()
    looks: Annotated[tuple[Look, ...], Field(max_length=_MOST_ITEMS)] = ()
    """What the supervisor looks at beforehand, in `supervisor-prep`."""
    grounds: Annotated[tuple[Ground, ...], Field(max_length=MOST_GROUNDS)] = ()
    """On which a part of a case record may be left out, in `redaction`."""

    @model_validator(mode="after")
    def _looks_differ(self) -> Self:
        if len({one.key for one in self.looks}) != len(self.looks):
            raise ValueError("looks must each have a key of their own")
        return self

    @model_validator(mode="after")
    def _grounds_differ(self) -> Self:
        if len({one.key for one in self.grounds}) != len(self.grounds):
            raise ValueError("grounds must each have a key of their own")
        return self

    @model_validator(mode="after")
    def _one_form_each(self) -> Self:
        named = [role for form in self.forms for role in form.roles]
        if len(set(named)) != len(named):
            raise ValueError("forms must name each role once")
        return self

    def form_for(self, role: str) -> Form | None:
        """The form of its own that a supervisee of this role has, or None."""
        return next((one for one in self.forms if role in one.roles), None)

    def sections_for(self, role: str) -> tuple[Section, ...]:
        """The headings for a supervisee of this role; empty where the usual ones will do."""
        form = self.form_for(role)
        return (form.sections if form else ()) or self.sections

    def source_for(self, role: str) -> ClauseReference:
        """Where the text has what holds for a supervisee of this role."""
        form = self.form_for(role)
        return form.clause if form else self.clause

    def statement_for(self, role: str) -> Statement | None:
        """What a supervisee of this role holds their progress against, or None."""
        form = self.form_for(role)
        return form.statement if form else None
