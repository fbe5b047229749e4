-- What is asked of parties is named by the application, which adds to it with further processes.
alter table eo.party_answer drop constraint if exists party_answer_step_check;

-- One row per version of the benchmarking process and its threshold that was put in effect. The content is classified and is nowhere
-- in this database: pointers name where it is held. Never changed, never deleted; a later version follows an earlier one.
create table eo.benchmark_version (
    order_id         text        not null,
    version          integer     not null check (version > 0),
    business_key     text        not null,      -- of the process that put it in effect
    process_instance text        not null,
    methodology      jsonb       not null,      -- pointers: registryNumber, custodianOffice, systemName
    threshold        jsonb       not null,      -- pointers
    approved_on      date        not null,      -- the day in Washington on which the last agency approved
    approved_by      text[]      not null,      -- ids of the agencies that approved it
    effective_on     date        not null,
    put_in_effect_by text        not null,      -- the account that set the day
    put_in_effect_at timestamptz not null,
    primary key (order_id, version),
    check (effective_on >= approved_on)
);

-- One row per report that the capabilities of models have shifted: who reported it, and where it is described.
create table eo.capability_shift (
    id               bigint generated always as identity primary key,
    order_id         text        not null,
    description      jsonb       not null,      -- pointers
    reported_by      text        not null,      -- account
    reported_at      timestamptz not null,
    reviewed_at      timestamptz                -- when a review of the threshold took it up; the only thing that changes
);
create index capability_shift_open on eo.capability_shift (order_id) where reviewed_at is null;

grant select, insert on eo.benchmark_version, eo.capability_shift to eo_app;
grant update (reviewed_at) on eo.capability_shift to eo_app;
