-- With which API key an act was begun: what it began goes on only as long as it works.
alter table acts add column by_key uuid;
alter table acts add foreign key (tenant_id, by_key) references api_keys (tenant_id, id);
