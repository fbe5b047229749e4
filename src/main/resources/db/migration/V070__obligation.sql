-- One row per clause of a started order: how it stands. Derived from eo.ledger_entry and nothing else, so it can be emptied and
-- built again. Whether a date has passed is no fact of the ledger: readers compare with the clock.
create table eo.obligation (
    order_id       text    not null,
    clause_id      text    not null,
    summary        text    not null,
    citation       text,
    basis          text,
    kind           text    not null,
    directive      text,                 -- that answers for it, or null
    lead           text,                 -- the accountable agency
    kept_by        text,                 -- the check that keeps a clause without directive
    continuous     boolean not null,
    deadline       timestamptz,          -- the order's own
    target         timestamptz,          -- a planning date where the order states none
    state          text    not null default 'open' check (state in ('open', 'met', 'not-applicable')),
    at_risk_since  timestamptz,          -- a milestone was missed, or a review found it not met
    satisfied_at   timestamptz,
    days_late      integer,
    certified_at   timestamptz,
    certified_by   text,
    statement      text,                 -- of the certification, or why it is not applicable
    reviewed_at    timestamptz,          -- the last quarterly review of a continuous clause
    evidence_count integer not null default 0,
    primary key (order_id, clause_id)
);
create index obligation_directive on eo.obligation (order_id, directive);

grant select, insert, update, delete on eo.obligation to eo_app;

-- One row per item that proves something: a file, a link, or a pointer to what a classified system holds. Never changed;
-- removed only by who added it and before the clause is certified. The ledger keeps that it was there and its hash.
create table eo.evidence (
    id               uuid primary key,
    order_id         text,
    directive        text,
    clause_id        text,
    agency           text,               -- whose implementation it belongs to, or null
    business_key     text,
    process_instance text,
    activity         text,
    task_id          text,
    form             text        not null check (form in ('file', 'link', 'pointer')),
    kind             text        not null,
    description      text,
    marking          text        not null check (marking in ('UNCLASSIFIED', 'CUI', 'POINTER')),
    cui_category     text,
    name             text,
    media_type       text,
    size             bigint,
    content          bytea,
    url              text,
    registry_number  text,
    custodian_office text,
    system_name      text,
    sha256           text        not null,
    added_by         text        not null,
    added_at         timestamptz not null,
    check ((form = 'file') = (content is not null and name is not null and media_type is not null and size is not null)),
    check ((form = 'link') = (url is not null)),
    check ((form = 'pointer') = (registry_number is not null and custodian_office is not null and system_name is not null)),
    check ((form = 'pointer') = (marking = 'POINTER')),
    check ((marking = 'CUI') = (cui_category is not null))
);
-- the same content twice is one item
create unique index evidence_of_clause on eo.evidence (order_id, clause_id, sha256) where clause_id is not null;
create unique index evidence_of_task on eo.evidence (business_key, coalesce(task_id, ''), sha256) where clause_id is null;

grant select, insert, delete on eo.evidence to eo_app;
