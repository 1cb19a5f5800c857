-- Totals by day, by month, and by day and little else.

-- name: movement_add
-- Adds to what contracts did on a day.
INSERT INTO movement_day (date, measure, stream, branch, home, item, amount, sessions) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (date, measure, stream, branch, home, item) DO UPDATE SET amount = movement_day.amount + excluded.amount,
	sessions = movement_day.sessions + excluded.sessions;

-- name: movement_month_add
-- Adds to what contracts did in a month.
INSERT INTO movement_month (month, measure, stream, branch, home, item, amount, sessions) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (month, measure, stream, branch, home, item) DO UPDATE SET amount = movement_month.amount + excluded.amount,
	sessions = movement_month.sessions + excluded.sessions;

-- name: takings_add
-- Adds to the takings of a day.
INSERT INTO takings_day (date, method, stream, branch, paid_in, refunded) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (date, method, stream, branch) DO UPDATE SET paid_in = takings_day.paid_in + excluded.paid_in,
	refunded = takings_day.refunded + excluded.refunded;

-- name: performance_add
-- Adds to the performance of a day.
INSERT INTO performance_day (date, basis, staff, item, stream, branch, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (date, basis, staff, item, stream, branch) DO UPDATE SET amount = performance_day.amount + excluded.amount;

-- name: performance_sum_add
-- Adds to the performance of a day by staff, by service, or by branch and stream.
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (told_by, date, subject, stream) DO UPDATE SET cash_delivered = performance_sum_day.cash_delivered + excluded.cash_delivered,
	delivered = performance_sum_day.delivered + excluded.delivered, cash = performance_sum_day.cash + excluded.cash;

-- name: performance_month_add
-- Adds to the performance of a month.
INSERT INTO performance_month (month, basis, staff, item, stream, branch, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (basis, month, staff, item, stream, branch) DO UPDATE SET amount = performance_month.amount + excluded.amount;

-- name: account_add
-- Adds to an account on a day.
INSERT INTO account_day (date, account, amount) VALUES ($1, $2, $3)
ON CONFLICT (date, account) DO UPDATE SET amount = account_day.amount + excluded.amount;
