-- Up to where entries of the history of all sagas may have been forgotten.
alter table stream_cursor add column times bigint not null default 0;  -- how often
insert into stream_cursor values ('forgotten', '0', 0, 0);
create index saga_parent on saga (parent) where parent is not null;
