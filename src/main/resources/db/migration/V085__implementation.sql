-- One row per agency that has given its view in one consultation: kept outside the process, so that no consulted agency
-- reads another's answer while the window is open.
create table eo.consultation_view (
    process_instance text        not null,
    agency           text        not null,
    answer           text        not null check (answer in ('concur', 'concur-with-comment', 'non-concur', 'no-comment')),
    comment          text        not null default '',
    account          text        not null,
    given_at         timestamptz not null,
    primary key (process_instance, agency)
);
grant select, insert on eo.consultation_view to eo_app;

-- One row per agency that a released directive binds: how far it has carried it out.
create table eo.implementation (
    business_key     text primary key,
    order_id         text        not null,
    directive        text        not null,
    number           text        not null,   -- of the released directive, e.g. BOD 26-04
    title            text        not null,
    agency           text        not null,
    office           text        not null,   -- the agency that released it
    released_on      date        not null,
    process_instance text,
    state            text        not null default 'open' check (state in ('open', 'closed', 'not-applicable', 'superseded', 'ended')),
    acknowledged_at  timestamptz,
    ended_at         timestamptz,
    superseded_by    text,
    unique (number, agency)
);

-- One row per action that a directive requires of an agency, with the date that holds now.
create table eo.implementation_action (
    business_key      text        not null references eo.implementation,
    action            integer     not null,   -- its number in the directive, from 1
    text              text        not null,
    reporting         text        not null,
    rule              text        not null check (rule in ('fixed', 'remediation-timeline')),
    due               timestamptz not null,
    done_at           timestamptz,
    result            text        not null default '',
    requested_date    date,                   -- of an extension that is not decided yet
    primary key (business_key, action)
);

-- One row per vulnerability that an agency reported under a directive: its date moves with its facts.
create table eo.remediation (
    business_key     text primary key,
    implementation   text        not null references eo.implementation,
    cve              text        not null,
    outcome          text,
    due              timestamptz,             -- null: at the next upgrade
    process_instance text,
    state            text        not null default 'open' check (state in ('open', 'remediated', 'superseded', 'ended'))
);

grant select, insert, update on eo.implementation, eo.implementation_action, eo.remediation to eo_app;
