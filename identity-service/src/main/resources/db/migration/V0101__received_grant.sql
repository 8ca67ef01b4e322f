-- What partners have granted to us, as they told us: to be shown. Whether it holds is decided at their side.
create table received_grant (
    id          text primary key, -- <siteId of the issuer>/<grantId>
    org_id      text        not null,
    record      bytea       not null,
    received_at timestamptz not null,
    revoked_at  timestamptz
);
create index received_grant_org on received_grant (org_id, received_at);
