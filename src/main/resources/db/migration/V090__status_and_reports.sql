-- One row per directive and report: what was said of it in a progress report or in the weekly call. Never changed.
create table eo.status_report (
    id               bigint generated always as identity primary key,
    order_id         text        not null,
    directive        text        not null,
    source           text        not null check (source in ('progress', 'weekly')),
    process_instance text        not null,   -- the tracked directive, or the call that was answered
    status           text        check (status in ('on-track', 'at-risk', 'off-track')),
    percent          integer,
    done             text,
    issue            text,
    expected         date,                   -- when what the directive demands is expected to exist
    reported_by      text        not null,
    reported_at      timestamptz not null
);
create index status_report_directive on eo.status_report (order_id, directive, id);
create index status_report_call on eo.status_report (process_instance);

-- One row per report that was issued, with both of its forms as they were sent. Never changed.
-- The end of the ledger when it was made lets a reader tell later changes of the ledger.
create table eo.report (
    id               uuid primary key,
    order_id         text        not null,
    kind             text        not null check (kind in ('weekly', 'closing')),
    title            text        not null,
    process_instance text        not null,
    issued_at        timestamptz not null,
    html             text        not null,
    pdf              bytea       not null,
    html_sha256      text        not null,
    pdf_sha256       text        not null,
    ledger_sequence  bigint      not null,
    ledger_hash      text        not null
);
create index report_order on eo.report (order_id, issued_at);

grant select, insert on eo.status_report, eo.report to eo_app;
