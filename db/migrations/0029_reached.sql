-- Whom an event on many truly changed, whatever kind of event it is: their stories find it by this. The cause is the event, or the act
-- that the event is about, which is recorded when it ends. A few people stand in a row each, found straight; many in a row for each
-- batch. Batches of one cause follow each other by id, so that one of them at most can hold somebody.
alter table act_reached rename to audit_reached;
alter table audit_reached rename column act_id to cause_id;
alter table audit_reached rename constraint act_reached_pkey to audit_reached_pkey;
alter table audit_reached drop constraint act_reached_tenant_id_act_id_fkey;
alter table audit_reached add foreign key (tenant_id) references tenants (id);
create index audit_reached_alone on audit_reached (tenant_id, last_id, cause_id) where first_id = last_id;
create index audit_reached_many on audit_reached (tenant_id, cause_id, last_id) where first_id < last_id;
