-- An order's entries in their order, page by page.
create index ledger_entry_order on eo.ledger_entry (order_id, sequence);
