-- What the reports read. A filter that is not asked for is 0 (branch, item, client) or -1 (staff, stream).

-- name: report_takings
-- Money in and out of the days from $1 to $2.
SELECT date, method, stream, branch, paid_in, refunded FROM takings_day
WHERE date >= $1 AND date <= $2 AND (branch = $3 OR $3 = 0) AND (stream = $4 OR $4 < 0)
ORDER BY date, method, stream, branch;

-- name: report_performance_by_staff
-- Performance of a basis on the days from $2 to $3, by day and staff.
SELECT date, staff, CAST(SUM(amount) AS BIGINT) FROM performance_day
WHERE basis = $1 AND date >= $2 AND date <= $3 AND (staff = $4 OR $4 < 0) AND (item = $5 OR $5 = 0)
	AND (stream = $6 OR $6 < 0) AND (branch = $7 OR $7 = 0)
GROUP BY date, staff ORDER BY date, staff;

-- name: report_performance_sums
-- Performance of a basis ($1) on the days from $2 to $3 by staff, by service, or by branch and stream ($4), whatever the rest: of all,
-- or of one ($5; −1: all), and of one stream ($6; −1: all).
SELECT date, subject, CASE CAST($1 AS BIGINT) WHEN 0 THEN cash_delivered WHEN 1 THEN delivered ELSE cash END, stream
FROM performance_sum_day
WHERE told_by = $4 AND date >= $2 AND date <= $3 AND (subject = $5 OR $5 < 0) AND (stream = $6 OR $6 < 0)
ORDER BY date, subject, stream;

-- name: report_performance
-- Performance of a basis on the days from $2 to $3 with all there is to tell it by.
SELECT date, staff, amount, item, stream, branch FROM performance_day
WHERE basis = $1 AND date >= $2 AND date <= $3 AND (staff = $4 OR $4 < 0) AND (item = $5 OR $5 = 0)
	AND (stream = $6 OR $6 < 0) AND (branch = $7 OR $7 = 0)
ORDER BY date, staff, item, stream, branch;

-- name: report_performance_months_by_staff
-- Performance of a basis in the months that begin from $2 to $3, by month and staff.
SELECT month, staff, CAST(SUM(amount) AS BIGINT) FROM performance_month
WHERE basis = $1 AND month >= $2 AND month <= $3 AND (staff = $4 OR $4 < 0) AND (item = $5 OR $5 = 0)
	AND (stream = $6 OR $6 < 0) AND (branch = $7 OR $7 = 0)
GROUP BY month, staff ORDER BY month, staff;

-- name: report_performance_months
-- The same with all there is to tell it by.
SELECT month, staff, amount, item, stream, branch FROM performance_month
WHERE basis = $1 AND month >= $2 AND month <= $3 AND (staff = $4 OR $4 < 0) AND (item = $5 OR $5 = 0)
	AND (stream = $6 OR $6 < 0) AND (branch = $7 OR $7 = 0)
ORDER BY month, staff, item, stream, branch;

-- name: report_movement
-- What contracts did on the days from $1 to $2, by day, measure and stream; at a branch ($4), or contracts sold at one ($5).
SELECT date, measure, stream, CAST(SUM(amount) AS BIGINT), CAST(SUM(sessions) AS BIGINT) FROM movement_day
WHERE date >= $1 AND date <= $2 AND (stream = $3 OR $3 < 0) AND (branch = $4 OR $4 = 0) AND (home = $5 OR $5 = 0)
GROUP BY date, measure, stream ORDER BY date, measure, stream;

-- name: report_movement_months
-- The same of the months that begin from $1 to $2.
SELECT month, measure, stream, CAST(SUM(amount) AS BIGINT), CAST(SUM(sessions) AS BIGINT) FROM movement_month
WHERE month >= $1 AND month <= $2 AND (stream = $3 OR $3 < 0) AND (branch = $4 OR $4 = 0) AND (home = $5 OR $5 = 0)
GROUP BY month, measure, stream ORDER BY month, measure, stream;

-- name: report_movement_last
-- The last day on which any contract did anything.
SELECT date FROM movement_day ORDER BY date DESC LIMIT 1;

-- name: report_contracts
-- Contracts after a number, sold by the day $2, with their owners.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client
FROM contract c CROSS JOIN client k
WHERE c.id > $1 AND k.id = c.client AND c.sold_on <= $2 AND (c.stream = $3 OR $3 < 0) AND (c.branch = $4 OR $4 = 0)
ORDER BY c.id LIMIT $5;

-- name: report_contracts_open
-- Those that may have been open at the end of the day $2: closed later or not at all; after contract $1, closed on $6 and sold on $7,
-- by those days, without the names of their owners. (SQLite seeks no further than to the first two.)
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, NULL, c.client, c.closed_on
FROM contract c
WHERE c.closed_on > c.sold_on AND (c.closed_on, c.sold_on, c.id) > ($6, $7, $1) AND c.sold_on <= $2
	AND (c.stream = $3 OR $3 < 0) AND (c.branch = $4 OR $4 = 0)
ORDER BY c.closed_on, c.sold_on, c.id LIMIT $5;

