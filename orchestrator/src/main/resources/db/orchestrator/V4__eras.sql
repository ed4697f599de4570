-- The upper half of a saga's epochs: nodes remember these, so they rise also when the database is lost or
-- restored. The number stays what people read.
alter table saga add column era bigint;
update saga set era = number;
alter table saga alter column era set not null;
alter table saga alter column number set default nextval('saga_number');
