-- One row per agency that has given its view in one consultation: kept outside the process, so that no consulted agency
-- reads another's answer while the window is open.
create table eo.consultation_view (
    process_instance text        not null,
    agency           text        not null,
    answer           text        not null check (answer in ('concur', 'concur-with-comment', 'non-concur', 'no-comment')),
    comment          text        not null default '',
    account          text        not null,
    given_at         timestamptz not null,
    primary key (process_instance, agency)
);
grant select, insert on eo.consultation_view to eo_app;
