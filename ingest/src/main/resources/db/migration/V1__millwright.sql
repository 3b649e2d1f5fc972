-- The tables of Millwright. Runs on the Apache and on the Community edition of TimescaleDB.

create extension if not exists timescaledb;

-- Registry: the CMMS is the master, imports are idempotent by tag.
create table asset (
  id           integer generated always as identity primary key,
  tag          text not null unique,
  name         text not null,
  class        text not null,
  site         text,
  zone         text not null default 'UTC',
  ownership    text not null check (ownership in ('owned', 'contracted', 'unassigned')),
  criticality  smallint not null default 3 check (criticality between 1 and 5),
  parent_tag   text,
  account      text,
  location     text,
  contact      text,
  territory    text,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now()
);

create table meter (
  id              integer generated always as identity primary key,
  asset_id        integer not null references asset (id),
  name            text not null,
  kind            text not null check (kind in ('counter', 'gauge', 'state', 'fault')),
  unit            text not null,
  rollover_point  double precision check (rollover_point > 0),
  unique (asset_id, name)
);

create table gateway (
  id             text primary key,
  password_hash  text not null,
  enabled        boolean not null default true,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);

create table gateway_asset (
  gateway_id  text not null references gateway (id) on delete cascade,
  asset_id    integer not null references asset (id) on delete cascade,
  primary key (gateway_id, asset_id)
);

-- A publish-only session has no state but its existence; a client that is told "no session"
-- must discard its unacknowledged messages, so existence has to survive a restart.
create table mqtt_session (
  gateway_id      text not null references gateway (id) on delete cascade,
  client_id       text not null, -- a client id counts within its gateway: no gateway can take over another's
  expiry_seconds  bigint not null, -- how long it outlives its connection
  expires_at      timestamptz, -- null while connected
  connection      bigint not null, -- the connection that has it; an older one changes nothing any more
  primary key (gateway_id, client_id)
);

-- The log: readings and asset events share one ingest sequence; the fold runs in its order.
create table reading (
  meter_id  integer not null,
  time      timestamptz not null,
  value     double precision not null,
  flags     smallint not null,
  seq       bigint not null
);
select create_hypertable('reading', 'time', chunk_time_interval => interval '7 days',
                         create_default_indexes => false);
create unique index reading_meter_time on reading (meter_id, time);
-- Rows arrive in sequence order, so BRIN finds the tail that recovery folds for next to nothing.
create index reading_seq on reading using brin (seq) with (pages_per_range = 16, autosummarize = on);

create table asset_event (
  seq          bigint primary key,
  asset_id     integer not null references asset (id),
  time         timestamptz not null,
  kind         text not null,
  natural_key  text,
  body         jsonb not null,
  recorded_at  timestamptz not null default now()
);
create unique index asset_event_natural_key on asset_event (asset_id, natural_key)
  where natural_key is not null;

-- Checkpoints of the fold: state of an asset after the event with this sequence.
create table asset_state (
  asset_id  integer primary key references asset (id),
  seq       bigint not null,
  state     text not null
);
-- Every event up to seq is contained in asset_state. One row.
create table checkpoint (
  only_row  boolean primary key default true check (only_row),
  seq       bigint not null
);

-- Counts the processes that have written the log: each transaction of a former one finds out.
create table tenure (
  only_row  boolean primary key default true check (only_row),
  number    bigint not null
);

create table plan_set (
  version       integer generated always as identity primary key,
  source        text not null,
  activated_at  timestamptz not null default now()
);

-- One occurrence of a plan or condition on an asset. At most one is open.
create table episode (
  key          text primary key,
  asset_id     integer not null references asset (id),
  rule         text not null,
  cycle        integer not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  closed_by    text check (closed_by in ('completed', 'cancelled')),
  unique (asset_id, rule, cycle)
);
create unique index episode_one_open on episode (asset_id, rule) where closed_at is null;

-- The outbox: written with the readings that caused it.
create table work_order (
  id              uuid primary key,
  number          bigint generated always as identity unique,
  episode_key     text not null unique references episode (key),
  asset_id        integer not null references asset (id),
  rule            text not null,
  rule_version    text not null,
  type            text not null check (type in ('PM', 'CM', 'EM')),
  target          text not null check (target in ('cmms', 'fsm')),
  priority        smallint not null check (priority between 1 and 5),
  title           text not null,
  raised_at       timestamptz not null, -- event time at which the rule fired
  recorded_at     timestamptz not null default now(),
  due_at          timestamptz,
  due_reading     double precision,
  due_meter       text,
  job             jsonb not null,
  evidence        jsonb not null,
  status          text not null default 'open'
                  check (status in ('open', 'accepted', 'started', 'completed', 'cancelled')),
  status_at       timestamptz,
  completion      jsonb,
  delivery        text not null default 'pending'
                  check (delivery in ('pending', 'held', 'delivered', 'rejected', 'withdrawn')),
  hold_reason     text,
  attempts        integer not null default 0,
  next_attempt_at timestamptz,
  last_error      text,
  remote_id       text,
  delivered_at    timestamptz
);
create index work_order_undelivered on work_order (next_attempt_at nulls first)
  where delivery in ('pending', 'held');
create index work_order_asset on work_order (asset_id, raised_at desc);

-- Why an order was not raised.
create table suppression (
  asset_id   integer not null references asset (id),
  rule       text not null,
  cycle      integer not null,
  reason     text not null,
  time       timestamptz not null,
  detail     text not null,
  primary key (asset_id, rule, cycle, reason)
);

-- What could not be decoded, resolved or believed. Never dropped, replayable.
create table quarantine (
  id           bigint generated always as identity primary key,
  digest       bytea not null unique, -- a redelivery counts up `seen` instead of a second row
  reason       text not null,
  detail       text not null,
  gateway      text not null,
  topic        text not null,
  asset        text,
  meter        text,
  time         timestamptz,
  payload      bytea not null,
  received_at  timestamptz not null default now(),
  seen         integer not null default 1,
  replayed_at  timestamptz
);
create index quarantine_open on quarantine (reason, id) where replayed_at is null;
