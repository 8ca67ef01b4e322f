-- The head of our organisation's log that partners were told of last; its lock puts changes of the organisation in a row.
create table organisation_told (
    id   integer primary key check (id = 1),
    head bytea
);
insert into organisation_told (id, head) values (1, null);

-- A pairing that is suspended, and the site whose place this one has taken in it.
alter table pairing add column suspended_at timestamptz;
alter table pairing add column suspended_reason text;
alter table pairing add column moved_from text;

-- Two histories of one organisation, each of them signed: the proof, and what has become of it.
create table organisation_fork (
    org_id      text primary key,
    place       integer     not null,
    held        bytea       not null,
    other       bytea       not null,
    found_at    timestamptz not null,
    resolved_at timestamptz,
    resolved_by text
);
