-- One row per framework that was published for an order, as it was published. Never changed, never deleted.
create table eo.developer_framework (
    order_id         text        primary key,
    process_instance text        not null,
    title            text        not null,
    published_on     date        not null,      -- the day in Washington, from which it is in force
    access_days      integer     not null check (access_days between 1 and 30),   -- the longest access before a release
    parts            jsonb       not null,      -- what it says: heading and text of each part
    approved_by      text        not null       -- the accounts that approved it for their agencies
);

-- One row per order whose framework takes requests of developers: when its intake was opened. What ends the order ends the intake.
create table eo.framework_intake (
    order_id         text        primary key references eo.developer_framework,
    process_instance text        not null,
    opened_at        timestamptz not null
);

grant select, insert on eo.developer_framework, eo.framework_intake to eo_app;
