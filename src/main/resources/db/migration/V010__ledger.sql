-- One row per fact, in the order in which the facts were committed. Never changed, never deleted:
-- the application's account may read it, and may add to it only through eo.append_ledger.
create table eo.ledger_entry (
    sequence         bigint primary key,
    kind             text        not null,
    order_id         text,
    clause_id        text,
    business_key     text,
    process_instance text,
    activity         text,
    account          text        not null,
    at               timestamptz not null,
    payload          text        not null,
    previous_hash    text        not null,
    hash             text        not null unique
);
create index ledger_entry_clause on eo.ledger_entry (order_id, clause_id);
create index ledger_entry_activity on eo.ledger_entry (business_key, activity);

-- One row: the end of the chain, so that a removed last entry is missed.
create table eo.ledger_head (
    one      boolean primary key default true check (one),
    sequence bigint not null,
    hash     text   not null
);
insert into eo.ledger_head (sequence, hash) values (0, repeat('0', 64));

create function eo.append_ledger(kind text, order_id text, clause_id text, business_key text, process_instance text,
                                 activity text, account text, at timestamptz, payload text) returns bigint
language plpgsql security definer set search_path = eo, pg_catalog as $$
#variable_conflict use_variable
declare
    head   eo.ledger_head;
    digest text;
begin
    select * into head from eo.ledger_head for update;
    digest := encode(sha256(convert_to(concat_ws(E'\n', head.hash, head.sequence + 1, kind, coalesce(order_id, ''), coalesce(clause_id, ''),
        coalesce(business_key, ''), coalesce(process_instance, ''), coalesce(activity, ''), account,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), payload), 'UTF8')), 'hex');
    insert into eo.ledger_entry values (head.sequence + 1, kind, order_id, clause_id, business_key, process_instance,
        activity, account, at, payload, head.hash, digest);
    update eo.ledger_head set sequence = head.sequence + 1, hash = digest;
    return head.sequence + 1;
end $$;

revoke all on eo.ledger_entry, eo.ledger_head from public;
grant select on eo.ledger_entry, eo.ledger_head to eo_app;
revoke all on function eo.append_ledger from public;
grant execute on function eo.append_ledger to eo_app;
