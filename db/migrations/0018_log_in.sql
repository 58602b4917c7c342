-- Logging in, in two statements around the hash that are each their own transaction (docs/decisions/0014). Whatever is used
-- elsewhere too is a function of its own, so that there is one of each. They step behind the tenant's wall by themselves, as
-- the role that owns nothing.

-- Takes one try, in one statement, so that of many at the same moment no more get through than one after the other would.
-- The seconds to wait, with nothing counted, while it is not yet time; else 0.
create function take_try(tenant uuid, try_key text, moment timestamptz, free integer, first_wait double precision, longest_wait double precision, forget_after double precision)
returns integer language plpgsql set role = 'welkom_app' as $$
declare
  forgotten timestamptz := moment - forget_after * interval '1 second';
  until timestamptz;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  insert into rate_limits as r (tenant_id, key, tries, since, last_at, wait_until)
  values (tenant, try_key, 1, moment, moment, case when free <= 1 then moment + first_wait * interval '1 second' end)
  on conflict (tenant_id, key) do update set
    tries = case when r.last_at < forgotten then 1 else r.tries + 1 end,
    since = case when r.last_at < forgotten then moment else r.since end,
    last_at = moment,
    wait_until = case
      when r.last_at < forgotten then case when free <= 1 then moment + first_wait * interval '1 second' end
      when r.tries + 1 >= free then moment + least(longest_wait, first_wait * power(2, least(30, r.tries + 1 - free))) * interval '1 second'
    end
  where r.wait_until is null or r.wait_until <= moment;
  if found then return 0; end if;
  select r.wait_until into until from rate_limits r where r.tenant_id = tenant and r.key = try_key;
  return greatest(1, ceil(extract(epoch from until - moment)));
end $$;

-- Forgets a counter whose person got in, and some that nobody added to for two days: guessing must not fill the table.
create function forget_tries(tenant uuid, try_key text, moment timestamptz) returns void language plpgsql as $$
begin
  delete from rate_limits where tenant_id = tenant and key = any(array(
    select r.key from rate_limits r where r.tenant_id = tenant and r.last_at < moment - interval '2 days' order by r.last_at limit 200 for update skip locked
  ) || try_key);
end $$;

-- Who is meant, what to hold the password against, and one try taken: one row for each that asks, whoever is meant; none for an
-- unknown tenant. A device that has proved (`claimed`, `serial`) that it was logged in to this account before counts by itself,
-- and neither its network nor the environment brakes it. A limit is the four numbers of take_try, in their order.
create function login_begin(
  tenant uuid, shift double precision, typed text[], typed_emails text[], networks text[], claims uuid[], serials text[], environment text,
  for_account double precision[], for_device double precision[]
) returns table (place integer, public_url text, user_id uuid, may_come_in boolean, name text, role text, auth_epoch integer, password_hash text, known boolean, try_key text, wait integer, moment timestamptz)
language plpgsql set role = 'welkom_app' as $$
declare
  one record;
  braked_until timestamptz;
  budget double precision[];
begin
  perform set_config('app.tenant_id', tenant::text, true);
  moment := now() + shift * interval '1 millisecond';
  for one in select * from unnest(typed, typed_emails, networks, claims, serials) with ordinality as a (typed, email, network, claimed, serial, place)
    order by a.typed, a.place
  loop
    select t.public_url, u.id, u.activated_at is not null and u.deactivated_at is null, u.display_name, u.role, u.auth_epoch, c.password_hash,
      (select max(r.wait_until) from rate_limits r where r.tenant_id = tenant and r.key in (one.network, environment))
    into public_url, user_id, may_come_in, name, role, auth_epoch, password_hash, braked_until
    from tenants t
    left join lateral (
      select p.id, p.activated_at, p.deactivated_at, p.display_name, p.role, p.auth_epoch from users p
      where p.tenant_id = tenant and (p.email_key = one.email or p.user_name = one.typed) limit 1
    ) u on true
    left join credentials c on c.tenant_id = tenant and c.user_id = coalesce(u.id, '00000000-0000-0000-0000-000000000000')
    where t.id = tenant;
    if not found then return; end if;
    place := one.place;
    known := coalesce(user_id = one.claimed, false);
    budget := case when known then for_device else for_account end;
    try_key := 'login:account:' || left(encode(sha256(convert_to(coalesce(user_id::text, one.typed), 'UTF8')), 'hex'), 32)
      || case when known then ':' || one.serial else '' end;
    wait := case when known or braked_until is null or braked_until <= moment then 0 else ceil(extract(epoch from braked_until - moment)) end;
    if wait = 0 then wait := take_try(tenant, try_key, moment, budget[1]::integer, budget[2], budget[3], budget[4]); end if;
    return next;
  end loop;
