-- Whoever's last day has passed is deactivated by the next round (features/leaving): found without looking through everybody.
create index users_leaving on users (tenant_id, end_date, id) where end_date is not null and deactivated_at is null;
