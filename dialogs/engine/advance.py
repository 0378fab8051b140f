"""The engine: where a conversation stands and what came back, in; where it stands then, what to say and what
came of it, out. Pure: it knows no channel, no database and no clock.

    begin(flow, args, facts, answers)    starts, or takes up again with answers kept elsewhere
    advance(flow, state, reply, facts)   a person typed, chose or pressed something
    show(flow, state, facts)             the present prompt again: on resuming, or when a reply was delivered
    twice
    to_finish(flow, state, facts, lines) all was answered, by typing: a button that finishes
    is_own(flow, state, text, facts)     whether typed words are for the conversation, whatever else they may mean
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.engine import commands
from dialogs.engine.commands import command
from dialogs.engine.fields import fits
from dialogs.engine.flow import Flow, LongText, Text
from dialogs.engine.outcomes import Advance
from dialogs.engine.state import State, first_version
from dialogs.engine.talk import Talk
from dialogs.engine.values import Facts, Held
from dialogs.exchange.message import Message
from dialogs.exchange.reply import Answer, Press, Reply, Say


def begin(
    flow: Flow,
    args: Mapping[str, str],
    facts: Facts,
    answers: Mapping[str, Held] | None = None,
    *,
    form: bool = False,
) -> Advance:
    """Starts at the first step that is not settled, one question at a time or as one form.

    Among ``answers`` those that fit no step are left aside, so that what was kept under an older version of
    the flow can be taken up. Raises FlowError if an argument or fact is missing.
    """
    kept = {step: value for step, value in (answers or {}).items() if fits(flow.by_id.get(step), value)}
    started = first_version(flow.id, args, facts)
    state = State(
        flow.id,
        flow.version,
        flow.steps[0].id,
        started,
        started,
        mode="form" if form else "one",
        args=dict(args),
        answers=kept,
    )
    talk = Talk.of(flow, state, facts)
    say = talk.scene.wording
    lines = (say("before"),) if "before" in flow.words else ()
    typed = any(isinstance(step, Text | LongText) for step in flow.steps)
    return talk.go_on((*lines, say("typing")) if typed else lines)


def show(flow: Flow, state: State, facts: Facts) -> Message:
    """The present prompt. Raises StateError if the state is of another flow or version, FlowError if a fact
    is missing."""
    return Talk.of(flow, state, facts).placed().stay().messages[0]


def is_own(flow: Flow, state: State, text: str, facts: Facts) -> bool:
    """Whether typed words steer this conversation or name an option of its question exactly.

    Raises as ``show``.
    """
    return commands.is_own(text, Talk.of(flow, state, facts).placed().scene)


def advance(flow: Flow, state: State, reply: Reply, facts: Facts) -> Advance:
    """What comes of a reply. An Answer to a prompt that has moved on changes nothing and shows where things
    stand.

    Raises StateError if the state is of another flow or version, FlowError if a fact is missing.
    """
    # Whoever replies to a conversation they had stopped carries on with it.
    talk = Talk.of(flow, replace(state, parked=False) if state.parked else state, facts).placed()
    match reply:
        case Press():
            return talk.stay()
        case Say(text):
            what, values, note = command(text, talk.scene)
            if note:
                return talk.stay((talk.scene.wording(note),))
            return talk.do(what, values, _replaced(text, talk) if what == "save" else ())
    do = reply.values.get("do", "save")
    if do == "show":
        return talk.stay()
    if not _asked(talk.state, reply):
        return talk.stay((talk.scene.wording("moved_on"),), talk.not_saved(reply.values))
    return talk.do(do if isinstance(do, str) else "show", reply.values)


def _replaced(text: str, talk: Talk) -> tuple[str, ...]:
    """Who goes back and types on would otherwise not see that something typed earlier is gone."""
    scene = talk.scene
    if not commands.replaces(text, scene):
        return ()
    return (scene.wording("replaced", label=scene.short(scene.flow.step(scene.state.step))),)


def to_finish(flow: Flow, state: State, facts: Facts, lines: tuple[str, ...] = ()) -> Advance:
    """Where a conversation waits whose last answer was given, for a button that finishes it. ``lines`` are said first.

    Raises as ``show``.
    """
    return Talk.of(flow, state, facts).at(state.step, "finish").stay(lines)


def _asked(state: State, answer: Answer) -> bool:
    return (answer.flow, answer.step, answer.version) == (state.flow, state.step, state.version)
