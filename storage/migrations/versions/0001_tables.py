"""Tables."""

# ruff: noqa: E501 - drafted: each constraint stands in one line

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take this step."""
    op.create_table(
        "audit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_key")),
        sa.UniqueConstraint("position", name=op.f("audit_position_unique")),
    )
    op.create_index(op.f("audit_subject_id"), "audit", ["subject_id"], unique=False)
    op.create_index(
        "audit_unchained",
        "audit",
        ["id"],
        unique=False,
        sqlite_where=sa.text("link is null"),
        postgresql_where=sa.text("link is null"),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("allocated_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("last_supervised_on", sa.Date(), nullable=True),
        sa.Column("plan_review_months", sa.Integer(), nullable=True),
        sa.Column("known_from", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("case_key")),
        sa.UniqueConstraint("authority", "reference", name="case_reference_unique"),
    )
    op.create_table(
        "delivery",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("delivery_key")),
    )
    op.create_index(op.f("delivery_taken_at"), "delivery", ["taken_at"], unique=False)
    op.create_table(
        "imported_row",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("imported_row_key")),
    )
    op.create_table(
        "local_message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("local_message_key")),
    )
    op.create_index("local_message_card", "local_message", ["person_id", "card"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("duty_id", sa.String(), nullable=True),
        sa.Column("escalation", sa.Boolean(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state = 'pending' or state = 'claimed' or state = 'writing' or state = 'sent' or state = 'unknown' or state = 'undeliverable' or state = 'skipped'",
            name="outbox_state_known",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("outbox_key")),
        sa.UniqueConstraint(
            "recipient_id",
            "kind",
            "subject_kind",
            "subject_id",
            "subject_version",
            "stage",
            name="outbox_leaves_once",
        ),
    )
    op.create_index("outbox_about", "outbox", ["subject_id"], unique=False)
    op.create_index(
        "outbox_in_flight",
        "outbox",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state in ('claimed', 'writing')"),
        postgresql_where=sa.text("state in ('claimed', 'writing')"),
    )
    op.create_index(
        "outbox_pending",
        "outbox",
        ["send_after", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=True),
        sa.Column("line_manager_id", sa.String(), nullable=True),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("asye_started_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("weekly_minutes", sa.Integer(), nullable=True),
        sa.Column("supervised_every_weeks", sa.Integer(), nullable=True),
        sa.Column("teams_user_id", sa.String(), nullable=True),
        sa.Column("slack_user_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_manager_id"], ["person.id"], name=op.f("person_line_manager_id_known")
        ),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("person_supervisor_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("person_key")),
        sa.UniqueConstraint("slack_user_id", name=op.f("person_slack_user_id_unique")),
        sa.UniqueConstraint("teams_user_id", name=op.f("person_teams_user_id_unique")),
    )
    op.create_index(op.f("person_authority"), "person", ["authority"], unique=False)
    op.create_index(op.f("person_supervisor_id"), "person", ["supervisor_id"], unique=False)
    op.create_table(
        "policy_text",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_used_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("policy_text_key")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("setting_key")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("expected_back", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("reported_by", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state = 'entered' or state = 'withdrawn'", name="absence_state_known"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("absence_person_id_known")),
        sa.ForeignKeyConstraint(["reported_by"], ["person.id"], name=op.f("absence_reported_by_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("absence_key")),
    )
    op.create_index(op.f("absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_table(
        "ad_hoc_request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'open' or state = 'booked' or state = 'withdrawn'", name="ad_hoc_request_state_known"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("ad_hoc_request_case_id_known")),
        sa.ForeignKeyConstraint(
            ["supervisee_id"], ["person.id"], name=op.f("ad_hoc_request_supervisee_id_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("ad_hoc_request_key")),
    )
    op.create_index(op.f("ad_hoc_request_supervisee_id"), "ad_hoc_request", ["supervisee_id"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("supervisee_signed_on", sa.Date(), nullable=True),
        sa.Column("supervisor_signed_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'written' or state = 'agreed' or state = 'replaced' or state = 'withdrawn'",
            name="agreement_state_known",
        ),
        sa.ForeignKeyConstraint(["supervisee_id"], ["person.id"], name=op.f("agreement_supervisee_id_known")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("agreement_supervisor_id_known")),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("agreement_written_by_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("agreement_key")),
    )
    op.create_index(op.f("agreement_supervisee_id"), "agreement", ["supervisee_id"], unique=False)
    op.create_index(op.f("agreement_supervisor_id"), "agreement", ["supervisor_id"], unique=False)
    op.create_index(
        "agreement_written_once",
        "agreement",
        ["supervisee_id", "supervisor_id"],
        unique=True,
        sqlite_where=sa.text("state = 'written'"),
        postgresql_where=sa.text("state = 'written'"),
    )
    op.create_table(
        "case_worker",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("case_worker_case_id_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("case_worker_person_id_known")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("case_worker_key")),
    )
    op.create_index(op.f("case_worker_person_id"), "case_worker", ["person_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("tenant_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state = 'open' or state = 'closed' or state = 'blocked'", name="conversation_state_known"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("conversation_person_id_known")),
        sa.PrimaryKeyConstraint("channel", "person_id", name=op.f("conversation_key")),
    )
    op.create_table(
        "cpd_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'reflection' or kind = 'action' or kind = 'training' or kind = 'practice'",
            name="cpd_entry_kind_known",
        ),
        sa.CheckConstraint("state = 'kept' or state = 'withdrawn'", name="cpd_entry_state_known"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("cpd_entry_person_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("cpd_entry_key")),
    )
    op.create_index(op.f("cpd_entry_person_id"), "cpd_entry", ["person_id"], unique=False)
    op.create_table(
        "dialog",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("flow", sa.String(), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("dialog_person_id_known")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("dialog_key")),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("policy_version", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("owed_to_id", sa.String(), nullable=True),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("next_nudge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'open' or status = 'paused' or status = 'met' or status = 'lapsed' or status = 'withdrawn'",
            name="duty_status_known",
        ),
        sa.ForeignKeyConstraint(["owed_to_id"], ["person.id"], name=op.f("duty_owed_to_id_known")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("duty_owner_id_known")),
        sa.ForeignKeyConstraint(["supervisee_id"], ["person.id"], name=op.f("duty_supervisee_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("duty_key")),
    )
    op.create_index("duty_about", "duty", ["subject_id"], unique=False)
    op.create_index("duty_of", "duty", ["supervisee_id"], unique=False)
    op.create_index(
        "duty_one_open",
        "duty",
        ["supervisee_id", "rule", "subject_kind", "subject_id", "party"],
        unique=True,
        sqlite_where=sa.text("status in ('open', 'paused')"),
        postgresql_where=sa.text("status in ('open', 'paused')"),
    )
    op.create_index(
        "duty_owed_by",
        "duty",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("status in ('open', 'paused')"),
        postgresql_where=sa.text("status in ('open', 'paused')"),
    )
    op.create_index("duty_owed_to", "duty", ["owed_to_id"], unique=False)
    op.create_index(
        "duty_to_do",
        "duty",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at is not null"),
        postgresql_where=sa.text("look_at is not null"),
    )
    op.create_table(
        "sent_card",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("sent_card_person_id_known")),
        sa.PrimaryKeyConstraint("channel", "person_id", "card", name=op.f("sent_card_key")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("sick_id", sa.String(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("supervisee_prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supervisor_prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cancel_reason = '' or cancel_reason = 'sickness' or cancel_reason = 'other'",
            name="session_cancel_reason_known",
        ),
        sa.CheckConstraint("kind = 'case' or kind = 'personal' or kind = 'both'", name="session_kind_known"),
        sa.CheckConstraint(
            "status = 'planned' or status = 'held' or status = 'cancelled' or status = 'withdrawn'",
            name="session_status_known",
        ),
        sa.CheckConstraint("minutes > 0", name="session_minutes_positive"),
        sa.ForeignKeyConstraint(["cancelled_by"], ["person.id"], name=op.f("session_cancelled_by_known")),
        sa.ForeignKeyConstraint(["sick_id"], ["person.id"], name=op.f("session_sick_id_known")),
        sa.ForeignKeyConstraint(["supervisee_id"], ["person.id"], name=op.f("session_supervisee_id_known")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("session_supervisor_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("session_key")),
    )
    op.create_index(op.f("session_starts_at"), "session", ["starts_at"], unique=False)
    op.create_index(op.f("session_supervisee_id"), "session", ["supervisee_id"], unique=False)
    op.create_index(op.f("session_supervisor_id"), "session", ["supervisor_id"], unique=False)
    op.create_table(
        "undo",
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("undo_actor_id_known")),
        sa.PrimaryKeyConstraint("actor_id", name=op.f("undo_key")),
    )
    op.create_table(
        "update_setting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("clarify_minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'on' or state = 'off' or state = 'withdrawn'", name="update_setting_state_known"
        ),
        sa.CheckConstraint("minutes > 0 and clarify_minutes > 0", name="update_setting_minutes_positive"),
        sa.ForeignKeyConstraint(
            ["supervisee_id"], ["person.id"], name=op.f("update_setting_supervisee_id_known")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("update_setting_supervisor_id_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("update_setting_key")),
        sa.UniqueConstraint("supervisee_id", "supervisor_id", name="update_setting_once"),
    )
    op.create_index(op.f("update_setting_supervisor_id"), "update_setting", ["supervisor_id"], unique=False)
    op.create_table(
        "absence_report",
        sa.Column("absence_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("absence_report_absence_id_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("absence_report_person_id_known")),
        sa.PrimaryKeyConstraint("absence_id", "person_id", name=op.f("absence_report_key")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("agenda_item_case_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("agenda_item_session_id_known")),
        sa.PrimaryKeyConstraint("session_id", "case_id", name=op.f("agenda_item_key")),
    )
    op.create_index("agenda_item_case_id", "agenda_item", ["case_id", "session_id"], unique=False)
    op.create_table(
        "agreement_text",
        sa.Column("agreement_id", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("agreement_text_agreement_id_known")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "edition", "step", name=op.f("agreement_text_key")),
    )
    op.create_table(
        "case_update",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("clarify_minutes", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds_left", sa.Integer(), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'waiting' or state = 'running' or state = 'time_up' or state = 'clarifying' or state = 'closing' or state = 'done'",
            name="case_update_state_known",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("case_update_case_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("case_update_session_id_known")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("case_update_started_by_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("case_update_key")),
        sa.UniqueConstraint("session_id", "case_id", name="case_update_once"),
    )
    op.create_index(op.f("case_update_case_id"), "case_update", ["case_id"], unique=False)
    op.create_index(
        "case_update_to_do",
        "case_update",
        ["look_at"],
        unique=False,
        sqlite_where=sa.text("look_at is not null"),
        postgresql_where=sa.text("look_at is not null"),
    )
    op.create_table(
        "cover",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("absence_id", sa.String(), nullable=False),
        sa.Column("absent_id", sa.String(), nullable=False),
        sa.Column("covering_id", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("arranged_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state = 'arranged' or state = 'withdrawn'", name="cover_state_known"),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("cover_absence_id_known")),
        sa.ForeignKeyConstraint(["absent_id"], ["person.id"], name=op.f("cover_absent_id_known")),
        sa.ForeignKeyConstraint(["arranged_by"], ["person.id"], name=op.f("cover_arranged_by_known")),
        sa.ForeignKeyConstraint(["covering_id"], ["person.id"], name=op.f("cover_covering_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("cover_key")),
    )
    op.create_index(op.f("cover_absence_id"), "cover", ["absence_id"], unique=False)
    op.create_index(op.f("cover_absent_id"), "cover", ["absent_id"], unique=False)
    op.create_index(op.f("cover_covering_id"), "cover", ["covering_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state = 'recorded' or state = 'withdrawn'", name="event_state_known"),
        sa.CheckConstraint(
            "what = 'done' or what = 'event' or what = 'drawn' or what = 'circumstances_changed' or what = 'relationship_started' or what = 'shift_worked' or what = 'oversight' or what = 'role_changed' or what = 'type_ended'",
            name="event_what_known",
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("event_case_id_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("event_person_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("event_session_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("event_key")),
    )
    op.create_index(op.f("event_case_id"), "event", ["case_id"], unique=False)
    op.create_index(op.f("event_person_id"), "event", ["person_id"], unique=False)
    op.create_table(
        "preparation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("hold_until", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "choice = '' or choice = 'hold' or choice = 'ad_hoc'", name="preparation_choice_known"
        ),
        sa.CheckConstraint("state = 'started' or state = 'finished'", name="preparation_state_known"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("preparation_case_id_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("preparation_person_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("preparation_session_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("preparation_key")),
        sa.UniqueConstraint("session_id", "case_id", "person_id", name="preparation_once"),
    )
    op.create_index(op.f("preparation_case_id"), "preparation", ["case_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'open' or state = 'accepted' or state = 'declined' or state = 'withdrawn'",
            name="proposal_state_known",
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("proposal_proposed_by_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("proposal_session_id_known")),
        sa.ForeignKeyConstraint(["supervisee_id"], ["person.id"], name=op.f("proposal_supervisee_id_known")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("proposal_supervisor_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("proposal_key")),
    )
    op.create_index(op.f("proposal_session_id"), "proposal", ["session_id"], unique=False)
    op.create_index(op.f("proposal_supervisee_id"), "proposal", ["supervisee_id"], unique=False)
    op.create_index(op.f("proposal_supervisor_id"), "proposal", ["supervisor_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reader_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind = 'case' or kind = 'personal'", name="reading_kind_known"),
        sa.CheckConstraint(
            "purpose = 'complaint' or purpose = 'safety' or purpose = 'audit' or purpose = 'investigation' or purpose = 'inspection' or purpose = 'handing_on' or purpose = 'disclosure' or purpose = 'other'",
            name="reading_purpose_known",
        ),
        sa.ForeignKeyConstraint(["reader_id"], ["person.id"], name=op.f("reading_reader_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("reading_session_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("reading_key")),
    )
    op.create_index(op.f("reading_session_id"), "reading", ["session_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("delegated_to_id", sa.String(), nullable=True),
        sa.Column("tasked_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind = 'case' or kind = 'personal'", name="record_kind_known"),
        sa.CheckConstraint(
            "state = 'awaiting' or state = 'recorded' or state = 'tasked' or state = 'signed_off' or state = 'change_asked' or state = 'disagreed' or state = 'assumed_agreed' or state = 'closed' or state = 'withdrawn'",
            name="record_state_known",
        ),
        sa.ForeignKeyConstraint(
            ["delegated_to_id"], ["person.id"], name=op.f("record_delegated_to_id_known")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("record_recorded_by_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("record_session_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("record_key")),
        sa.UniqueConstraint("session_id", "kind", name="record_once"),
    )
    op.create_index(
        "record_delegated",
        "record",
        ["delegated_to_id"],
        unique=False,
        sqlite_where=sa.text("delegated_to_id is not null"),
        postgresql_where=sa.text("delegated_to_id is not null"),
    )
    op.create_index(op.f("record_session_id"), "record", ["session_id"], unique=False)
    op.create_table(
        "record_draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("saved_by", sa.String(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind = 'case' or kind = 'personal'", name="record_draft_kind_known"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("record_draft_case_id_known")),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("record_draft_saved_by_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("record_draft_session_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("record_draft_key")),
        sa.UniqueConstraint("session_id", "kind", "case_id", name="record_draft_once"),
    )
    op.create_index(op.f("record_draft_case_id"), "record_draft", ["case_id"], unique=False)
    op.create_index(
        "record_draft_of_session_once",
        "record_draft",
        ["session_id", "kind"],
        unique=True,
        sqlite_where=sa.text("case_id is null"),
        postgresql_where=sa.text("case_id is null"),
    )
    op.create_table(
        "session_look",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("session_look_person_id_known")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("session_look_session_id_known")),
        sa.PrimaryKeyConstraint("session_id", "person_id", "item", name=op.f("session_look_key")),
    )
    op.create_table(
        "audit_learning",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("audit_learning_event_id_known")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("audit_learning_person_id_known")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("audit_learning_key")),
    )
    op.create_index(op.f("audit_learning_person_id"), "audit_learning", ["person_id"], unique=False)
    op.create_table(
        "concern",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("supervisee_id", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.String(), nullable=False),
        sa.Column("manager_id", sa.String(), nullable=True),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("shares_first", sa.Boolean(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "origin = 'standard' or origin = 'agreement' or origin = 'disagreement'",
            name="concern_origin_known",
        ),
        sa.CheckConstraint(
            "outcome = '' or outcome = 'settled' or outcome = 'change_of_supervisor' or outcome = 'elsewhere' or outcome = 'stopped'",
            name="concern_outcome_known",
        ),
        sa.CheckConstraint(
            "state = 'open' or state = 'closed' or state = 'withdrawn'", name="concern_state_known"
        ),
        sa.CheckConstraint("stage in (1, 2)", name="concern_stage_known"),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("concern_manager_id_known")),
        sa.ForeignKeyConstraint(["raised_by"], ["person.id"], name=op.f("concern_raised_by_known")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("concern_record_id_known")),
        sa.ForeignKeyConstraint(["supervisee_id"], ["person.id"], name=op.f("concern_supervisee_id_known")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("concern_supervisor_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("concern_key")),
    )
    op.create_index(op.f("concern_manager_id"), "concern", ["manager_id"], unique=False)
    op.create_index(op.f("concern_supervisee_id"), "concern", ["supervisee_id"], unique=False)
    op.create_index(op.f("concern_supervisor_id"), "concern", ["supervisor_id"], unique=False)
    op.create_table(
        "draft_action",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("sealed_what", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_why", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_who", sa.LargeBinary(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done_in", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state = 'open' or state = 'done' or state = 'withdrawn'", name="draft_action_state_known"
        ),
        sa.ForeignKeyConstraint(["done_in"], ["record_draft.id"], name=op.f("draft_action_done_in_known")),
        sa.ForeignKeyConstraint(["draft_id"], ["record_draft.id"], name=op.f("draft_action_draft_id_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("draft_action_key")),
    )
    op.create_index(op.f("draft_action_draft_id"), "draft_action", ["draft_id"], unique=False)
    op.create_table(
        "draft_text",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["record_draft.id"], name=op.f("draft_text_draft_id_known")),
        sa.PrimaryKeyConstraint("draft_id", "step", name=op.f("draft_text_key")),
    )
    op.create_table(
        "preparation_answer",
        sa.Column("preparation_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["preparation_id"], ["preparation.id"], name=op.f("preparation_answer_preparation_id_known")
        ),
        sa.PrimaryKeyConstraint("preparation_id", "step", name=op.f("preparation_answer_key")),
    )
    op.create_table(
        "record_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind = 'change_asked' or kind = 'disagreed'", name="record_answer_kind_known"),
        sa.CheckConstraint("state = 'said' or state = 'withdrawn'", name="record_answer_state_known"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("record_answer_record_id_known")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("record_answer_said_by_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("record_answer_key")),
    )
    op.create_index(op.f("record_answer_record_id"), "record_answer", ["record_id"], unique=False)
    op.create_table(
        "update_text",
        sa.Column("update_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("update_text_author_id_known")),
        sa.ForeignKeyConstraint(["update_id"], ["case_update.id"], name=op.f("update_text_update_id_known")),
        sa.PrimaryKeyConstraint("update_id", "author_id", "step", name=op.f("update_text_key")),
    )
    op.create_table(
        "concern_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("concern_id", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind = 'about' or kind = 'worry' or kind = 'hope' or kind = 'first_steps' or kind = 'why_on' or kind = 'talked' or kind = 'met' or kind = 'next_step' or kind = 'closing'",
            name="concern_note_kind_known",
        ),
        sa.CheckConstraint("state = 'said' or state = 'withdrawn'", name="concern_note_state_known"),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("concern_note_concern_id_known")),
        sa.ForeignKeyConstraint(["said_by"], ["person.id"], name=op.f("concern_note_said_by_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("concern_note_key")),
    )
    op.create_index(op.f("concern_note_concern_id"), "concern_note", ["concern_id"], unique=False)


def downgrade() -> None:
    """Take this step back."""
    op.drop_index(op.f("concern_note_concern_id"), table_name="concern_note")
    op.drop_table("concern_note")
    op.drop_table("update_text")
    op.drop_index(op.f("record_answer_record_id"), table_name="record_answer")
    op.drop_table("record_answer")
    op.drop_table("preparation_answer")
    op.drop_table("draft_text")
    op.drop_index(op.f("draft_action_draft_id"), table_name="draft_action")
    op.drop_table("draft_action")
    op.drop_index(op.f("concern_supervisor_id"), table_name="concern")
    op.drop_index(op.f("concern_supervisee_id"), table_name="concern")
    op.drop_index(op.f("concern_manager_id"), table_name="concern")
    op.drop_table("concern")
    op.drop_index(op.f("audit_learning_person_id"), table_name="audit_learning")
    op.drop_table("audit_learning")
    op.drop_table("session_look")
    op.drop_index(
        "record_draft_of_session_once",
        table_name="record_draft",
        sqlite_where=sa.text("case_id is null"),
        postgresql_where=sa.text("case_id is null"),
    )
    op.drop_index(op.f("record_draft_case_id"), table_name="record_draft")
    op.drop_table("record_draft")
    op.drop_index(op.f("record_session_id"), table_name="record")
    op.drop_index(
        "record_delegated",
        table_name="record",
        sqlite_where=sa.text("delegated_to_id is not null"),
        postgresql_where=sa.text("delegated_to_id is not null"),
    )
    op.drop_table("record")
    op.drop_index(op.f("reading_session_id"), table_name="reading")
    op.drop_table("reading")
    op.drop_index(op.f("proposal_supervisor_id"), table_name="proposal")
    op.drop_index(op.f("proposal_supervisee_id"), table_name="proposal")
    op.drop_index(op.f("proposal_session_id"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_index(op.f("preparation_case_id"), table_name="preparation")
    op.drop_table("preparation")
    op.drop_index(op.f("event_person_id"), table_name="event")
    op.drop_index(op.f("event_case_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("cover_covering_id"), table_name="cover")
    op.drop_index(op.f("cover_absent_id"), table_name="cover")
    op.drop_index(op.f("cover_absence_id"), table_name="cover")
    op.drop_table("cover")
    op.drop_index(
        "case_update_to_do",
        table_name="case_update",
        sqlite_where=sa.text("look_at is not null"),
        postgresql_where=sa.text("look_at is not null"),
    )
    op.drop_index(op.f("case_update_case_id"), table_name="case_update")
    op.drop_table("case_update")
    op.drop_table("agreement_text")
    op.drop_index("agenda_item_case_id", table_name="agenda_item")
    op.drop_table("agenda_item")
    op.drop_table("absence_report")
    op.drop_index(op.f("update_setting_supervisor_id"), table_name="update_setting")
    op.drop_table("update_setting")
    op.drop_table("undo")
    op.drop_index(op.f("session_supervisor_id"), table_name="session")
    op.drop_index(op.f("session_supervisee_id"), table_name="session")
    op.drop_index(op.f("session_starts_at"), table_name="session")
    op.drop_table("session")
    op.drop_table("sent_card")
    op.drop_index(
        "duty_to_do",
        table_name="duty",
        sqlite_where=sa.text("look_at is not null"),
        postgresql_where=sa.text("look_at is not null"),
    )
    op.drop_index("duty_owed_to", table_name="duty")
    op.drop_index(
        "duty_owed_by",
        table_name="duty",
        sqlite_where=sa.text("status in ('open', 'paused')"),
        postgresql_where=sa.text("status in ('open', 'paused')"),
    )
    op.drop_index(
        "duty_one_open",
        table_name="duty",
        sqlite_where=sa.text("status in ('open', 'paused')"),
        postgresql_where=sa.text("status in ('open', 'paused')"),
    )
    op.drop_index("duty_of", table_name="duty")
    op.drop_index("duty_about", table_name="duty")
    op.drop_table("duty")
    op.drop_table("dialog")
    op.drop_index(op.f("cpd_entry_person_id"), table_name="cpd_entry")
    op.drop_table("cpd_entry")
    op.drop_table("conversation")
    op.drop_index(op.f("case_worker_person_id"), table_name="case_worker")
    op.drop_table("case_worker")
    op.drop_index(
        "agreement_written_once",
        table_name="agreement",
        sqlite_where=sa.text("state = 'written'"),
        postgresql_where=sa.text("state = 'written'"),
    )
    op.drop_index(op.f("agreement_supervisor_id"), table_name="agreement")
    op.drop_index(op.f("agreement_supervisee_id"), table_name="agreement")
    op.drop_table("agreement")
    op.drop_index(op.f("ad_hoc_request_supervisee_id"), table_name="ad_hoc_request")
    op.drop_table("ad_hoc_request")
    op.drop_index(op.f("absence_person_id"), table_name="absence")
    op.drop_table("absence")
    op.drop_table("setting")
    op.drop_table("policy_text")
    op.drop_index(op.f("person_supervisor_id"), table_name="person")
    op.drop_index(op.f("person_authority"), table_name="person")
    op.drop_table("person")
    op.drop_index(
        "outbox_pending",
        table_name="outbox",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index(
        "outbox_in_flight",
        table_name="outbox",
        sqlite_where=sa.text("state in ('claimed', 'writing')"),
        postgresql_where=sa.text("state in ('claimed', 'writing')"),
    )
    op.drop_index("outbox_about", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("local_message_card", table_name="local_message")
    op.drop_table("local_message")
    op.drop_table("imported_row")
    op.drop_index(op.f("delivery_taken_at"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_table("case")
    op.drop_index(
        "audit_unchained",
        table_name="audit",
        sqlite_where=sa.text("link is null"),
        postgresql_where=sa.text("link is null"),
    )
    op.drop_index(op.f("audit_subject_id"), table_name="audit")
    op.drop_table("audit")
