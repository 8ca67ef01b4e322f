create table scrub_pass (
    id           integer primary key check (id = 1),
    started_at   timestamptz not null,
    demanded     boolean     not null,
    shard        integer     not null,
    pieces       bigint      not null,
    bytes        bigint      not null,
    damaged      bigint      not null,
    completed_at timestamptz
);
comment on table scrub_pass is 'The walk over the piece store that runs, or was the last: how far it is, in shards of 256, and what it found.';

create table damaged_snapshot (
    snapshot_id text primary key references snapshot (id) on delete cascade,
    pieces      bigint      not null,
    found_at    timestamptz not null,
    tried_at    timestamptz,
    tries       integer     not null,
    reason      text        not null
);
comment on table damaged_snapshot is 'Snapshots of the catalogue that lack pieces, which rotted or are gone, until these are here again.';
