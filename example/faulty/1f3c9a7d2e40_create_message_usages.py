"""create message_usages

Revision ID: 1f3c9a7d2e40
Revises:
"""
import sqlalchemy as sa
from alembic import op

revision = "1f3c9a7d2e40"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "message_usages",
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index("idx_message_usages_user_id", "message_usages", ["user_id"])


def downgrade() -> None:
    op.drop_index("idx_message_usages_user_id", table_name="message_usages")
    op.drop_table("message_usages")
