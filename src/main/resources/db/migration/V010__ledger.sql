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

-- A field as it goes into the hash: its length in bytes, a colon, the text; a null is '-'. No text can pass for another field.
create function eo.ledger_field(value text) returns text
language sql immutable parallel safe set search_path = pg_catalog as $$
    select coalesce(octet_length(value) || ':' || value, '-') || ','
$$;

-- Appends the facts of one transaction: a JSON array of objects with the columns' names; payload is a text.
-- Everybody else who appends waits from here until the caller commits, so this is the caller's last statement.
create function eo.append_ledger(facts json) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    last eo.ledger_head;
    fact eo.ledger_entry;
begin
    select * into strict last from eo.ledger_head for update;
    for fact in select * from json_populate_recordset(null::eo.ledger_entry, facts) loop
        fact.sequence := last.sequence + 1;
        fact.previous_hash := last.hash;
        fact.hash := encode(sha256(convert_to(
            eo.ledger_field(fact.previous_hash) || eo.ledger_field(fact.sequence::text) || eo.ledger_field(fact.kind)
            || eo.ledger_field(fact.order_id) || eo.ledger_field(fact.clause_id) || eo.ledger_field(fact.business_key)
            || eo.ledger_field(fact.process_instance) || eo.ledger_field(fact.activity) || eo.ledger_field(fact.account)
            || eo.ledger_field(to_char(fact.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
            || eo.ledger_field(fact.payload), 'UTF8')), 'hex');
        insert into eo.ledger_entry values (fact.*);
        last.sequence := fact.sequence;
        last.hash := fact.hash;
    end loop;
    update eo.ledger_head set sequence = last.sequence, hash = last.hash;
    return last.sequence;
end $$;

revoke all on eo.ledger_entry, eo.ledger_head from public;
grant select on eo.ledger_entry, eo.ledger_head to eo_app;
revoke all on function eo.append_ledger, eo.ledger_field from public;
grant execute on function eo.append_ledger to eo_app;
