-- How many people each reason kept out of an act is kept with it: its progress is looked at twice a second.
alter table acts add column reasons jsonb not null default '{}';
alter table acts no force row level security;
alter table act_skips no force row level security;
update acts a set reasons = s.reasons
from (
  select tenant_id, act_id, jsonb_object_agg(reason, people) as reasons
  from (select tenant_id, act_id, reason, count(*) as people from act_skips group by 1, 2, 3) counted group by 1, 2
) s where s.tenant_id = a.tenant_id and s.act_id = a.id;
alter table act_skips force row level security;
alter table acts force row level security;
