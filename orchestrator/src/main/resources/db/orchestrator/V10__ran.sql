-- What an attempt ran on nodes, as JSON; with the entry of its outcome only, and not in the streams.
alter table saga_history add column ran text;
