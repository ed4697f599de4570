-- Wanted states, with every revision that was ever submitted.
create table integration (
  name       text        primary key,
  generation integer     not null,
  document   text        not null,            -- canonical JSON; the order of its nodes counts, so it is text
  secret     uuid        not null,            -- of the libvirt secret; made once, kept for ever
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table integration_revision (
  integration text        not null references integration,
  generation  integer     not null,
  document    text        not null,
  created_at  timestamptz not null,
  primary key (integration, generation)
);

-- One row is all that an event needs to know of a saga as a whole; its lock orders everything that happens to it.
create sequence saga_number;

create table saga (
  id          uuid        primary key,
  number      bigint      not null unique,    -- the upper half of its epochs
  integration text        not null references integration,
  generation  integer     not null,
  kind        text        not null,
  state       text        not null,
  waiting     integer     not null,
  ready       integer     not null,
  dispatched  integer     not null,
  backing_off integer     not null,
  succeeded   integer     not null,
  changed     integer     not null,
  failed      integer     not null,
  dispatches  bigint      not null,           -- the lower half of its epochs
  facts       text        not null,
  created_at  timestamptz not null,
  ended_at    timestamptz
);

-- Two sagas of one integration never run at once.
create unique index saga_active on saga (integration) where state in ('CREATED', 'RUNNING');
create index saga_of_integration on saga (integration, number desc);

create table saga_step (
  saga       uuid        not null references saga,
  ordinal    integer     not null,
  name       text        not null,
  action     text        not null,
  node       text        not null,
  planned    text        not null,            -- JSON; never changes
  state      text        not null,
  detail     text        not null,            -- JSON of what the state knows
  attempt    integer     not null,
  tries      integer     not null,
  started_at timestamptz,
  primary key (saga, ordinal),
  unique (saga, name)
);

create index saga_step_queued on saga_step (saga, node, ordinal) where state = 'ready';
create index saga_step_failed on saga_step (saga, ordinal) where state = 'failed';

-- Who waits for whom; both are ordinals.
create table saga_dependency (
  saga    uuid    not null references saga,
  before  integer not null,
  after   integer not null,
  primary key (saga, before, after)
);

create index saga_dependency_backwards on saga_dependency (saga, after);

-- One step at a time on each node.
create table saga_node (
  saga uuid not null references saga,
  node text not null,
  busy text,                                  -- the step that has it
  primary key (saga, node)
);

-- A step has at most one timer. Rows are changed under the lock of their saga only.
create table saga_timer (
  saga    uuid        not null references saga,
  step    text        not null,
  kind    text        not null,
  attempt integer     not null,
  due_at  timestamptz not null,
  primary key (saga, step)
);

create index saga_timer_due on saga_timer (due_at);

-- What happened, append-only. A row's transaction is kept so that a reader over all sagas can stop
-- before the oldest one that is still open, and so misses nothing.
create sequence saga_history_sequence;

create table saga_history (
  sequence    bigint      primary key,
  transaction xid8        not null default pg_current_xact_id(),
  at          timestamptz not null,
  integration text        not null,
  saga        uuid        not null references saga,
  type        text        not null,
  step        text,
  node        text,
  attempt     integer,
  actor       text        not null,
  summary     text        not null,
  detail      text        not null
);

create index saga_history_of_saga on saga_history (saga, sequence);

-- What is to be published. A row lives until the broker has it.
create table outbox (
  position bigint      generated always as identity primary key,
  topic    text        not null,
  key      text        not null,
  headers  text        not null,
  body     bytea       not null,
  parked   boolean     not null default false,   -- the broker will never take it
  created_at timestamptz not null default now()
);

create index outbox_waiting on outbox (position) where not parked;
