-- When each plan is due on each asset, for dashboards: written by the service every few minutes.
create table forecast (
  asset_id         integer not null references asset (id),
  rule             text not null,
  title            text not null,
  kind             text not null check (kind in ('open', 'expected', 'never', 'unknown')),
  due_early        timestamptz, -- null: unknown, or never as things go on at present
  due_likely       timestamptz,
  due_late         timestamptz,
  raise_at         timestamptz, -- null: unknown, never, or raised already
  meter            text, -- of the usage half that decides; null when none does
  unit             text,
  total            double precision, -- life-to-date
  due_total        double precision,
  per_day          double precision, -- mean of the last one to two weeks; null: unknown
  per_day_slowest  double precision, -- of the two weekly rates
  per_day_fastest  double precision,
  read_at          timestamptz, -- the oldest of the newest readings that it rests on
  stale            boolean not null, -- that reading is more than a day old
  notes            text not null,
  primary key (asset_id, rule)
) with (fillfactor = 70);

-- The newest refresh, which touches only the rows that changed. One row.
create table forecast_refresh (
  only_row  boolean primary key default true check (only_row),
  at        timestamptz not null, -- the service's time
  assets    integer not null,
  took_ms   integer not null
);
