create table bandwidth_limit (
    direction text primary key check (direction in ('receive', 'send')),
    zone      text not null,
    rules     text not null
);
comment on table bandwidth_limit is 'How fast pieces may move, as an admin has set it at run time; a direction without a row: as the settings say.';
