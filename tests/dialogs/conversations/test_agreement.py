"""The supervision agreement as it is talked through: written, changed, signed by both, read, copied, looked at again."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from dialogs.exchange.reply import Press
from dialogs.flows.agreement import TIER, USUAL
from dialogs.nudges import words
from storage.store import Store
from storage.tables import Agreement, OutboxRow, Person
from supervision import duties
from supervision.policy import load_policies
from supervision.work import CLOCK, Work
from tests.dialogs.conversations.chat import Chat
from tests.supervision.world import KNOWN_FROM, World, day
from tests.support.stores import Clock

Chats = Callable[[str], Chat]
CANARY = "canary-4713"
NO_SUCH = '\nI cannot find that. Type "due" to see what is open for you.'


def write(chat: Chat, own: str = "") -> Chat:
    """Answers question by question; our words stay where nothing is said."""
    chat.say("agreement")
    if "Which agreement" in chat.text:
        chat.choose("Robin Ash")
    chat.press("Write it").choose("As often as the policy asks")
    for _ in range(4):
        chat.save()
    chat.choose("Typed").save().press("Skip")
    chat = chat.save(anything_else=own) if own else chat.press("Skip")
    return chat.press("Skip").press("Save the agreement")


def sign(chat: Chat) -> Chat:
    """Reads it, ticks both, and signs."""
    return chat.press("Read it").press("Sign").save(have_read=("policy", "agreement"))


def by(world: World, person: str, kind: str) -> str:
    """The words of the latest notice of a kind to a person, as they are now; empty where nothing is to be said."""

    def read(work: Work) -> str:
        rows = list(work.uow.session.exec(select(OutboxRow).where(OutboxRow.kind == kind)))
        message = words(
            work, max((one for one in rows if one.recipient_id == person), key=lambda one: one.id)
        )
        return "" if message is None else f"{message.title}\n{message.text}\n{message.summary}"

    return world.do(person, read)


def agreements_in(world: World) -> list[Agreement]:
    found = world.store.read_now(lambda uow: list(uow.session.exec(select(Agreement))))
    return sorted(found, key=lambda one: one.id)


@pytest.fixture
def written(chat: Chats, world: World) -> World:
    """Robin has written an agreement with Amara."""
    assert "Agreement saved" in write(chat("robin"), CANARY).text
    return world


def test_who_can_read_it_is_said_before_anything_is_typed(chat: Chats) -> None:
    robin = chat("robin").say("agreement")
    assert "Holds now: No agreement yet" in robin.text
    assert "Clause: agreement-form: " in robin.text
    robin.press("Write it")
    assert "Only you and Amara Okafor can read it here: no manager, and nobody who covers." in robin.text
    assert (
        "Once both of you have signed it, whoever supervises you after Amara Okafor reads it too."
        in robin.text
    )
    assert "Your policy asks for it once in each calendar month" in robin.text


def test_an_interval_agreed_individually_is_said_beside_what_the_policy_asks(
    chat: Chats, world: World
) -> None:
    world.becomes("robin", supervised_every_weeks=3)
    robin = chat("robin").say("agreement").press("Write it")
    assert "Agreed individually: every 3 weeks, if that is sooner." in robin.text


def test_our_words_stand_there_to_be_made_theirs(chat: Chats) -> None:
    robin = chat("robin").say("agreement").press("Write it").choose("As often as the policy asks")
    assert robin.messages[-1].fields[0].value == USUAL["will"]
    assert "More often" not in robin.save().text


def test_skipping_what_must_be_said_leaves_our_words_in_the_field(chat: Chats) -> None:
    robin = chat("robin").say("agreement").press("Write it").choose("As often as the policy asks").say("skip")
    (field,) = robin.messages[0].fields
    assert field.value == USUAL["will"]
    assert field.problem == "Change what stands here, or choose “Save and continue” to keep it"
    assert "And what will the two of you not do?" in robin.save().text


def test_the_same_is_asked_as_one_form(chat: Chats) -> None:
    robin = chat("robin").say("agreement").press("Write it").choose("More often than that")
    robin.press("Show as one form").save(often="every two weeks", handwriting="typed")
    assert "Check the agreement" in robin.text
    assert "More often: every two weeks" in robin.text


def test_both_sign_the_same_words_and_it_holds(chat: Chats, written: World) -> None:
    robin = chat("robin").say("agreement")
    assert "Not yet signed by you. Not yet signed by Amara Okafor." in robin.text
    assert CANARY not in robin.text
    robin.press("Read it")
    assert robin.messages[-1].private
    assert CANARY in robin.text
    assert TIER in robin.text
    robin.press("Sign").save(have_read=("agreement",))
    assert "Tick both once you have read them" in robin.messages[-1].fields[0].problem
    robin.save(have_read=("policy", "agreement"))
    assert "It holds once Amara Okafor has signed the same words." in robin.text
    assert CANARY not in by(written, "amara", "agreement-written")
    assert "has signed the supervision agreement" in by(written, "amara", "agreement-signed")
    amara = chat("amara").say("agreement").choose("Robin Ash")
    sign(amara)
    assert "Both of you have signed" in amara.text
    assert "Put a copy on file" in amara.text
    assert "so the supervision agreement holds" in by(written, "robin", "agreement-agreed")
    assert "Signed by Robin Ash and Amara Okafor, the second on Monday 23 November 2026" in (
        chat("robin").say("agreement").text
    )


def test_a_change_after_one_signature_asks_the_first_again(chat: Chats, written: World) -> None:
    sign(chat("robin").say("agreement"))
    amara = chat("amara").say("agreement").choose("Robin Ash")
    shown = amara.press("Read it").pressing("Sign")
    amara.press("Change it").press("Change this answer", what="handwriting").choose(
        "By hand, as we have agreed"
    )
    amara.press("Save the agreement")
    assert "so no signature stands under it yet" in by(written, "robin", "agreement-written")
    assert by(written, "amara", "agreement-signed") == ""
    assert "nothing was done" in amara.reply(shown).text
    robin = chat("robin").say("agreement")
    assert "Version 2, by Amara Okafor on Monday 23 November 2026. Not yet signed by you." in robin.text
    sign(robin)
    sign(chat("amara").say("agreement").choose("Robin Ash"))
    assert agreements_in(written)[0].state == "agreed"


def test_the_same_words_again_change_nothing(chat: Chats, written: World) -> None:
    sign(chat("robin").say("agreement"))
    chat("amara").say("agreement").choose("Robin Ash").press("Change it").press("Save the agreement")
    assert agreements_in(written)[0].supervisee_signed_on is not None


def test_what_the_other_wrote_meanwhile_is_not_written_over(chat: Chats, written: World) -> None:
    robin = chat("robin").say("agreement").press("Change it")
    amara = chat("amara").say("agreement").choose("Robin Ash").press("Change it")
    amara.press("Change this answer", what="handwriting").choose("Either, as it suits the session")
    amara.press("Save the agreement")
    robin.press("Change this answer", what="anything_else").save(anything_else="mine")
    assert "was changed while you were writing" in robin.press("Save the agreement").text
    assert agreements_in(written)[0].edition == 2


def test_whoever_carries_on_too_late_is_told_so_and_where_to_look(chat: Chats, written: World) -> None:
    robin = chat("robin").say("agreement").press("Read it").press("Sign").say("due")
    late = robin.pressing("Carry on")
    amara = chat("amara").say("agreement")
    sign(amara.choose("Robin Ash") if "Which agreement" in amara.text else amara)
    assert robin.reply(late).text.endswith("This has changed since that message, so nothing was done.")
    assert robin.labels == ["What is owed"]


def test_a_signature_is_taken_back_within_its_minute(chat: Chats, written: World) -> None:
    robin = sign(chat("robin").say("agreement"))
    robin.press("Undo")
    assert "Not yet signed by you" in chat("robin").say("agreement").text
    assert by(written, "amara", "agreement-signed") == ""


def test_a_copy_is_text_with_every_heading_and_both_signatures(chat: Chats, written: World) -> None:
    sign(chat("robin").say("agreement"))
    robin = chat("robin").say("agreement").press("Read it").press("Copy as text")
    assert all(one.private for one in robin.messages)
    copied = "\n".join(one.text for one in robin.messages)
    for text in (
        *USUAL.values(),
        CANARY,
        TIER,
        "Signed by Robin Ash on Monday 23",
        "Not yet signed by Amara",
    ):
        assert text in copied
    assert "igned by you" not in copied


@pytest.mark.parametrize("person", ["sam", "joan", "morgan", "dana"])
def test_for_anybody_else_there_is_no_such_thing(chat: Chats, written: World, person: str) -> None:
    (agreement,) = agreements_in(written)
    other = chat(person)
    for verb in ("agreement-read", "agreement-copy", "agreement-sign"):
        assert other.verb(verb, agreement.id, agreement.version).text == NO_SUCH
    for verb in ("agreement", "agreement-write"):
        assert other.verb(verb, "robin").text == NO_SUCH


def test_the_words_wait_sealed_when_it_is_left_in_the_middle(chat: Chats) -> None:
    robin = chat("robin").say("agreement").press("Write it").choose("As often as the policy asks")
    robin.save(will=CANARY).press("Stop for now")
    assert CANARY not in robin.text
    assert "Question 3 of" in robin.press("Carry on").text


def test_where_a_review_is_yearly_no_later_day_is_taken(sqlite_store: Store, clock: Clock) -> None:
    world = World(sqlite_store, clock, load_policies(), "bradford")
    robin = Chat(world, "robin").say("agreement").press("Write it").press("Show as one form")
    assert "by Tuesday 23 November 2027 at the latest" in robin.messages[-1].fields[-1].label
    robin.save(frequency="as_policy", handwriting="typed", review_on="2028-01-10")
    (problem,) = [one.problem for one in robin.messages[-1].fields if one.problem]
    assert (
        problem == "Choose Tuesday 23 November 2027 or an earlier day: your policy asks for a review by then"
    )


def test_on_the_chosen_day_both_are_asked_to_look_again(chat: Chats, written: World) -> None:
    amara = chat("amara").say("agreement").choose("Robin Ash").press("Change it")
    amara.press("Change this answer", what="review_on").save(review_on="2026-12-07").press(
        "Save the agreement"
    )
    for person in ("amara", "robin"):
        shown = chat(person).say("agreement")
        sign(shown.choose("Robin Ash") if person == "amara" else shown)
    written.to("2026-12-07 09:00")
    assert "You chose today to look at your supervision agreement again" in by(
        written, "robin", "agreement-review-day"
    )
    robin = chat("robin").say("agreement").press("Review it").save(review_on="2027-03-01")
    robin.press("Save the agreement")
    sign(robin.say("agreement"))
    sign(chat("amara").say("agreement").choose("Robin Ash"))
    assert [one.state for one in agreements_in(written)] == ["replaced", "agreed"]
    assert agreements_in(written)[1].review_on == day("2027-03-01")


def test_who_has_nobody_to_agree_with_is_told_so(chat: Chats, world: World) -> None:
    assert (
        chat("dana").say("agreement").messages[0].title == "Supervision agreement: Morgan Vale and Dana Hill"
    )
    world.has(
        Person(
            id="lee", name="Lee Frost", role="team_manager", authority=world.authority, known_from=KNOWN_FROM
        )
    )
    assert "nobody to agree with" in chat("lee").say("agreement").text
    assert "Nobody is recorded as your supervisor" in chat("lee").verb("agreement-write", "lee").text


def test_the_reminder_leads_to_the_agreement_and_leaves_paper_its_place(world: World) -> None:
    def start(work: Work) -> None:
        robin = work.uow.session.get(Person, "robin")
        assert robin is not None
        robin.started_on = day("2026-11-16")
        duties.settle(work, robin)

    world.do(CLOCK, start)

    def buttons(work: Work) -> list[tuple[str, str]]:
        rows = work.uow.session.exec(select(OutboxRow).where(OutboxRow.recipient_id == work.actor))
        found = [words(work, row) for row in rows if row.kind.startswith("agreement-first/")]
        return [
            (one.label, one.reply.verb)
            for it in found
            if it
            for one in it.buttons
            if isinstance(one.reply, Press)
        ]

    assert ("The agreement", "agreement") in world.do("robin", buttons)
    assert ("It was done", "done") in world.do("robin", buttons)
    assert ("The agreement", "agreement") in world.do("amara", buttons)


def half_typed(chat: Chat, own: str) -> Chat:
    """Everything is answered, and nothing is saved yet."""
    if "Which agreement" in chat.say("agreement").text:
        chat.choose("Robin Ash")
    chat.press("Write it").press("Show as one form")
    return chat.save(frequency="as_policy", handwriting="typed", anything_else=own)


def test_half_typed_when_another_comes_to_supervise_it_is_carried_over_and_shown_again(
    chat: Chats, world: World
) -> None:
    robin = half_typed(chat("robin"), CANARY)
    world.becomes("robin", supervisor_id="joan")
    robin.press("Save the agreement")
    assert "Joan Reed supervises you now, so nothing was saved." in robin.text
    assert "Only you and Joan Reed can read it here" in robin.text
    assert CANARY in robin.text
    assert agreements_in(world) == []
    robin.press("Save the agreement").press("Read it")
    assert CANARY in robin.text
    assert [(one.supervisor_id, one.state) for one in agreements_in(world)] == [("joan", "written")]


def test_what_the_next_supervisor_has_begun_is_not_written_over(chat: Chats, world: World) -> None:
    robin = half_typed(chat("robin"), CANARY)
    world.becomes("robin", supervisor_id="joan")
    half_typed(chat("joan"), "hers").press("Save the agreement")
    robin.press("Save the agreement")
    assert "was not saved over it. What you typed is kept here" in robin.text
    assert CANARY in robin.text
    assert "hers" in chat("joan").say("agreement").choose("Robin Ash").press("Read it").text


def test_half_typed_when_nobody_supervises_any_more_it_stays_with_whoever_typed_it(
    chat: Chats, world: World
) -> None:
    robin, amara = half_typed(chat("robin"), CANARY), half_typed(chat("amara"), CANARY)
    world.becomes("robin", supervisor_id=None)
    for here, why in ((robin, "Nobody is recorded as your supervisor"), (amara, "You no longer supervise")):
        here.press("Save the agreement")
        assert why in here.text
        assert "Robin Ash and Amara Okafor, who no longer work together" in here.text
        assert CANARY in here.text
    assert agreements_in(world) == []
    world.becomes("robin", supervisor_id="joan")
    assert "Joan Reed supervises you now" in robin.press("Save the agreement").text


def shown_again(chat: Chat) -> str:
    """Everything that comes of carrying on, the words in its fields too."""
    chat.say("carry on")
    seen = chat.text
    if "Show as one form" in chat.labels:
        chat.press("Show as one form")
    return "\n".join([seen, chat.text, *(str(one.value) for it in chat.messages for one in it.fields)])


def test_a_review_the_former_supervisor_had_begun_is_refused_as_the_agreement_itself_is(
    chat: Chats, written: World
) -> None:
    sign(chat("robin").say("agreement"))
    sign(chat("amara").say("agreement").choose("Robin Ash"))
    amara = chat("amara").say("agreement").choose("Robin Ash").press("Review it")
    amara.press("Stop for now")
    assert CANARY in shown_again(amara)
    amara.press("Stop for now")
    written.becomes("robin", supervisor_id="joan")
    assert CANARY not in shown_again(amara)


def test_a_change_the_former_supervisor_had_begun_is_refused_as_the_agreement_itself_is(
    chat: Chats, written: World
) -> None:
    amara = chat("amara").say("agreement").choose("Robin Ash").press("Change it")
    save = amara.pressing("Save the agreement")
    amara.press("Stop for now")
    written.becomes("robin", supervisor_id="joan")
    assert amara.reply(save).text == NO_SUCH
    assert CANARY not in shown_again(amara)


def test_unsigned_words_of_the_former_supervisor_are_not_carried_over_to_the_next(
    chat: Chats, world: World
) -> None:
    half_typed(chat("amara"), "what amara wrote for the two of us").press("Save the agreement")
    robin = chat("robin").say("agreement").press("Change it")
    robin.press("Change this answer", what="first_try").save(first_try=CANARY)
    world.becomes("robin", supervisor_id="joan")
    robin.press("Save the agreement")
    assert "What you typed yourself is carried over" in robin.text
    assert "the two of you had not both signed it" in robin.text
    robin.press("Show as one form")
    fields = {one.name: one.value for one in robin.messages[-1].fields}
    assert (fields["first_try"], fields["anything_else"]) == (CANARY, "")
    robin.save(frequency="as_policy", handwriting="typed").press("Save the agreement")
    read = chat("joan").say("agreement").choose("Robin Ash").press("Read it").text
    assert CANARY in read
    assert "what amara wrote" not in read


def test_unsigned_words_that_only_robin_has_written_are_carried_over_whole(
    chat: Chats, written: World
) -> None:
    robin = chat("robin").say("agreement").press("Change it")
    robin.press("Change this answer", what="first_try").save(first_try="a walk first")
    written.becomes("robin", supervisor_id="joan")
    robin.press("Save the agreement")
    assert CANARY in robin.text
    assert "a walk first" in robin.text
    assert "had not both signed" not in robin.text


def test_what_amara_changed_meanwhile_does_not_make_her_earlier_words_robins(
    chat: Chats, world: World
) -> None:
    half_typed(chat("amara"), "her first words").press("Save the agreement")
    robin = chat("robin").say("agreement").press("Change it")
    amara = chat("amara").say("agreement").choose("Robin Ash").press("Change it")
    amara.press("Change this answer", what="anything_else").save(anything_else="her second words")
    amara.press("Save the agreement")
    world.becomes("robin", supervisor_id="joan")
    robin.press("Save the agreement").press("Show as one form")
    assert "her first words" not in [one.value for one in robin.messages[-1].fields]


def test_what_both_had_signed_is_carried_over_with_what_was_typed(chat: Chats, written: World) -> None:
    sign(chat("robin").say("agreement"))
    sign(chat("amara").say("agreement").choose("Robin Ash"))
    robin = chat("robin").say("agreement").press("Review it").press("Skip")
    robin.press("Change this answer", what="first_try").save(first_try="a walk first")
    written.becomes("robin", supervisor_id="joan")
    robin.press("Save the agreement")
    assert CANARY in robin.text
    assert "a walk first" in robin.text
    assert "had not both signed" not in robin.text


def test_what_was_begun_with_the_next_supervisor_waits_beside_what_is_carried_over(
    chat: Chats, world: World
) -> None:
    robin = half_typed(chat("robin"), "typed for amara")
    save = robin.pressing("Save the agreement")
    robin.press("Stop for now")
    world.becomes("robin", supervisor_id="joan")
    half_typed(robin, "typed for joan").press("Stop for now")
    assert "typed for amara" in robin.reply(save).text
    robin.press("Save the agreement")
    assert "typed for joan" in shown_again(robin)


def test_the_longest_one_can_be_checked_read_and_copied_whole(chat: Chats, world: World) -> None:
    robin = chat("robin").say("agreement").press("Write it").choose("More often than that")
    robin.press("Show as one form")
    room = {one.name: one.max_length for one in robin.messages[-1].fields if one.max_length}
    longest = {name: f"{place}" * most for place, (name, most) in enumerate(room.items())}
    robin.save(handwriting="typed", **longest).press("Save the agreement").press("Read it")
    assert all(text in robin.text for text in longest.values())
    robin.press("Copy as text")
    copied = "".join(one.text for one in robin.messages)
    assert all(text in copied for text in longest.values())
    assert len(robin.messages) > 1


def test_what_was_typed_over_the_agreement_is_there_when_change_it_is_pressed_again(chat: Chats) -> None:
    write(chat("robin"), own="As it was.")
    robin = chat("robin").say("agreement").press("Change it")
    robin.press("Change this answer", what="anything_else").save(anything_else=CANARY)
    again = chat("robin").say("agreement").press("Change it")
    assert CANARY in again.text
