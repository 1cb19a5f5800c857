-- Performance of days (rulebook §12) told by service, by stream and by branch as by staff, so that ten years cost by days.

-- Performance by day and little else: performance_day without the rest, its bases side by side. Written with it.
CREATE TABLE performance_sum_day (
	told_by BIGINT NOT NULL,         -- 0 staff, 1 service or product, 2 branch and stream
	date BIGINT NOT NULL,            -- day
	subject BIGINT NOT NULL,         -- who, what or where; 0: the house, of none, at none
	stream BIGINT NOT NULL,          -- what it was sold as, of 2; else 0
	cash_delivered BIGINT NOT NULL,  -- how much on this basis
	delivered BIGINT NOT NULL,       -- the same
	cash BIGINT NOT NULL,            -- the same
	PRIMARY KEY (told_by, date, subject, stream)
);

INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 0, date, staff, 0, CAST(SUM(CASE basis WHEN 0 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 1 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 2 THEN amount ELSE 0 END) AS BIGINT)
FROM performance_day GROUP BY date, staff;
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 1, date, item, 0, CAST(SUM(CASE basis WHEN 0 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 1 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 2 THEN amount ELSE 0 END) AS BIGINT)
FROM performance_day GROUP BY date, item;
INSERT INTO performance_sum_day (told_by, date, subject, stream, cash_delivered, delivered, cash)
SELECT 2, date, branch, stream, CAST(SUM(CASE basis WHEN 0 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 1 THEN amount ELSE 0 END) AS BIGINT),
	CAST(SUM(CASE basis WHEN 2 THEN amount ELSE 0 END) AS BIGINT)
FROM performance_day GROUP BY date, branch, stream;

-- It tells by staff, too.
DROP TABLE performance_staff_day;
