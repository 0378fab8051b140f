"""Tests of each part of the ledger that serves a rule."""

from collections.abc import Mapping

from tools.coverage_page.shown.naming import SUPERVISION, Tests, of

PARTS: Mapping[str, Tests] = {
    "preparing": of(
        SUPERVISION,
        "preparing",
        "each_party_owes_it_until_the_session_starts",
        "the_supervisee_is_reminded_and_the_supervisor_gets_the_digest",
        "it_moves_with_its_session",
    ),
    "frequency": of(
        SUPERVISION,
        "frequency",
        "once_a_calendar_month_counts_from_the_last_one_held",
        "a_session_booked_in_time_meets_the_booking",
        "late_is_a_line_in_the_line_managers_week",
        "a_bradford_month_is_the_same_day_next_month",
    ),
    "cancelling": of(
        SUPERVISION,
        "rebooking",
        "a_cancelled_session_opens_one_rebook_duty",
        "it_is_met_once_a_session_in_time_is_booked",
        "sickness_pauses_it_until_the_return_is_known",
    ),
    "cancel_notes": of(
        SUPERVISION, "plans_and_notes", "a_cancelled_session_is_noted_once_on_the_files_of_its_agenda"
    ),
    "recording": of(
        SUPERVISION,
        "recording",
        "a_held_session_owes_its_record_within_five_working_days",
        "recording_it_tasks_the_supervisee",
        "without_a_word_it_is_assumed_agreed_but_never_closed_by_itself",
    ),
    "absent": of(
        SUPERVISION,
        "absent_supervisor",
        "every_two_working_days_until_cover_and_the_managers_manager_after_five",
        "one_tap_reports_it_and_ends_the_supervisees_duty_only",
        "planned_leave_does_not_start_it",
    ),
    "once": of(
        SUPERVISION,
        "once",
        "what_was_done_can_be_taken_back_and_is_owed_again",
        "a_rule_of_an_authoritys_own_is_opened_by_what_is_recorded_for_it",
    ),
    "recurring": of(
        SUPERVISION,
        "recurring",
        "each_time_it_was_done_the_next_is_counted_from_there",
        "leaving_ends_what_is_owed_again_and_again",
    ),
    "discussing": of(
        SUPERVISION,
        "discussing",
        "a_session_held_with_it_on_the_agenda_meets_it_and_the_next_interval_begins",
        "of_two_rows_the_strictest_governs",
        "typing_a_case_anew_in_mid_period_moves_the_row_and_not_the_start",
        "on_the_agenda_of_a_session_by_its_day_it_is_not_spoken_of",
    ),
    "overseeing": of(
        SUPERVISION,
        "overseeing",
        "the_supervisor_owes_it_and_is_told_once_however_long_it_takes",
        "a_note_at_one_point_answers_that_one_and_is_taken_back_without_a_word",
        "a_session_that_becomes_known_later_answers_it",
    ),
    "plan_reviewing": of(
        SUPERVISION,
        "plans_and_notes",
        "a_plan_is_reviewed_every_three_months_from_allocation_or_the_last_review",
    ),
}
