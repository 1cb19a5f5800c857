-- Reports over long times and of days gone by (rulebook §12), so that they cost by months and by what was open then.

-- What contracts did, summed by month: movement_day without the days. Written with it.
CREATE TABLE movement_month (
	month INTEGER NOT NULL,    -- its first day
	measure INTEGER NOT NULL,  -- what is counted
	stream INTEGER NOT NULL,   -- where money comes from
	branch INTEGER NOT NULL,   -- where it happened
	home INTEGER NOT NULL,     -- where the contract was sold
	item INTEGER NOT NULL,     -- service or product; 0: not of one
	amount INTEGER NOT NULL,   -- money
	sessions INTEGER NOT NULL, -- sessions
	PRIMARY KEY (month, measure, stream, branch, home, item)
) WITHOUT ROWID;

-- Performance by month: performance_day without the days. Written with it.
CREATE TABLE performance_month (
	month INTEGER NOT NULL,  -- its first day
	basis INTEGER NOT NULL,  -- 0 cash_delivered, 1 delivered, 2 cash
	staff INTEGER NOT NULL,  -- who; 0: the house
	item INTEGER NOT NULL,   -- service or product; 0: not of one
	stream INTEGER NOT NULL, -- what it was sold as
	branch INTEGER NOT NULL, -- where it was done
	amount INTEGER NOT NULL, -- how much
	PRIMARY KEY (basis, month, staff, item, stream, branch)
) WITHOUT ROWID;

INSERT INTO movement_month (month, measure, stream, branch, home, item, amount, sessions)
SELECT CAST(julianday(date * 86400, 'unixepoch', 'start of month') - 2440587.5 AS INTEGER), measure, stream, branch, home, item, SUM(amount), SUM(sessions)
FROM movement_day GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO performance_month (month, basis, staff, item, stream, branch, amount)
SELECT CAST(julianday(date * 86400, 'unixepoch', 'start of month') - 2440587.5 AS INTEGER), basis, staff, item, stream, branch, SUM(amount)
FROM performance_day GROUP BY 1, 2, 3, 4, 5, 6;

-- The day of the latest change of a contract of which nothing is left, due or held: since then it is closed. 2147483647: it is not, or
-- it was written before this column was.
ALTER TABLE contract ADD COLUMN closed_on INTEGER NOT NULL DEFAULT 2147483647;
-- What was open at the end of a day. What was sold and used up on one day never was.
CREATE INDEX contract_closed ON contract (closed_on, sold_on, id) WHERE closed_on > sold_on;
