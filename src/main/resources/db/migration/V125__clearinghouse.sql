-- One row per order whose clearinghouse is open. Never changed, never deleted.
create table eo.clearinghouse (
    order_id         text        primary key,
    directive        text        not null,
    process_instance text        not null,
    name             text        not null,
    charter          text        not null,   -- number of the charter
    office           text        not null,
    mailbox          text        not null,   -- where reports and requests come in
    terms            text        not null,
    leaving          text        not null,   -- how a participant leaves, at any time
    opened_by        text        not null,
    opened_at        timestamptz not null
);
grant select, insert on eo.clearinghouse to eo_app;
