"""Tests of a clause with a clock, beside those of the part of the ledger that serves it."""

from collections.abc import Mapping

from tools.coverage_page.shown.naming import CHAT, SUPERVISION, Tests, of

_ONCE, _RECURRING = "once", "recurring"
_QUALITY = "quality_assurance_in_central_bedfordshire_is_owed_by_the_role_it_names"
_ASYE = of(SUPERVISION, _ONCE, "the_reviews_of_the_asye_are_at_3_6_9_and_11_months")
_LENGTHS = (
    "a_booking_begins_with_what_the_policy_asks_for_and_a_shorter_one_is_said",
    "how_long_it_took_is_asked_and_a_short_one_counts_and_is_said",
)
_HOME = of(
    SUPERVISION,
    "home_records",
    "its_record_is_made_and_signed_on_the_day",
    "what_is_not_signed_stays_owed_and_its_supervisor_hears_of_it",
)
_OVERSIGHT = of(
    CHAT,
    "oversight_owed",
    "one_case_is_said_without_its_reference_and_leads_to_the_note",
    "many_are_one_line_however_many_an_import_brings",
)

RULES: Mapping[str, Tests] = {
    "record-case": {
        **of(
            SUPERVISION,
            "delegating",
            "the_duty_passes_to_the_delegate_with_its_dates",
            "the_delegate_has_nothing_else_of_the_session",
            "while_the_delegate_is_away_it_is_with_the_supervisor_who_is_told",
        ),
        **of(CHAT, "delegating", "the_delegate_says_recorded_and_nothing_else_is_offered"),
    },
    "record-case-home": _HOME,
    "record-personal-home": _HOME,
    "signoff-case-home": _HOME,
    "signoff-personal-home": _HOME,
    "agreement-first": of(
        SUPERVISION,
        _ONCE,
        "a_new_starter_and_their_supervisor_each_sign_within_four_weeks",
        "a_bradford_agreement_is_signed_by_the_first_session_of_each_relationship",
    ),
    "agreement-review": {
        **of(SUPERVISION, _ONCE, "a_change_of_circumstances_has_the_agreement_reviewed_without_a_date"),
        **of(SUPERVISION, _RECURRING, "a_signed_agreement_is_reviewed_a_year_after_the_last_signature"),
    },
    "freq-student": of(CHAT, "drafting", "a_students_personal_notes_have_a_heading_for_academic_work"),
    "freq-nqsw": {
        **of(
            SUPERVISION,
            "stages",
            "the_stages_of_the_asye_in_central_bedfordshire_go_by_the_calendar",
            "an_nqsw_of_bradford_stays_fortnightly_until_the_6_month_review_is_recorded",
        ),
        **of(CHAT, "lengths", *_LENGTHS),
    },
    "freq-first-six-months": of(
        SUPERVISION,
        "stages",
        "the_first_six_months_in_post_are_listed_beside_the_frequency_and_end",
        "an_interval_agreed_individually_answers_what_the_first_six_months_ask_for",
    ),
    "freq-home": {
        **of(SUPERVISION, "stages", "homes_staff_go_from_fortnightly_to_every_4_weeks_after_6_months"),
        **of(CHAT, "lengths", *_LENGTHS),
    },
    "freq-agency": of(SUPERVISION, "stages", "agency_staff_of_a_home_are_supervised_after_each_8_shifts"),
    "asye-review-3": _ASYE,
    "asye-review-6": _ASYE,
    "asye-review-9": _ASYE,
    "asye-review-11": _ASYE,
    "protected-development": of(
        SUPERVISION, _RECURRING, "protected_time_is_listed_week_by_week_and_never_chased"
    ),
    "rebook-sick-personal": of(
        SUPERVISION, "rebooking", "a_personal_session_has_its_own_clause_after_sickness"
    ),
    "signoff-personal": of(
        SUPERVISION,
        "personal_notes",
        "sending_the_notes_starts_their_own_clock_and_leaves_the_case_record_alone",
    ),
    "oversight-allocation": _OVERSIGHT,
    "oversight-sign-off": _OVERSIGHT,
    "plan-review-disabilities": of(
        SUPERVISION, "plans_and_notes", "for_a_child_with_disabilities_it_is_told_once_and_then_only_listed"
    ),
    "audit-themed": of(SUPERVISION, _RECURRING, _QUALITY),
    "observe-peer": of(SUPERVISION, _RECURRING, _QUALITY),
    "survey": of(SUPERVISION, _RECURRING, _QUALITY),
    "observe-practice": of(
        SUPERVISION, _RECURRING, "one_observation_a_quarter_from_the_first_full_quarter_on"
    ),
    "audit-monthly": {
        **of(
            SUPERVISION,
            "audits",
            "a_case_is_drawn_when_the_audit_becomes_due_and_again_after_it_was_done",
            "none_is_drawn_twice_before_all_were",
        ),
        **of(
            CHAT,
            "auditing",
            "the_case_drawn_is_shown_to_the_head_of_service",
            "the_record_of_the_audited_case_takes_it_up_when_it_is_next_drafted",
        ),
    },
}
