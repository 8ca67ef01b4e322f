create table namespace (
    name        text primary key,
    spec        text not null,
    mode        text not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null
);

create table run (
    id          bigint generated always as identity primary key,
    namespace   text not null references namespace (name) on delete cascade,
    started_at  timestamptz not null,
    ended_at    timestamptz not null,
    outcome     text not null,
    reason      text,
    detail      text,
    snapshot_id text,
    sequence    bigint,
    entries     bigint not null,
    bytes       bigint not null,
    new_pieces  bigint not null
);

create index run_newest on run (namespace, id desc);
