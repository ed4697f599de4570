-- Where a reader over all sagas goes on: behind (transaction, sequence). A sequence alone would not do:
-- it may be taken early and committed late. A saga's entries never go back: where a transaction is older
-- than the one before it (it began first and waited for the saga's lock), they take that one's number.
alter table saga add column transaction xid8 not null default '0';

update saga set transaction = history.newest
  from (select distinct on (saga) saga as id, transaction as newest
          from saga_history order by saga, transaction desc) history
 where history.id = saga.id;

create index saga_history_of_all on saga_history (transaction, sequence);

-- Why nothing happens to a saga any more although it was not done; null for all others.
alter table saga add column quarantined text;

-- Why the broker will never take a message; null for those that wait.
alter table outbox add column refusal text;
update outbox set refusal = 'the broker refused it' where parked;
drop index outbox_waiting;
alter table outbox drop column parked;
create index outbox_waiting on outbox (position) where refusal is null;
