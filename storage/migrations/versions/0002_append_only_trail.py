"""The audit trail can only be added to, whoever writes to the database."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    """
    create trigger audit_content_stays
    before update of id, at, actor_id, action, subject_kind, subject_id, purpose on audit
    begin select raise(abort, 'the audit trail is append-only'); end
    """,
    """
    create trigger audit_link_stays before update of position, link on audit when old.link is not null
    begin select raise(abort, 'the audit trail is append-only'); end
    """,
    """
    create trigger audit_line_stays before delete on audit
    begin select raise(abort, 'the audit trail is append-only'); end
    """,
)

_POSTGRESQL = (
    """
    create function audit_append_only() returns trigger language plpgsql as $$
    begin
        raise exception 'the audit trail is append-only' using errcode = 'integrity_constraint_violation';
    end
    $$
    """,
    """
    create trigger audit_content_stays
    before update of id, at, actor_id, action, subject_kind, subject_id, purpose on audit
    for each row execute function audit_append_only()
    """,
    """
    create trigger audit_link_stays before update of position, link on audit
    for each row when (old.link is not null) execute function audit_append_only()
    """,
    """
    create trigger audit_line_stays before delete on audit
    for each row execute function audit_append_only()
    """,
    """
    create trigger audit_stays before truncate on audit
    for each statement execute function audit_append_only()
    """,
)


def upgrade() -> None:
    """Take this step."""
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take this step back."""
    triggers = ["audit_content_stays", "audit_link_stays", "audit_line_stays"]
    if op.get_bind().dialect.name == "postgresql":
        for trigger in [*triggers, "audit_stays"]:
            op.execute(f"drop trigger {trigger} on audit")
        op.execute("drop function audit_append_only()")
    else:
        for trigger in triggers:
            op.execute(f"drop trigger {trigger}")
