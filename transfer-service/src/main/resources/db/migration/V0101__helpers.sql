create table helper_policy (
    namespace text primary key,
    helpers   text not null check (helpers in ('partners', 'none'))
);
comment on table helper_policy is 'Whether partners who hold a snapshot of a namespace of ours may pass its pieces on; a namespace without a row: none.';

alter table snapshot add column lent boolean not null default false;
comment on column snapshot.lent is 'Received, and its origin lets us pass the pieces on to who shows a ticket.';
