-- Orders, decisions and looks before an apply. Who has a node now follows from the steps.
alter table saga
  add column parent    uuid references saga,             -- the saga whose changes this one takes back
  add column intent    text    not null default 'RUN',
  add column deciding  integer not null default 0,
  add column skipped   integer not null default 0,
  add column cancelled integer not null default 0,
  add column gate      integer not null default 0,       -- looks that hold every change
  add column version   bigint  not null default 0,
  add column decisions text    not null default '{}';
alter table saga_step add column marks integer not null default 0;
drop table saga_node;

drop index saga_active;
create unique index saga_active on saga (integration) where state in ('CREATED', 'RUNNING', 'PAUSED');
