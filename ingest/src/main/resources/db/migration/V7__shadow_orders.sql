-- What rules in shadow mode would have raised: in a table of its own, so that nothing can send it.
create table shadow_order (
  number        bigint generated always as identity primary key,
  episode_key   text not null unique,
  asset_id      integer not null references asset (id),
  rule          text not null,
  rule_version  text not null,
  type          text not null,
  target        text not null,
  priority      smallint not null,
  title         text not null,
  raised_at     timestamptz not null, -- event time at which the rule fired
  recorded_at   timestamptz not null default now(),
  due_at        timestamptz,
  due_reading   double precision,
  due_meter     text,
  job           jsonb not null,
  evidence      jsonb not null,
  closed_at     timestamptz -- when it ended by itself
);
create index shadow_order_asset on shadow_order (asset_id, raised_at desc);
