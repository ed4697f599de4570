-- Who works on a node or a cluster. A saga takes what it needs when it begins, or begins again, and has nothing when it is
-- at rest, whoever writes so. A saga that runs while this is introduced has none: its nodes are free for others once more.
create table lease (
  resource    text        primary key,
  saga        uuid        not null,
  integration text        not null,
  since       timestamptz not null
);
create index lease_of_saga on lease (saga);

alter table saga
  add column resources text[] not null default '{}',  -- what it has to have before it begins
  add column why       text   not null default '';    -- the reason of who asked for it

create function end_leases() returns trigger language plpgsql set search_path from current as $$
begin
  delete from lease where saga = new.id;
  return null;
end $$;

create trigger saga_at_rest after update on saga for each row when (new.ended_at is not null)
  execute function end_leases();
