-- One row per date that was set for something: what it follows from, so that anybody can reckon it anew. Never changed, never
-- deleted: the application's account may read and add. Whatever moves a date adds a row for the same subject.
create table eo.deadline_record (
    id             bigint generated always as identity primary key,
    subject        text        not null,   -- what is dated, e.g. 'directive eo-14409/grant-identification'
    kind           text        not null check (kind in ('deadline', 'target', 'milestone', 'window', 'task', 'action', 'vulnerability', 'commitment')),
    title          text        not null,
    order_id       text,
    directive      text,
    clause_id      text,
    business_key   text,
    agency         text,                   -- whose implementation it belongs to, where it is one agency's
    task_id        text,
    value          timestamptz,            -- null: no date any more, or none on a day
    started_on     date        not null,   -- the day in Washington from which it counts
    start_event    text        not null,
    source         text        not null,   -- the text it comes from
    source_version text        not null,
    rule           text        not null,
    calendar       text        not null,
    zone           text        not null,
    period         text,                   -- ISO 8601, where the rule counts one
    skipped        jsonb       not null,   -- days that the count left out: [{day, why}]
    planning       date,                   -- the working day to plan for, where it is another than the last day
    competing      jsonb       not null,   -- what other sources say: [{source, value, says}]
    reason         text,                   -- why it took the place of the one before
    account        text        not null,
    recorded_at    timestamptz not null
);
create index deadline_record_subject on eo.deadline_record (subject, id);
create index deadline_record_order on eo.deadline_record (order_id, directive);
create index deadline_record_key on eo.deadline_record (business_key, value);
grant select, insert on eo.deadline_record to eo_app;

-- The same rows with what follows from the others: the next record of the subject, and how many came before.
create view eo.deadline as
select r.*,
       (select min(later.id) from eo.deadline_record later where later.subject = r.subject and later.id > r.id) as superseded_by,
       (select count(*) from eo.deadline_record earlier where earlier.subject = r.subject and earlier.id < r.id) as sequence
from eo.deadline_record r;
grant select on eo.deadline to eo_app;
