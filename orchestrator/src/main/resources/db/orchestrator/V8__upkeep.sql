-- When it is next asked what is to be done for an integration without anybody asking: only those that have something to
-- do, or may have, are here. A saga that comes to rest puts its integration here, whoever writes so.
create table upkeep (
  integration text        primary key,
  due_at      timestamptz not null
);
create index upkeep_due on upkeep (due_at);
insert into upkeep select name, now() from integration;

create or replace function end_leases() returns trigger language plpgsql set search_path from current as $$
begin
  delete from lease where saga = new.id;
  insert into upkeep values (new.integration, now())
    on conflict (integration) do update set due_at = excluded.due_at;
  return null;
end $$;
alter function end_leases() rename to saga_at_rest;
