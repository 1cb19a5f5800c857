-- Entries.

-- name: entry_add
-- Records an entry.
INSERT INTO entry (id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings,
	previous, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: entry_by_key
-- The entry of a key, and the counsel it was answered with.
SELECT e.id, e.fingerprint, e.result, e.name, c.body FROM entry e LEFT JOIN counsel c ON c.entry = e.id WHERE e.key = $1;

-- name: counsel_add
-- The counsel a visit was answered with.
INSERT INTO counsel (entry, body) VALUES ($1, $2);

-- name: entry_by_id
-- One entry.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings, previous, hash
FROM entry WHERE id = $1;

-- name: entry_after
-- The entries after a number, in order; last the ref of whom each is about.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings, previous, hash,
	(SELECT ref FROM client WHERE client.id = entry.client)
FROM entry WHERE id > $1 ORDER BY id LIMIT $2;

-- name: entry_on
-- The entries of the day $1 after a number, in order, in the same columns.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings, previous, hash,
	(SELECT ref FROM client WHERE client.id = entry.client)
FROM entry WHERE date = $1 AND id > $2 ORDER BY id LIMIT $3;

-- name: entry_of_client
-- The latest $2 entries of a client, newest first, found along their chain.
WITH RECURSIVE chain (id, place) AS (
	SELECT last_entry, CAST(1 AS BIGINT) FROM client WHERE id = $1
	UNION ALL
	SELECT e.previous, c.place + 1 FROM chain c JOIN entry e ON e.id = c.id WHERE e.previous > 0 AND c.place < $2
)
SELECT e.id, e.date, e.recorded_at, e.ticked_to, e.name, e.client, e.actor, e.key, e.fingerprint, e.operation, e.result, e.contracts,
	e.postings, e.previous, e.hash
FROM chain c JOIN entry e ON e.id = c.id ORDER BY e.id DESC;

-- name: entry_between
-- The entries of the days from $1 to $2, by day and number.
SELECT id, date, recorded_at, ticked_to, name, client, actor, key, fingerprint, operation, result, contracts, postings, previous, hash
FROM entry WHERE date >= $1 AND date <= $2 ORDER BY date, id;

-- name: voided_add
-- An entry is undone.
INSERT INTO voided (entry, by_entry) VALUES ($1, $2);

-- name: voided_get
-- What undid an entry.
SELECT by_entry FROM voided WHERE entry = $1;

-- name: entry_note_add
-- A note to an entry.
INSERT INTO entry_note (entry, note) VALUES ($1, $2);

-- name: entry_note_get
-- The note to an entry.
SELECT note FROM entry_note WHERE entry = $1;
