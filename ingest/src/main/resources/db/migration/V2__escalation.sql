-- What made an open order more urgent, to be sent after the order itself: an outbox of its own.
create table work_order_escalation (
  order_id         uuid not null references work_order (id),
  n                integer not null, -- the how-manieth of its order, from 1
  time             timestamptz not null, -- event time
  priority         smallint not null check (priority between 1 and 5),
  due_at           timestamptz, -- null: the due date stays
  severity         text,
  why              text not null,
  recorded_at      timestamptz not null default now(),
  delivery         text not null default 'pending'
                   check (delivery in ('pending', 'delivered', 'unsupported', 'rejected', 'withdrawn')),
  attempts         integer not null default 0,
  next_attempt_at  timestamptz,
  last_error       text,
  delivered_at     timestamptz,
  primary key (order_id, n),
  unique (order_id, time, priority) -- a replay comes to the same one again
);
create index work_order_escalation_pending on work_order_escalation (order_id)
  where delivery = 'pending';

-- Priority and due date the order was raised with, once they have changed: an attempt that is made
-- again must say what the first one said.
alter table work_order add column as_raised jsonb;
