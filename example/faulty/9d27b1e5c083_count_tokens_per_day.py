"""count tokens per day

Revision ID: 9d27b1e5c083
Revises: 5b8e0c6a4f12
"""
import sqlalchemy as sa
from alembic import op

revision = "9d27b1e5c083"
down_revision = "5b8e0c6a4f12"


def upgrade() -> None:
    op.add_column("message_usages", sa.Column("tokens", sa.Integer, nullable=False, server_default="0"))
    op.execute("DROP MATERIALIZED VIEW daily_usage_matview;")
    op.execute(
        """
        CREATE MATERIALIZED VIEW daily_usage_matview AS
        SELECT user_id,
               date_trunc('day', created_at AT TIME ZONE 'Asia/Tokyo')::date AS target_date,
               COUNT(*) AS usage_count,
               SUM(tokens) AS token_count
        FROM message_usages
        GROUP BY user_id, target_date;
        """
    )
    op.execute("CREATE UNIQUE INDEX idx_daily_usage_user_date ON daily_usage_matview (user_id, target_date);")


def downgrade() -> None:
    op.execute("DROP MATERIALIZED VIEW daily_usage_matview;")
    op.drop_column("message_usages", "tokens")
    op.execute(
        """
        CREATE MATERIALIZED VIEW daily_usage_matview AS
        SELECT user_id,
               date_trunc('day', created_at)::date AS target_date,
               COUNT(*) AS usage_count
        FROM message_usages
        GROUP BY user_id, target_date;
        """
    )
