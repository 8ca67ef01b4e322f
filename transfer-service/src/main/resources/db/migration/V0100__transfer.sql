-- Ids are hex (SHA-256 or 16 random bytes) except org_id and site_id, which are base32 as everywhere in text.

create table own_namespace (
    namespace     text primary key,
    key_id        bytea  not null,
    key_enc       bytea  not null,
    key_sealed    bytea  not null,
    last_sequence bigint not null
);
comment on table own_namespace is 'Namespaces that we publish: the secret for keyed deduplication, sealed to our own HPKE key, and the last sequence number given out.';

create table snapshot (
    id          text primary key,
    org_id      text        not null,
    site_id     text        not null,
    namespace   text        not null,
    sequence    bigint      not null,
    ours        boolean     not null,
    manifest    bytea       not null,
    key_id      bytea       not null,
    key_enc     bytea       not null,
    key_sealed  bytea       not null,
    transfer_id text,
    stored_at   timestamptz not null,
    unique (org_id, namespace, sequence)
);
comment on table snapshot is 'Snapshots whose pieces are all in the piece store, ours and partners''; the key is sealed to our own HPKE key.';

create table snapshot_piece_list (
    snapshot_id text    not null references snapshot (id) on delete cascade,
    part        integer not null,
    piece_ids   bytea   not null,
    primary key (snapshot_id, part)
);
comment on table snapshot_piece_list is 'All piece ids of a snapshot, index pieces first, 32 bytes each, 4096 ids a row.';

create table partner_namespace (
    org_id        text        not null,
    namespace     text        not null,
    asked_at      timestamptz not null,
    highest       bigint      not null,
    denied_rule   text,
    denied_detail text,
    primary key (org_id, namespace)
);
comment on table partner_namespace is 'What a partner last said about a namespace: the highest sequence seen, so that it never goes back, and a refusal, so that no old copy is served after it.';

create table transfer (
    id               text primary key,
    direction        text        not null,
    org_id           text        not null,
    site_id          text        not null,
    namespace        text        not null,
    snapshot_id      text        not null,
    grant_id         text        not null,
    state            text        not null,
    reason           text,
    pieces           integer     not null,
    bytes            bigint      not null,
    fetched_pieces   integer     not null,
    fetched_bytes    bigint      not null,
    bad_pieces       integer     not null,
    started_at       timestamptz not null,
    updated_at       timestamptz not null,
    completed_at     timestamptz,
    receipt          bytea,
    countersignature bytea,
    kept             boolean     not null default false
);
create unique index transfer_received on transfer (org_id, snapshot_id) where direction = 'RECEIVED';
create index transfer_started on transfer (started_at);
create index transfer_open on transfer (state) where state in ('FETCHING', 'STORED', 'RECEIPTED');
