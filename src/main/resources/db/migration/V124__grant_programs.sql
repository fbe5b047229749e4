-- Whom a step asks is the models' own matter: a new step needs no change here.
alter table eo.party_answer drop constraint if exists party_answer_step_check;
alter table eo.party_answer add constraint party_answer_step_name check (step ~ '^[A-Z_]+$');

-- One row per file of listings that was imported for a directive. Never changed, never deleted.
create table eo.listing_import (
    id               uuid        primary key,
    business_key     text        not null,
    process_instance text        not null,
    source           text        not null,
    file_name        text        not null,
    sha256           text        not null,
    size             bigint      not null,
    taken            integer     not null,   -- records that were good
    changed          integer     not null,   -- of these, new ones and those with another content than before
    bad              integer     not null,   -- records that were left out, because the importer asked for the good ones
    imported_by      text        not null,
    imported_at      timestamptz not null
);
create index listing_import_of on eo.listing_import (business_key, imported_at);
grant select, insert on eo.listing_import to eo_app;

-- One row per program or funding opportunity that was imported for a directive, by the source's own key; a later import of the same
-- program replaces its content.
create table eo.grant_program (
    business_key     text          not null,
    id               text          not null,   -- e.g. ALN 16.710, Opportunity 351234
    source           text          not null,
    source_key       text          not null,
    number           text          not null,
    title            text          not null,
    agency_name      text          not null,
    agency_code      text          not null,
    purpose          text          not null,
    assistance       text          not null,
    applicants       text          not null,
    obligations      text          not null,
    funds            numeric(18,2),            -- US dollars, as the source says
    closes           date,
    listing_import   uuid          not null references eo.listing_import deferrable initially deferred,
    fit              text          check (fit in ('fit', 'possible', 'none')),   -- null until it is screened
    reason           text,
    words            integer,                  -- how many of the words that were looked for it has
    primary key (business_key, id)
);
create index grant_program_relevant on eo.grant_program (business_key) where words > 0;
create index grant_program_number on eo.grant_program (business_key, number);
create index grant_program_import on eo.grant_program (listing_import);
grant select, insert, update on eo.grant_program to eo_app;

-- One row per program of which the granting agency has said what money there is. Never changed, never deleted.
create table eo.grant_funding (
    business_key     text          not null,
    id               text          not null,
    agency           text          not null,
    available        numeric(18,2) not null check (available >= 0),   -- US dollars in total
    obligated        numeric(18,2) not null check (obligated >= 0 and obligated <= available),
    expires          date,                                            -- last day on which it may be obligated; null: never
    note             text          not null default '',
    account          text          not null,
    given_at         timestamptz   not null,
    primary key (business_key, id)
);
grant select, insert on eo.grant_funding to eo_app;
