-- What is asked of parties is named by the application, which adds to it with further processes.
alter table eo.party_answer drop constraint if exists party_answer_step_check;

-- One row per kind of specialist that an agency said it needs, when it was surveyed for the US Tech Force. An agency that needs none,
-- or did not answer, has none; eo.party_answer tells which. Never changed, never deleted.
create table eo.tech_force_demand (
    process_instance text    not null,
    round            integer not null check (round > 0),      -- agencies may be asked again where none stated a demand
    agency           text    not null,
    line             integer not null check (line > 0),       -- as the agency listed them
    order_id         text    not null,
    role             text    not null,
    headcount        integer not null check (headcount > 0),
    needed_by        date    not null,
    location         text    not null,
    clearance        text    not null,
    primary key (process_instance, round, agency, line)
);
grant select, insert on eo.tech_force_demand to eo_app;
