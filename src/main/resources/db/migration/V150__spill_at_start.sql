-- One row per file that stopped a start because it looks classified: by name, line and rule, never what stands there. The next start that
-- comes about begins the response to it and takes the row away.
create table eo.spill_at_start (
    id    bigint      generated always as identity primary key,
    place text        not null,
    rule  text        not null,
    at    timestamptz not null
);
grant select, insert, delete on eo.spill_at_start to eo_app;
