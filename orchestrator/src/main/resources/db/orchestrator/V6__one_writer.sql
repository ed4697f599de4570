-- One orchestrator writes, and has open sagas in memory. Node queues, dependencies that are still unmet, timers and
-- what is to be sent follow from the rows below, so they need no rows of their own. Everything there was moves over;
-- a saga that runs goes on.

alter table saga_step drop constraint saga_step_saga_fkey;
alter table saga_dependency drop constraint saga_dependency_saga_fkey;
alter table saga_timer drop constraint saga_timer_saga_fkey;
alter table saga_history drop constraint saga_history_saga_fkey;

-- What a step is; never changes.
create table saga_plan (
  saga       uuid      not null,
  ordinal    integer   not null,
  name       text      not null,
  action     text      not null,
  node       text      not null,
  planned    text      not null,              -- JSON
  depends_on integer[] not null,              -- ordinals
  primary key (saga, ordinal)
);

insert into saga_plan
select s.saga, s.ordinal, s.name, s.action, s.node, s.planned,
       coalesce((select array_agg(d.before order by d.before) from saga_dependency d
                  where d.saga = s.saga and d.after = s.ordinal), '{}')
  from saga_step s;

create unique index saga_plan_name on saga_plan (saga, name);

-- Where a step is. Nothing that changes is indexed and there is room on the page, so that an update stays on it (HOT).
-- A step that was sent and has not begun is sent again when an orchestrator takes over: this row is the outbox.
alter table saga_step rename to former_step;
create table saga_step (
  saga       uuid        not null,
  ordinal    integer     not null,
  state      text        not null,
  detail     text        not null,            -- JSON of what the state knows
  attempt    integer     not null,
  tries      integer     not null,
  started_at timestamptz,
  due_at     timestamptz,                     -- when something happens by itself
  marks      integer     not null             -- what the step remembers across its states
) with (fillfactor = 40);

insert into saga_step
select s.saga, s.ordinal, s.state,
       case s.state
         when 'succeeded' then regexp_replace(regexp_replace(s.detail,
           '^(\{"at":"[^"]*",)"changed":true', '\1"result":"CHANGED"'),
           '^(\{"at":"[^"]*",)"changed":false', '\1"result":"UNCHANGED"')
         when 'failed' then regexp_replace(s.detail, '^(\{"at":"[^"]*",)"problem"', '\1"choices":[],"problem"')
         else s.detail end,
       s.attempt, s.tries, s.started_at, t.due_at, s.marks
  from former_step s left join saga_timer t on t.saga = s.saga and t.step = s.name
 order by s.saga, s.ordinal;

drop table former_step;
alter table saga_step add primary key (saga, ordinal);

-- The version tells a writer that its memory is not what the row says.
alter table saga add column actor text not null default '';  -- who asked for it
alter table saga add column progress text;    -- JSON of what the engine counts
update saga set progress = json_build_object('dispatches', dispatches, 'gate', gate, 'counts', json_build_object(
  'waiting', waiting, 'ready', ready, 'dispatched', dispatched, 'backingOff', backing_off, 'succeeded', succeeded,
  'changed', changed, 'failed', failed, 'deciding', deciding, 'skipped', skipped, 'cancelled', cancelled));
alter table saga alter column progress set not null;
alter table saga drop column waiting, drop column ready, drop column dispatched, drop column backing_off,
  drop column succeeded, drop column changed, drop column failed, drop column deciding, drop column skipped,
  drop column cancelled, drop column gate, drop column dispatches, drop column transaction;
alter table saga set (fillfactor = 50);

-- One writer: an entry's own transaction orders it.
drop index saga_history_of_all;
alter table saga_history drop constraint saga_history_pkey;
alter table saga_history add primary key (transaction, sequence);
alter table saga_history alter column sequence set default nextval('saga_history_sequence');
alter table saga_history add column why text not null default '';

-- Up to where the history was published for everybody.
create table stream_cursor (
  name        text   primary key,
  transaction xid8   not null,
  sequence    bigint not null
);

insert into stream_cursor
select 'public', h.transaction, h.sequence
  from saga_history h
 where h.sequence < coalesce((select min((convert_from(o.body, 'UTF8')::json ->> 'sequence')::bigint)
                                from outbox o where o.topic = 'mooring.saga.events.v1' and o.refusal is null),
                             9223372036854775807)
 order by h.transaction desc, h.sequence desc limit 1;
insert into stream_cursor values ('public', '0', 0) on conflict do nothing;

drop table outbox, saga_timer, saga_dependency;
