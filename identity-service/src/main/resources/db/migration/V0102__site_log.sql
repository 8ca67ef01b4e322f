-- The site's log, a Merkle tree as in RFC 6962. A leaf is written where what it tells of happens; the transaction that
-- wrote it gives it its position at its very end, under the lock of the one row of log_frontier.
create table log_leaf (
    id       bigint generated always as identity primary key,
    position bigint unique,
    kind     text   not null,
    subject  text   not null,
    leaf     bytea  not null,
    unique (kind, subject)
);
create index log_leaf_unnumbered on log_leaf (id) where position is null;

-- Heads of complete subtrees, so that proofs need few of them.
create table log_node (
    level integer not null,
    place bigint  not null,
    hash  bytea   not null,
    primary key (level, place)
);

create table log_frontier (
    id       integer primary key check (id = 1),
    frontier bytea not null
);
insert into log_frontier (id, frontier) values (1, '\x820080');

-- The newest head of each partner's log that we were given, and the one that contradicts it, if any.
create table partner_checkpoint (
    site_id     text primary key,
    record      bytea       not null,
    seen_at     timestamptz not null,
    fault       text,
    contrary    bytea,
    found_at    timestamptz
);

-- Manifests of snapshots that there are receipts of.
create table kept_manifest (
    snapshot_id text primary key,
    record      bytea not null
);

-- The salt of the commitment that stands in the leaf; gone once the entry's words are erased.
alter table audit_entry add column salt bytea;
alter table issued_grant add column revocation bytea;
