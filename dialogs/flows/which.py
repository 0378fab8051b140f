"""Which one of several: one question, given up rather than kept when it is left."""

from collections.abc import Mapping

from dialogs.engine.flow import Choice, Flow


def pick_flow(flow_id: str, title: str, question: str, label: str, *, finish: str = "") -> Flow:
    """The flow of a Pick: one question, given up rather than kept when it is left. `finish` is the button where choosing
    does something at once.
    """
    words = {"title": title, "summary": title, "chosen": question, "chosen.label": label}
    return _which(
        flow_id, Choice("chosen", options="options"), words | ({"finish": finish} if finish else {})
    )


def which_case_flow(
    flow_id: str, title: str, question: str, *, about: tuple[str, str], summary: str = ""
) -> Flow:
    """Which case of something: its argument, and the fact that names it. The options are the fact `cases`."""
    words = {"title": title, "summary": summary or title, "case": question, "case.label": "Case"}
    return _which(flow_id, Choice("case", options="cases"), words, about)


def _which(flow_id: str, step: Choice, words: Mapping[str, str], about: tuple[str, ...] = ()) -> Flow:
    return Flow(
        id=flow_id,
        version=1,
        args=about[:1],
        steps=(step,),
        facts=(str(step.options), *about[1:]),
        resumable=False,
        words={**words, "finished": "You chose:"},
    )
