-- The newest descriptor of every site that somebody here has asked for, so that known sites are found without the DHT.
create table known_site (
    site_id     varchar(52)  primary key,
    org_id      varchar(52)  not null,
    sequence    bigint       not null,
    expires_at  timestamptz  not null,
    record      bytea        not null,
    learned_at  timestamptz  not null, -- when the network last confirmed that this is the newest
    checked_at  timestamptz  not null, -- when the network was last asked, whatever it said
    asked_at    timestamptz  not null  -- when somebody here last wanted it
);

create index known_site_by_organisation on known_site (org_id);
create index known_site_by_check on known_site (checked_at);
