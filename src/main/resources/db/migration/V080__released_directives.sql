-- One row per released directive, exactly as it was released: what it binds, its documents and their SHA-256.
-- Never changed, never deleted: the application's account may read and add. What supersedes it stands in a table of its own.
create table eo.released_directive (
    number           text primary key check (number ~ '^(BOD|ED) [0-9]{2}-[0-9]{2}$'),
    title            text        not null,
    order_id         text        not null,
    directive_id     text        not null,
    business_key     text        not null,
    process_instance text        not null,
    released_at      timestamptz not null,
    released_on      date        not null,      -- the day in Washington, from which its periods count
    signed_by        text        not null,      -- the account that signed
    agencies         text[]      not null,      -- ids of the agencies it binds
    html             text        not null,
    pdf              bytea       not null,
    pdf_sha256       text        not null,
    guidance_title   text        not null,
    guidance_html    text        not null,
    guidance_pdf     bytea       not null,
    guidance_sha256  text        not null
);
create index released_directive_process on eo.released_directive (process_instance);

-- One row per directive that a released one revokes: one of our own, or one that was issued outside the system.
create table eo.directive_supersession (
    superseded text        primary key check (superseded ~ '^(BOD|ED) [0-9]{2}-[0-9]{2}$'),
    by_number  text        not null references eo.released_directive,
    at         timestamptz not null
);

grant select, insert on eo.released_directive, eo.directive_supersession to eo_app;
