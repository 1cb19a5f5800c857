-- Reports on memberships and on performance day by day (rulebook §12), so that they cost by what they tell.

-- What its closed cycles came to, day by day, packed (book/cycles.h). Written when a cycle closes, or opens again.
ALTER TABLE membership ADD COLUMN cycles BLOB NOT NULL DEFAULT x'';

-- Open cycles, of which nothing is kept, are found among all that is open.
CREATE INDEX contract_cycle_open ON contract (open, membership, id) WHERE open = 1 AND membership > 0;

-- Performance by day and staff: performance_day without what was done. Written with it.
CREATE TABLE performance_staff_day (
	date INTEGER NOT NULL,   -- day
	basis INTEGER NOT NULL,  -- 0 cash_delivered, 1 delivered, 2 cash
	staff INTEGER NOT NULL,  -- who; 0: the house
	amount INTEGER NOT NULL, -- how much
	PRIMARY KEY (basis, date, staff)
) WITHOUT ROWID;

INSERT INTO performance_staff_day (date, basis, staff, amount)
SELECT date, basis, staff, SUM(amount) FROM performance_day GROUP BY 1, 2, 3;

-- The cycles that were closed by a carnet that did not keep this are worked through as in 0006.
INSERT INTO meta (name, value) SELECT 'mended_to', '0' WHERE EXISTS (SELECT 1 FROM contract WHERE open = 0 AND membership > 0)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
