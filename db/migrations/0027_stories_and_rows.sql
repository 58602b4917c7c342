-- Whom an act on many truly changed, a row for each batch: their stories find the act by it. Batches of one act follow each other by
-- id, so that of each act one row at most can hold somebody.
create table act_reached (
  tenant_id uuid not null,
  act_id uuid not null,
  last_id uuid not null,
  first_id uuid not null,
  user_ids uuid[] not null,
  primary key (tenant_id, act_id, last_id),
  foreign key (tenant_id, act_id) references acts (tenant_id, id)
);
call protect('act_reached', 'select, insert');

-- What files said about one person: read for them, and taken away when they are erased, without looking through everybody's rows.
create index import_rows_by_person on import_rows (tenant_id, user_id) where user_id is not null;
