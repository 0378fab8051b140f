"""By which tests each clause is shown: those of the part of the ledger that serves a rule, and those of the clause itself.

Each is a file of tests and the names of tests in it; `tests_there` looks them up. The policies' cases are counted.
"""

from collections.abc import Mapping

Tests = Mapping[str, tuple[str, ...]]

_SUPERVISION = "tests/supervision/test_{}.py"
_CHAT = "tests/dialogs/conversations/test_{}.py"


def _of(place: str, name: str, *tests: str) -> Tests:
    return {place.format(name): tuple(f"test_{one}" for one in tests)}


PARTS: Mapping[str, Tests] = {
    "preparing": _of(
        _SUPERVISION,
        "preparing",
        "each_party_owes_it_until_the_session_starts",
        "the_supervisee_is_reminded_and_the_supervisor_gets_the_digest",
        "it_moves_with_its_session",
    ),
    "frequency": _of(
        _SUPERVISION,
        "frequency",
        "once_a_calendar_month_counts_from_the_last_one_held",
        "a_session_booked_in_time_meets_the_booking",
        "late_is_a_line_in_the_line_managers_week",
        "a_bradford_month_is_the_same_day_next_month",
    ),
    "cancelling": _of(
        _SUPERVISION,
        "rebooking",
        "a_cancelled_session_opens_one_rebook_duty",
        "it_is_met_once_a_session_in_time_is_booked",
        "sickness_pauses_it_until_the_return_is_known",
    ),
    "cancel_notes": _of(
        _SUPERVISION, "plans_and_notes", "a_cancelled_session_is_noted_once_on_the_files_of_its_agenda"
    ),
    "recording": _of(
        _SUPERVISION,
        "recording",
        "a_held_session_owes_its_record_within_five_working_days",
        "recording_it_tasks_the_supervisee",
        "without_a_word_it_is_assumed_agreed_but_never_closed_by_itself",
    ),
    "absent": _of(
        _SUPERVISION,
        "absent_supervisor",
        "every_two_working_days_until_cover_and_the_managers_manager_after_five",
        "one_tap_reports_it_and_ends_the_supervisees_duty_only",
        "planned_leave_does_not_start_it",
    ),
    "once": _of(
        _SUPERVISION,
        "once",
        "what_was_done_can_be_taken_back_and_is_owed_again",
        "a_rule_of_an_authoritys_own_is_opened_by_what_is_recorded_for_it",
    ),
    "recurring": _of(
        _SUPERVISION,
        "recurring",
        "each_time_it_was_done_the_next_is_counted_from_there",
        "leaving_ends_what_is_owed_again_and_again",
    ),
    "discussing": _of(
        _SUPERVISION,
        "discussing",
        "a_session_held_with_it_on_the_agenda_meets_it_and_the_next_interval_begins",
        "of_two_rows_the_strictest_governs",
        "typing_a_case_anew_in_mid_period_moves_the_row_and_not_the_start",
        "on_the_agenda_of_a_session_by_its_day_it_is_not_spoken_of",
    ),
    "plan_reviewing": _of(
        _SUPERVISION,
        "plans_and_notes",
        "a_plan_is_reviewed_every_three_months_from_allocation_or_the_last_review",
    ),
}

_ONCE, _RECURRING = "once", "recurring"
_QUALITY = "quality_assurance_in_central_bedfordshire_is_owed_by_the_role_it_names"
_ASYE = _of(_SUPERVISION, _ONCE, "the_reviews_of_the_asye_are_at_3_6_9_and_11_months")
_SETTLED = _of(
    _SUPERVISION, "discussing", "a_settled_child_in_care_steps_down_from_a_recorded_decision_and_up_again"
)
_DECIDED = _of(
    _SUPERVISION,
    "discussing",
    "an_interval_decided_for_a_case_shortens_it_at_once",
    "a_longer_one_holds_from_the_next_interval_and_only_when_the_table_says_so",
)
_MIRRORED = _of(
    _SUPERVISION, "discussing", "a_child_with_disabilities_is_discussed_as_often_as_the_plan_is_reviewed"
)
_NEW_CASE = _of(
    _SUPERVISION,
    "discussing",
    "a_newly_allocated_case_is_discussed_within_ten_working_days_and_then_every_four_weeks",
)

_LENGTHS = (
    "a_booking_begins_with_what_the_policy_asks_for_and_a_shorter_one_is_said",
    "how_long_it_took_is_asked_and_a_short_one_counts_and_is_said",
)

