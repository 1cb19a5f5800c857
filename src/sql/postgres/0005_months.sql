-- Reports over long times and of days gone by (rulebook §12), so that they cost by months and by what was open then.

-- What contracts did, summed by month: movement_day without the days. Written with it.
CREATE TABLE movement_month (
	month BIGINT NOT NULL,    -- its first day
	measure BIGINT NOT NULL,  -- what is counted
	stream BIGINT NOT NULL,   -- where money comes from
	branch BIGINT NOT NULL,   -- where it happened
	home BIGINT NOT NULL,     -- where the contract was sold
	item BIGINT NOT NULL,     -- service or product; 0: not of one
	amount BIGINT NOT NULL,   -- money
	sessions BIGINT NOT NULL, -- sessions
	PRIMARY KEY (month, measure, stream, branch, home, item)
);

-- Performance by month: performance_day without the days. Written with it.
CREATE TABLE performance_month (
	month BIGINT NOT NULL,  -- its first day
	basis BIGINT NOT NULL,  -- 0 cash_delivered, 1 delivered, 2 cash
	staff BIGINT NOT NULL,  -- who; 0: the house
	item BIGINT NOT NULL,   -- service or product; 0: not of one
	stream BIGINT NOT NULL, -- what it was sold as
	branch BIGINT NOT NULL, -- where it was done
	amount BIGINT NOT NULL, -- how much
	PRIMARY KEY (basis, month, staff, item, stream, branch)
);

INSERT INTO movement_month (month, measure, stream, branch, home, item, amount, sessions)
SELECT date_trunc('month', DATE '1970-01-01' + CAST(date AS INTEGER))::DATE - DATE '1970-01-01', measure, stream, branch, home, item, SUM(amount), SUM(sessions)
FROM movement_day GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO performance_month (month, basis, staff, item, stream, branch, amount)
SELECT date_trunc('month', DATE '1970-01-01' + CAST(date AS INTEGER))::DATE - DATE '1970-01-01', basis, staff, item, stream, branch, SUM(amount)
FROM performance_day GROUP BY 1, 2, 3, 4, 5, 6;

-- The day of the latest change of a contract of which nothing is left, due or held: since then it is closed. 2147483647: it is not, or
-- it was written before this column was.
ALTER TABLE contract ADD COLUMN closed_on BIGINT NOT NULL DEFAULT 2147483647;
-- What was open at the end of a day. What was sold and used up on one day never was.
CREATE INDEX contract_closed ON contract (closed_on, sold_on, id) WHERE closed_on > sold_on;
