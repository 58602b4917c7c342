-- Whose manager somebody is, is found by key: an expression is not looked up in an index behind row security.
alter table users add column manager_key text generated always as (lower(manager_email)) stored;
create index users_by_manager on users (tenant_id, manager_key) where manager_key is not null;
