"""Tests of a clause that is served by a conversation."""

from collections.abc import Mapping

from tools.coverage_page.shown.naming import CHAT, SCENARIOS, SUPERVISION, Tests, of

CONVERSATIONS: Mapping[str, Tests] = {
    "four-questions": of(
        "tests/dialogs/flows/test_{}.py",
        "four_questions",
        "the_four_questions_are_asked_in_the_tools_own_words",
        "the_fourth_is_needed_when_the_third_is_blank",
        "only_the_fourth_answered_offers_ad_hoc_supervision",
    ),
    "ten-minutes": of(
        CHAT,
        "updates",
        "the_worker_is_told_in_advance_and_only_where_it_is_on",
        "from_start_to_the_next_case",
        "who_listens_keeps_questions_and_reads_them_once_time_is_up",
    ),
    "childs-views": {
        **of(CHAT, "updates", "where_the_policy_has_no_such_clause_none_is_quoted_and_no_reason_demanded"),
        **of(CHAT, "drafting", "why_the_childs_views_are_not_there_is_asked_where_the_policy_asks"),
    },
    "emotions": of(CHAT, "updates", "notes_stand_in_the_export_and_feelings_do_not"),
    "agenda": {
        **of(CHAT, "agenda", "the_agenda_can_be_chosen_again_without_it"),
        **of(CHAT, "drafting", "the_headings_are_those_of_the_policy"),
    },
    "personal": {
        **of(
            CHAT,
            "personal_notes",
            "holding_it_offers_both_the_case_record_first",
            "the_supervisee_chooses_between_the_two_and_answers_each",
        ),
        **of(
            CHAT,
            "drafting",
            "each_case_of_the_agenda_has_its_own_and_personal_notes_are_apart",
            "professional_development_is_held_against_the_statement_of_the_form_for_the_role",
        ),
    },
    "supervisor-prep": {
        **of(SUPERVISION, "preparing", "the_supervisee_is_reminded_and_the_supervisor_gets_the_digest"),
        **of(
            CHAT, "looking", "each_thing_is_ticked_off_by_itself_and_kept", "nobody_else_reads_or_changes_it"
        ),
    },
    "analysis": of(
        CHAT,
        "drafting",
        "an_action_has_what_why_who_and_by_when_and_comes_first_in_the_next_draft_until_it_is_done",
    ),
    "together": of(
        CHAT,
        "drafting",
        "either_writes_it_while_the_session_runs_and_the_last_to_save_is_shown",
        "nobody_saves_over_what_they_have_not_read",
        "after_held_it_is_a_button_and_once_recorded_it_is_only_read",
    ),
    "agreement-form": of(
        CHAT,
        "agreement",
        "both_sign_the_same_words_and_it_holds",
        "a_change_after_one_signature_asks_the_first_again",
        "a_copy_is_text_with_every_heading_and_both_signatures",
    ),
    "disagreement": {
        **of(SUPERVISION, "recording", "asking_for_a_change_or_disagreeing_stops_the_clock"),
        **of(CHAT, "concern", "either_may_take_a_disagreement_about_a_record_to_the_next_tier"),
    },
    "concern": of(
        CHAT,
        "concern",
        "nobody_else_sees_anything_at_the_first_stage",
        "the_second_stage_says_who_reads_what_and_shares_only_what_is_chosen",
        "it_is_listed_with_its_age_and_nobody_is_chased",
    ),
    "reading": {
        **of(
            CHAT,
            "stated_reading",
            "the_line_manager_reads_after_stating_what_for_and_the_two_are_told_without_a_word_of_it",
            "further_above_only_what_is_about_cases_is_read",
            "whoever_covers_states_a_purpose_for_the_personal_side_only",
        ),
        **of(SUPERVISION, "access", "whoever_covers_reads_and_the_supervisee_is_told_once_a_day"),
    },
    "property": {
        **of(SUPERVISION, "access", "after_a_change_of_supervisor_the_new_one_gains_and_the_old_one_loses"),
        **of(
            SUPERVISION,
            "agreements",
            "what_both_signed_follows_the_supervisee_and_what_was_only_written_does_not",
        ),
    },
    "storage": {
        **of(CHAT, "drafting", "each_case_of_the_agenda_has_its_own_and_personal_notes_are_apart"),
        **of(SCENARIOS, "canary", "a_word_typed_into_every_field_is_found_nowhere"),
    },
    "disclosure": of(
        CHAT,
        "disclosing",
        "nothing_left_out_is_a_copy_of_the_whole_and_the_trail_says_so",
        "personal_notes_are_never_disclosed",
        "nobody_but_a_manager_above_is_offered_it",
    ),
    "redaction": of(
        CHAT,
        "disclosing",
        "what_is_ticked_under_a_ground_is_left_out_and_everything_else_of_the_case_is_in_it",
        "no_copy_is_made_of_what_was_not_read",
        "where_the_policy_names_no_grounds_the_usual_ones_are_offered_and_no_clause_is_quoted",
    ),
    "own-data": of(
        CHAT,
        "own_data",
        "it_is_all_there_and_third_parties_are_left_out",
        "what_is_about_cases_is_counted_and_not_shown",
        "a_supervisor_is_given_nothing_of_what_is_about_those_they_supervise",
    ),
    "co-working": {
        **of(SUPERVISION, "discussing", "in_bradford_each_worker_is_supervised_on_a_co_worked_case"),
        **of(
            CHAT,
            "co_working",
            "who_records_a_session_is_led_to_the_prompts_and_gets_text_for_the_record",
        ),
    },
    "reflection-split": of(
        CHAT, "reflecting", "a_reflection_about_a_child_is_handed_back_for_the_file_and_not_kept"
    ),
    "cpd": {
        **of(
            CHAT,
            "reflecting",
            "one_of_ones_own_is_handed_back_and_kept_only_where_it_is_marked_as_cpd",
            "what_was_added_comes_out_as_text_from_the_day_asked_for",
            "nobody_else_has_any_part_in_it",
        ),
        **of(CHAT, "cpd_taken_on", "whoever_took_it_on_adds_it_in_words_of_their_own"),
    },
    "oversight": {
        **of(CHAT, "oversight", "it_is_noted_with_its_point_and_handed_back_for_the_file"),
        **of(SUPERVISION, "discussing", "oversight_noted_on_a_case_is_no_discussion"),
    },
}
