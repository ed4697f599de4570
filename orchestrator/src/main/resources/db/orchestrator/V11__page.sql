-- The document as somebody wrote it, with comments; what was submitted before has none.
alter table integration add column source text;
alter table integration_revision add column source text;

-- What people decided about dead letters. A topic that was made anew begins at 0 again, so the time belongs to the key.
create table dead_letter_decision (
  place      bigint      not null,
  written_at timestamptz not null,
  decision   text        not null,
  actor      text        not null,
  why        text        not null,
  at         timestamptz not null,
  primary key (place, written_at)
);

-- What people did, among the many entries of what happened by itself.
create index saga_history_of_people on saga_history (at desc) where type in
  ('saga-started', 'retry-requested', 'step-skipped', 'decision-taken', 'pause-requested', 'cancel-requested',
   'saga-resumed');
