-- One row per period and revision: how many referrals there were and what became of them. Counts and nothing else. A period that is
-- reported again gets a further revision, and the last one counts; what stood there stays.
create table eo.enforcement_measure (
    order_id             text        not null,
    period_from          date        not null,
    period_to            date        not null check (period_to >= period_from),
    revision             integer     not null check (revision > 0),
    referred             integer     not null check (referred >= 0),
    accepted             integer     not null check (accepted >= 0),
    declined_evidence    integer     not null check (declined_evidence >= 0),      -- not sufficient
    declined_interest    integer     not null check (declined_interest >= 0),      -- no substantial federal interest
    declined_elsewhere   integer     not null check (declined_elsewhere >= 0),     -- prosecuted elsewhere
    declined_alternative integer     not null check (declined_alternative >= 0),   -- other means are adequate
    declined_other       integer     not null check (declined_other >= 0),
    recorded_by          text        not null,
    recorded_at          timestamptz not null,
    primary key (order_id, period_from, period_to, revision)
);
grant select, insert on eo.enforcement_measure to eo_app;

-- One row per readiness process that came to its end: the organization's own record of what it looked at and decided, as page and as
-- PDF. It is for the organization's own use, and nobody else reads it here.
create table eo.readiness_record (
    id               uuid        primary key,
    order_id         text        not null,
    directive        text        not null,
    organization     text        not null,                  -- id of its group
    process_instance text        not null unique,
    title            text        not null,
    html             text        not null,
    pdf              bytea       not null,
    html_sha256      text        not null,
    pdf_sha256       text        not null,
    made_at          timestamptz not null
);
grant select, insert on eo.readiness_record to eo_app;
