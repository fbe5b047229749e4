-- Dates that come again, such as the quarterly review of the continuous obligations, are recorded, too.
alter table eo.deadline_record drop constraint deadline_record_kind_check;
alter table eo.deadline_record add constraint deadline_record_kind_check
    check (kind in ('deadline', 'target', 'milestone', 'window', 'task', 'action', 'vulnerability', 'commitment', 'recurring'));
