-- Performance of days (rulebook §12) told by service, by stream and by branch as by staff, so that ten years cost by days.

-- Performance by day and little else: performance_day without the rest, its bases side by side. Written with it.
CREATE TABLE performance_sum_day (
	told_by INTEGER NOT NULL,        -- 0 staff, 1 service or product, 2 branch and stream
	date INTEGER NOT NULL,           -- day
	subject INTEGER NOT NULL,        -- who, what or where; 0: the house, of none, at none
	stream INTEGER NOT NULL,         -- what it was sold as, of 2; else 0
	cash_delivered INTEGER NOT NULL, -- how much on this basis
	delivered INTEGER NOT NULL,      -- the same
	cash INTEGER NOT NULL,           -- the same
	PRIMARY KEY (told_by, date, subject, stream)
) WITHOUT ROWID;

INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 0, date, staff, 0, SUM(CASE basis WHEN 0 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 1 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 2 THEN amount ELSE 0 END)
FROM performance_day GROUP BY date, staff;
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 1, date, item, 0, SUM(CASE basis WHEN 0 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 1 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 2 THEN amount ELSE 0 END)
FROM performance_day GROUP BY date, item;
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 2, date, branch, stream, SUM(CASE basis WHEN 0 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 1 THEN amount ELSE 0 END),
	SUM(CASE basis WHEN 2 THEN amount ELSE 0 END)
FROM performance_day GROUP BY date, branch, stream;

-- It tells by staff, too.
DROP TABLE performance_staff_day;
