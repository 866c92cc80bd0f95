"""create monthly_usage

Revision ID: c4a6f8e91b35
Revises: 9d27b1e5c083
"""
from alembic import op

revision = "c4a6f8e91b35"
down_revision = "9d27b1e5c083"


def upgrade() -> None:
    op.execute(
        """
        CREATE VIEW monthly_usage AS
        SELECT user_id, date_trunc('month', target_date)::date AS month, SUM(token_count) AS token_count
        FROM daily_usage_matview
        GROUP BY user_id, month;
        """
    )


def downgrade() -> None:
    op.execute("DROP VIEW monthly_usage;")
