-- One row per published version of an order's catalogue of tools, exactly as it was approved. Never changed, never deleted: the
-- application's account may read and add; what changes is published as the next version.
create table eo.tool_catalogue (
    order_id         text        not null,
    version          integer     not null check (version > 0),
    title            text        not null,
    office           text        not null,      -- id of the agency that offers the tools
    published_at     timestamptz not null,
    opens_on         date        not null,      -- the day in Washington from which requests are accepted
    approved_by      text        not null,      -- the account that approved
    contact          text        not null,      -- mailbox to which requests go
    instructions     text        not null,
    decision_tables  text        not null,      -- names and versions of the tables by which requests are decided
    business_key     text        not null,
    process_instance text        not null,
    primary key (order_id, version),
    check (opens_on >= (published_at at time zone 'America/New_York')::date)
);

-- One row per tool of a published version, in the order of the list.
create table eo.catalogue_tool (
    order_id             text    not null,
    version              integer not null,
    position             integer not null check (position > 0),
    tool                 text    not null check (tool <> ''),
    provider             text    not null check (provider <> ''),
    audience             text    not null check (audience in ('agencies', 'public-bodies', 'operators', 'all')),
    capacity             integer not null check (capacity > 0),      -- organizations that can have it at the same time
    terms                text    not null,
    terms_kind           text    not null check (terms_kind in ('standard', 'agreement', 'conditions')),
    covered_model        boolean not null,
    appropriate_for      text    not null default '',                -- conditions of a covered frontier model
    not_appropriate_for  text    not null default '',
    safeguards           text    not null default '',
    primary key (order_id, version, position),
    foreign key (order_id, version) references eo.tool_catalogue
);
-- a tool of a provider stands once in a version, however it is spelled
create unique index catalogue_tool_once on eo.catalogue_tool (order_id, version, lower(provider), lower(tool));

grant select, insert on eo.tool_catalogue, eo.catalogue_tool to eo_app;
