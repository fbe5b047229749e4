-- An order that is over: nothing new is begun under it. Null while it stands.
alter table eo.executive_order add column ended text check (ended in ('revoked', 'closed'));
update eo.executive_order o
set ended = (select replace(e.kind, 'order-', '') from eo.ledger_entry e
             where e.order_id = o.id and e.kind in ('order-revoked', 'order-closed') order by e.sequence limit 1);
