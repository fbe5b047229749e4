-- One row per absence: who is away on which days of Washington, the last included, and who stands in. An absence that was ended early, or
-- called off before its first day, stays on record.
create table eo.absence (
    id          uuid        primary key,
    account     text        not null,
    substitute  text        not null check (substitute <> account),
    from_day    date        not null,
    until_day   date        not null check (until_day >= from_day),
    entered_by  text        not null,
    entered_at  timestamptz not null,
    ended_at    timestamptz,
    ended_by    text,
    begun_at    timestamptz,          -- since when the tasks are handed over
    returned_at timestamptz,          -- since when those left over are handed back
    check ((ended_at is null) = (ended_by is null))
);
create index absence_account on eo.absence (account, from_day);
create index absence_substitute on eo.absence (substitute, from_day);
grant select, insert on eo.absence to eo_app;
grant update (ended_at, ended_by, begun_at, returned_at) on eo.absence to eo_app;
