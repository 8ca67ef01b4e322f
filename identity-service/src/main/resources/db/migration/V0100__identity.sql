-- One handshake, from our side. Ids are texts as people see them; records are kept byte for byte as they were signed.
create table pairing (
    id             text primary key,
    role           text        not null,
    state          text        not null,
    living         boolean     not null,
    ended_by       text,
    ended_reason   text,
    confirmed      boolean     not null,
    approved       boolean     not null,
    completed      boolean     not null,
    org_id         text        not null,
    site_id        text        not null,
    site_key       bytea       not null,
    ca_key_hash    bytea       not null,
    descriptor     bytea       not null,
    org_log        bytea       not null,
    suggested_name text        not null,
    petname        text,
    offer          bytea       not null,
    acceptance     bytea       not null,
    nonce          bytea       not null,
    deadline       timestamptz,
    created_at     timestamptz not null,
    changed_at     timestamptz not null
);
create unique index pairing_petname on pairing (petname) where living;
create index pairing_site on pairing (site_id) where living;
create index pairing_deadline on pairing (deadline) where living;

-- Messages to partners that wait for delivery, in the order in which each site gets them.
create table letter (
    id           bigint generated always as identity primary key,
    site_id      text        not null,
    subject      text        not null,
    door         text        not null,
    record       bytea       not null,
    descriptor   bytea       not null,
    attempts     integer     not null,
    next_at      timestamptz not null,
    expires_at   timestamptz not null,
    last_failure text
);
create index letter_due on letter (next_at);
create index letter_site on letter (site_id, id);

-- The last descriptor that was signed for this site: what we show of ourselves in a handshake.
create table own_descriptor (
    id        integer primary key check (id = 1),
    sequence  bigint      not null,
    record    bytea       not null,
    signed_at timestamptz not null
);

create table issued_grant (
    id         text primary key,
    namespace  text        not null,
    org_id     text        not null,
    record     bytea       not null,
    issued_at  timestamptz not null,
    not_after  timestamptz,
    granted_by text        not null,
    revoked_at timestamptz,
    revoked_by text
);
create index issued_grant_live on issued_grant (org_id, namespace) where revoked_at is null;

create table receipt (
    id               text primary key,
    transfer_id      text        not null,
    direction        text        not null,
    receipt          bytea       not null,
    countersignature bytea,
    completed_at     timestamptz not null,
    stored_at        timestamptz not null
);
create index receipt_stored on receipt (stored_at);
create index receipt_transfer on receipt (transfer_id);

-- Every administrative act, done or refused.
create table audit_entry (
    position bigint generated always as identity primary key,
    at       timestamptz not null,
    actor    text        not null,
    act      text        not null,
    subject  text        not null,
    outcome  text        not null,
    detail   text        not null
);

-- Grows with every change of whom we trust; starts at the time so that it grows across a lost database too.
create table trust_revision (
    id       integer primary key check (id = 1),
    revision bigint not null
);
insert into trust_revision (id, revision) values (1, (extract(epoch from now()) * 1000)::bigint);
