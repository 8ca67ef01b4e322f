-- What each partner's site told us last about itself, and why it could not be asked when it could not.
create table partner_page (
    site_id         varchar(52)  primary key,
    tellable        boolean      not null,  -- whether our partners may be told of it
    priority_nodes  text         not null,  -- host:port,host:port
    exchanged_at    timestamptz,
    failed_at       timestamptz,            -- null when the last exchange went well
    failure         text
);

-- Of which sites it told us; their descriptors are in known_site.
create table told_site (
    told_by  varchar(52)  not null references partner_page (site_id) on delete cascade,
    site_id  varchar(52)  not null,
    primary key (told_by, site_id)
);
