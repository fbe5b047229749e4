-- One row per order that was started, with the signing date from which its periods count.
create table eo.executive_order (
    id               text primary key,
    signed           date not null,
    process_instance text not null
);

-- One row per directive of a started order, with its effective terms: the catalogue's, or those of a later amendment.
create table eo.directive (
    order_id text not null references eo.executive_order,
    id       text not null,
    period   text,            -- ISO 8601, from signing: the order's own deadline
    target   text,            -- ISO 8601, from signing: a planning target
    state    text not null default 'active' check (state in ('active', 'suspended', 'withdrawn', 'completed')),
    primary key (order_id, id)
);

grant select, insert, update on eo.executive_order, eo.directive to eo_app;
