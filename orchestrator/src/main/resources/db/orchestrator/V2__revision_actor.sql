-- Who submitted a revision; those from before there was a login have nobody.
alter table integration_revision add column actor text not null default '';