_HOME = _of(
    _SUPERVISION,
    "home_records",
    "its_record_is_made_and_signed_on_the_day",
    "what_is_not_signed_stays_owed_and_its_supervisor_hears_of_it",
)

CLAUSES: Mapping[str, Tests] = {
    "record-case": {
        **_of(
            _SUPERVISION,
            "delegating",
            "the_duty_passes_to_the_delegate_with_its_dates",
            "the_delegate_has_nothing_else_of_the_session",
            "while_the_delegate_is_away_it_is_with_the_supervisor_who_is_told",
        ),
        **_of(_CHAT, "delegating", "the_delegate_says_recorded_and_nothing_else_is_offered"),
    },
    "record-case-home": _HOME,
    "record-personal-home": _HOME,
    "signoff-case-home": _HOME,
    "signoff-personal-home": _HOME,
    "agreement-first": _of(
        _SUPERVISION,
        _ONCE,
        "a_new_starter_and_their_supervisor_each_sign_within_four_weeks",
        "a_bradford_agreement_is_signed_by_the_first_session_of_each_relationship",
    ),
    "agreement-review": {
        **_of(_SUPERVISION, _ONCE, "a_change_of_circumstances_has_the_agreement_reviewed_without_a_date"),
        **_of(_SUPERVISION, _RECURRING, "a_signed_agreement_is_reviewed_a_year_after_the_last_signature"),
    },
    "freq-nqsw": {
        **_of(
            _SUPERVISION,
            "stages",
            "the_stages_of_the_asye_in_central_bedfordshire_go_by_the_calendar",
            "an_nqsw_of_bradford_stays_fortnightly_until_the_6_month_review_is_recorded",
        ),
        **_of(_CHAT, "lengths", *_LENGTHS),
    },
    "freq-first-six-months": _of(
        _SUPERVISION, "stages", "the_first_six_months_in_post_are_listed_beside_the_frequency_and_end"
    ),
    "freq-home": {
        **_of(_SUPERVISION, "stages", "homes_staff_go_from_fortnightly_to_every_4_weeks_after_6_months"),
        **_of(_CHAT, "lengths", *_LENGTHS),
    },
    "freq-agency": _of(_SUPERVISION, "stages", "agency_staff_of_a_home_are_supervised_after_each_8_shifts"),
    "asye-review-3": _ASYE,
    "asye-review-6": _ASYE,
    "asye-review-9": _ASYE,
    "asye-review-11": _ASYE,
    "protected-development": _of(
        _SUPERVISION, _RECURRING, "protected_time_is_listed_week_by_week_and_never_chased"
    ),
    "rebook-sick-personal": _of(
        _SUPERVISION, "rebooking", "a_personal_session_has_its_own_clause_after_sickness"
    ),
    "signoff-personal": _of(
        _SUPERVISION,
        "personal_notes",
        "sending_the_notes_starts_their_own_clock_and_leaves_the_case_record_alone",
    ),
    "plan-review-disabilities": _of(
        _SUPERVISION, "plans_and_notes", "for_a_child_with_disabilities_it_is_told_once_and_then_only_listed"
    ),
    "audit-themed": _of(_SUPERVISION, _RECURRING, _QUALITY),
    "observe-peer": _of(_SUPERVISION, _RECURRING, _QUALITY),
    "survey": _of(_SUPERVISION, _RECURRING, _QUALITY),
    "observe-practice": _of(
        _SUPERVISION, _RECURRING, "one_observation_a_quarter_from_the_first_full_quarter_on"
    ),
    "case-first": _NEW_CASE,
    "case-newly-allocated": _NEW_CASE,
    "case-disabilities-plan": _MIRRORED,
    "case-child-in-care-settled": _SETTLED,
    "case-decided": _DECIDED,
    "case-looked-after-longer": _DECIDED,
    "case-more-often": _of(
        _SUPERVISION,
        "discussing",
        "rising_risks_are_listed_beside_the_row_until_an_interval_is_decided",
    ),
    "audit-monthly": {
        **_of(
            _SUPERVISION,
            "audits",
            "a_case_is_drawn_when_the_audit_becomes_due_and_again_after_it_was_done",
            "none_is_drawn_twice_before_all_were",
        ),
        **_of(
            _CHAT,
            "auditing",
            "the_case_drawn_is_shown_to_the_head_of_service",
            "the_record_of_the_audited_case_takes_it_up_when_it_is_next_drafted",
        ),
    },
    "case-unclassified": _of(
        _SUPERVISION, "discussing", "a_case_no_row_fits_is_listed_for_a_decision_and_told_of_once"
    ),
    "case-single-assessment": _of(
        _SUPERVISION, "discussing", "an_open_single_assessment_is_discussed_at_each_supervision"
    ),
    "four-questions": _of(
        "tests/dialogs/test_{}.py",
        "four_questions",
        "the_four_questions_are_asked_in_the_tools_own_words",
        "the_fourth_is_needed_when_the_third_is_blank",
        "only_the_fourth_answered_offers_ad_hoc_supervision",
    ),
    "ten-minutes": _of(
        _CHAT,
        "updates",
        "the_worker_is_told_in_advance_and_only_where_it_is_on",
        "from_start_to_the_next_case",
        "who_listens_keeps_questions_and_reads_them_once_time_is_up",
    ),
    "childs-views": {
        **_of(_CHAT, "updates", "where_the_policy_has_no_such_clause_none_is_quoted_and_no_reason_demanded"),
        **_of(_CHAT, "drafting", "why_the_childs_views_are_not_there_is_asked_where_the_policy_asks"),
    },
    "emotions": _of(_CHAT, "updates", "notes_stand_in_the_export_and_feelings_do_not"),
    "agenda": {
        **_of(_CHAT, "agenda", "the_agenda_can_be_chosen_again_without_it"),
        **_of(_CHAT, "drafting", "the_headings_are_those_of_the_policy"),
    },
    "personal": {
        **_of(
            _CHAT,
            "personal_notes",
            "holding_it_offers_both_the_case_record_first",
            "the_supervisee_chooses_between_the_two_and_answers_each",
        ),
        **_of(
            _CHAT,
            "drafting",
            "each_case_of_the_agenda_has_its_own_and_personal_notes_are_apart",
            "professional_development_is_held_against_the_statement_of_the_form_for_the_role",
        ),
    },
    "supervisor-prep": {
        **_of(_SUPERVISION, "preparing", "the_supervisee_is_reminded_and_the_supervisor_gets_the_digest"),
        **_of(
            _CHAT, "looking", "each_thing_is_ticked_off_by_itself_and_kept", "nobody_else_reads_or_changes_it"
        ),
    },
    "analysis": _of(
        _CHAT,
        "drafting",
        "an_action_has_what_why_who_and_by_when_and_comes_first_in_the_next_draft_until_it_is_done",
    ),
    "together": _of(
        _CHAT,
        "drafting",
        "either_writes_it_while_the_session_runs_and_the_last_to_save_is_shown",
        "nobody_saves_over_what_they_have_not_read",
        "after_held_it_is_a_button_and_once_recorded_it_is_only_read",
    ),
    "agreement-form": _of(
        _CHAT,
        "agreement",
        "both_sign_the_same_words_and_it_holds",
        "a_change_after_one_signature_asks_the_first_again",
        "a_copy_is_text_with_every_heading_and_both_signatures",
    ),
    "disagreement": {
        **_of(_SUPERVISION, "recording", "asking_for_a_change_or_disagreeing_stops_the_clock"),
        **_of(_CHAT, "concern", "either_may_take_a_disagreement_about_a_record_to_the_next_tier"),
    },
    "concern": _of(
        _CHAT,
        "concern",
        "nobody_else_sees_anything_at_the_first_stage",
        "the_second_stage_says_who_reads_what_and_shares_only_what_is_chosen",
        "it_is_listed_with_its_age_and_nobody_is_chased",
    ),
    "co-working": {
        **_of(_SUPERVISION, "discussing", "in_bradford_each_worker_is_supervised_on_a_co_worked_case"),
        **_of(
            _CHAT,
            "co_working",
            "who_records_a_session_is_led_to_the_prompts_and_gets_text_for_the_record",
        ),
    },
    "reflection-split": _of(
        _CHAT, "reflecting", "a_reflection_about_a_child_is_handed_back_for_the_file_and_not_kept"
    ),
    "cpd": {
        **_of(
            _CHAT,
            "reflecting",
            "one_of_ones_own_is_handed_back_and_kept_only_where_it_is_marked_as_cpd",
            "what_was_added_comes_out_as_text_from_the_day_asked_for",
            "nobody_else_has_any_part_in_it",
        ),
        **_of(_CHAT, "cpd_taken_on", "whoever_took_it_on_adds_it_in_words_of_their_own"),
    },
    "oversight": {
        **_of(_CHAT, "oversight", "it_is_noted_with_its_point_and_handed_back_for_the_file"),
        **_of(_SUPERVISION, "discussing", "oversight_noted_on_a_case_is_no_discussion"),
    },
}
"""Tests of a clause itself, beside those of the part of the ledger that serves it."""
