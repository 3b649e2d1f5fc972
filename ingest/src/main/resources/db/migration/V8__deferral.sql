-- By whom, why and until when an open order was put off; the newest.
alter table work_order add column deferral jsonb;
