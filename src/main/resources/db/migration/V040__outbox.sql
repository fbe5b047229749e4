-- One row per mail and recipient, written with the work that causes it and kept after it is sent.
-- waiting: to be sent at next_attempt; sending: claimed by a node at claimed_at; uncertain: a node died between claiming
-- and confirming, so nobody knows whether the server took it, and a person decides; failed: refused for good.
create table eo.outbox (
    id           bigint generated always as identity primary key,
    key          text        not null,
    recipient    text        not null,
    message_id   text        not null unique,
    subject      text        not null,
    html         text        not null,
    created_at   timestamptz not null,
    state        text        not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'uncertain')),
    attempts     integer     not null default 0,
    next_attempt timestamptz not null,
    claimed_at   timestamptz,
    sent_at      timestamptz,
    last_error   text,
    unique (key, recipient)
);
create index outbox_waiting on eo.outbox (next_attempt) where state in ('waiting', 'sending');

-- One row per file that goes with a mail.
create table eo.outbox_attachment (
    outbox_id  bigint  not null references eo.outbox,
    position   integer not null,
    name       text    not null,
    media_type text    not null,
    content    bytea   not null,
    primary key (outbox_id, position)
);

grant select, insert, update on eo.outbox to eo_app;
grant select, insert on eo.outbox_attachment to eo_app;
