-- The book's own row.

-- name: book_get
-- How far the book has come.
SELECT ticked_to, closed_to, entries, clients, contracts, memberships, chain, last_entry, secret FROM book WHERE id = 1;

-- name: book_create
-- A new book's row.
INSERT INTO book (id, ticked_to, closed_to, entries, clients, contracts, memberships, chain, last_entry, secret)
VALUES (1, $1, $2, 0, 0, 0, 0, $3, 0, $4);

-- name: book_set
-- How far the book has come now.
UPDATE book SET ticked_to = $1, closed_to = $2, entries = $3, clients = $4, contracts = $5, memberships = $6, chain = $7,
	last_entry = $8 WHERE id = 1;

-- name: period_add
-- A period is closed.
INSERT INTO period (closed_to, entry) VALUES ($1, $2);

-- name: period_remove
-- The latest period is open again.
DELETE FROM period WHERE closed_to = $1;

-- name: period_latest
-- The last day of the latest closed period.
SELECT CAST(MAX(closed_to) AS BIGINT) FROM period;
