-- Clients and their personal data.

-- name: client_by_ref
-- A client by ref.
SELECT id, ref, last_entry, chain, visits FROM client WHERE ref = $1;

-- name: client_by_id
-- A client by number.
SELECT id, ref, last_entry, chain, visits FROM client WHERE id = $1;

-- name: client_add
-- A new client.
INSERT INTO client (id, ref, last_entry, chain) VALUES ($1, $2, 0, $3);

-- name: client_chain
-- The chain goes on.
UPDATE client SET last_entry = $2, chain = $3 WHERE id = $1;

-- name: client_visited
-- The same, with the visits an entry added or took back.
UPDATE client SET last_entry = $2, chain = $3, visits = $4 WHERE id = $1;

-- name: person_get
-- What is known of a person.
SELECT name, phone, email, language, note FROM person WHERE client = $1;

-- name: person_set
-- What is given of a person replaces what was known.
INSERT INTO person (client, name, phone, email, language, note) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (client) DO UPDATE SET name = COALESCE(excluded.name, person.name), phone = COALESCE(excluded.phone, person.phone),
	email = COALESCE(excluded.email, person.email), language = COALESCE(excluded.language, person.language),
	note = COALESCE(excluded.note, person.note);

-- name: client_tags
-- The tags of a client.
SELECT tag FROM client_tag WHERE client = $1 ORDER BY tag;

-- name: client_tag_add
-- One more tag.
INSERT INTO client_tag (client, tag) VALUES ($1, $2);

-- name: client_tags_clear
-- No tags.
DELETE FROM client_tag WHERE client = $1;

-- name: client_list
-- All clients in order of number.
SELECT c.id, c.ref, p.name FROM client c LEFT JOIN person p ON p.client = c.id ORDER BY c.id;
