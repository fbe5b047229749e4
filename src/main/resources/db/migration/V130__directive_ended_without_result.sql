-- A directive whose process ended without what it was to bring about is not completed: its clauses stay open.
alter table eo.directive drop constraint directive_state_check;
alter table eo.directive add constraint directive_state_check
    check (state in ('active', 'suspended', 'withdrawn', 'completed', 'ended without result'));
