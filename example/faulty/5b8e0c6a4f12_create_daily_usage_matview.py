"""create daily_usage_matview

Revision ID: 5b8e0c6a4f12
Revises: 1f3c9a7d2e40
"""
from alembic import op

revision = "5b8e0c6a4f12"
down_revision = "1f3c9a7d2e40"


def upgrade() -> None:
    op.execute(
        """
        DROP MATERIALIZED VIEW IF EXISTS daily_usage_matview CASCADE;
        CREATE MATERIALIZED VIEW daily_usage_matview AS
        SELECT user_id,
               date_trunc('day', created_at AT TIME ZONE 'Asia/Tokyo')::date AS target_date,
               COUNT(*) AS usage_count
        FROM message_usages
        GROUP BY user_id, target_date;
        """
    )
    op.execute("CREATE UNIQUE INDEX idx_daily_usage_user_date ON daily_usage_matview (user_id, target_date);")


def downgrade() -> None:
    op.execute("DROP MATERIALIZED VIEW IF EXISTS daily_usage;")