-- name: report_contracts_of_client
-- Those of owner $6.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client
FROM contract c CROSS JOIN client k
WHERE c.client = $6 AND c.id > $1 AND k.id = c.client AND c.sold_on <= $2 AND (c.stream = $3 OR $3 < 0)
	AND (c.branch = $4 OR $4 = 0)
ORDER BY c.id LIMIT $5;

-- name: report_contract
-- One contract with its owner.
SELECT c.id, c.ref, c.offer, c.membership, c.branch, c.sold_on, c.terms, c.history, k.ref, c.client
FROM contract c CROSS JOIN client k WHERE c.id = $1 AND k.id = c.client;

-- name: report_contract_ref
-- What the business calls a contract.
SELECT ref FROM contract WHERE id = $1;

-- name: report_entries_of_day
-- The entries of a day, and what undid them on the same day.
SELECT e.id, e.name, e.operation, e.contracts, b.id FROM entry e LEFT JOIN voided v ON v.entry = e.id
	LEFT JOIN entry b ON b.id = v.by_entry AND b.date = e.date
WHERE e.date = $1 ORDER BY e.id;

-- name: report_entries
-- The entries after entry $2 of the day $1, up to the day $3, by day and number.
SELECT id, date, name, contracts, postings FROM entry WHERE (date, id) > ($1, $2) AND date <= $3 ORDER BY date, id LIMIT $4;

-- name: report_delivered
-- Value delivered (measure $3) and sessions used (measure $4) on the days from $1 to $2, by service.
SELECT item, CAST(SUM(amount) AS BIGINT), CAST(SUM(sessions) AS BIGINT) FROM movement_day
WHERE date >= $1 AND date <= $2 AND (measure = $3 OR measure = $4) AND (branch = $5 OR $5 = 0)
GROUP BY item ORDER BY item;

-- name: report_used
-- Sessions used (measure $3) of the streams $4 and $5 on the days from $1 to $2, by day and service; at a branch ($6).
SELECT date, item, CAST(SUM(sessions) AS BIGINT) FROM movement_day
WHERE date >= $1 AND date <= $2 AND measure = $3 AND (stream = $4 OR stream = $5) AND (branch = $6 OR $6 = 0)
GROUP BY date, item ORDER BY date, item;

-- name: report_used_months
-- The same of the months that begin from $1 to $2.
SELECT month, item, CAST(SUM(sessions) AS BIGINT) FROM movement_month
WHERE month >= $1 AND month <= $2 AND measure = $3 AND (stream = $4 OR stream = $5) AND (branch = $6 OR $6 = 0)
GROUP BY month, item ORDER BY month, item;

-- name: report_branches
-- Value delivered (measure $3) and sessions used (measure $4) on the days from $1 to $2 elsewhere than sold, by both branches.
SELECT home, branch, CAST(SUM(amount) AS BIGINT), CAST(SUM(sessions) AS BIGINT) FROM movement_day
WHERE date >= $1 AND date <= $2 AND (measure = $3 OR measure = $4) AND home <> branch AND home > 0 AND branch > 0
	AND (stream = $5 OR $5 < 0) AND (item = $6 OR $6 = 0)
GROUP BY home, branch ORDER BY home, branch;

-- name: report_branches_months
-- The same of the months that begin from $1 to $2.
SELECT home, branch, CAST(SUM(amount) AS BIGINT), CAST(SUM(sessions) AS BIGINT) FROM movement_month
WHERE month >= $1 AND month <= $2 AND (measure = $3 OR measure = $4) AND home <> branch AND home > 0 AND branch > 0
	AND (stream = $5 OR $5 < 0) AND (item = $6 OR $6 = 0)
GROUP BY home, branch ORDER BY home, branch;

-- name: report_due
-- What is due as everything recorded says, and on how many contracts.
SELECT CAST(COALESCE(SUM(live_value - paid - written_off), 0) AS BIGINT), COUNT(*) FROM contract
WHERE open = 1 AND live_value > paid + written_off AND (branch = $1 OR $1 = 0);

-- name: report_memberships
-- All memberships that were not voided, or a client's, with the clients and what is kept of their closed cycles.
SELECT m.id, m.ref, m.client, m.body, k.ref, m.cycles FROM membership m CROSS JOIN client k
WHERE k.id = m.client AND m.voided = 0 AND (m.client = $1 OR $1 = 0) ORDER BY m.id;

-- name: report_cycles_open
-- The cycles that are open.
SELECT id, ref, offer, membership, branch, sold_on, terms, history FROM contract
WHERE open = 1 AND membership > 0 ORDER BY membership, id;

-- name: report_entries_of_client
-- The entries in a client's chain, from its end back to its beginning, and the contracts they changed.
WITH RECURSIVE chain (id, previous, contracts) AS (
	SELECT e.id, e.previous, e.contracts FROM client c CROSS JOIN entry e WHERE c.id = $1 AND e.id = c.last_entry
	UNION ALL
	SELECT e.id, e.previous, e.contracts FROM chain CROSS JOIN entry e WHERE e.id = chain.previous AND e.id < chain.id
)
SELECT id, contracts FROM chain ORDER BY id;

-- name: report_extent
-- How many clients and contracts the book has.
SELECT clients, contracts FROM book WHERE id = 1;