end $$;

-- A session is born: with the person's epoch of this very moment, so that it cannot have an old one.
create function start_session(tenant uuid, session uuid, person uuid, secret text, on_device text, from_network text, moment timestamptz, ends timestamptz)
returns void language plpgsql as $$
begin
  insert into sessions (tenant_id, id, user_id, secret_hash, auth_epoch, device, origin, created_at, last_seen_at, proved_at, expires_at)
  select tenant, session, person, secret, u.auth_epoch, on_device, from_network, moment, moment, moment, ends
  from users u where u.tenant_id = tenant and u.id = person;
end $$;

-- An event and what it says: nothing is done without one.
create function record_event(
  tenant uuid, event_id uuid, moment timestamptz, what text, by_kind text, by_id uuid, to_kind text, to_id uuid, hash text,
  event_salt text, by_name text, from_network text, to_name text, said text
) returns void language plpgsql as $$
begin
  insert into audit_events (tenant_id, id, at, event, actor_kind, actor_id, target_kind, target_id, content_hash)
  values (tenant, event_id, moment, what, by_kind, by_id, to_kind, to_id, hash);
  insert into audit_contents (tenant_id, event_id, salt, actor_name, origin, target_name, detail)
  values (tenant, event_id, event_salt, by_name, from_network, to_name, said);
end $$;

-- The password was right: in, or on to the second step. Refused (null) where the person may not come in, or is not who was
-- found a moment ago: another password, logged out everywhere, another role. In the order of the people, so that two that let
-- in the same never wait for each other in a circle.
create function log_in(
  tenant uuid, shift double precision, people uuid[], epochs integer[], roles text[], try_keys text[], better_hashes text[],
  sessions uuid[], secrets text[], devices text[], origins text[], lasts double precision[], events uuid[], hashes text[], salts text[], names text[], said text[]
) returns table (place integer, outcome text) language plpgsql set role = 'welkom_app' as $$
declare
  moment timestamptz := now() + shift * interval '1 millisecond';
  one record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  for one in
    select * from unnest(people, epochs, roles, try_keys, better_hashes, sessions, secrets, devices, origins, lasts, events, hashes, salts, names, said)
      with ordinality as a (person, epoch, role, try_key, better_hash, session, secret, device, origin, lasts, event, hash, salt, name, said, place)
    order by a.person, a.place
  loop
    place := one.place;
    outcome := null;
    perform from users u where u.tenant_id = tenant and u.id = one.person and u.auth_epoch = one.epoch and u.role = one.role
      and u.activated_at is not null and u.deactivated_at is null for no key update;
    if found then
      if one.better_hash is not null then
        update credentials c set password_hash = one.better_hash, changed_at = moment where c.tenant_id = tenant and c.user_id = one.person;
      end if;
      perform forget_tries(tenant, one.try_key, moment);
      if exists (select from two_step s where s.tenant_id = tenant and s.user_id = one.person and s.confirmed_at is not null) then
        outcome := 'code';
      else
        perform start_session(tenant, one.session, one.person, one.secret, one.device, one.origin, moment, moment + one.lasts * interval '1 millisecond');
        perform record_event(tenant, one.event, moment, 'user.loggedIn', 'user', one.person, 'user', one.person, one.hash, one.salt, one.name, one.origin, one.name, one.said);
        outcome := 'in';
      end if;
    end if;
    return next;
  end loop;
end $$;

-- People are marked as seen some seconds later, many at once, from their sessions: a person's row stands in a dozen indexes, a
-- session in three.
drop index sessions_by_user;
create index sessions_by_user on sessions (tenant_id, user_id) where ended_at is null;
create index sessions_by_seen on sessions (tenant_id, last_seen_at, id) include (user_id);
