-- What a book knows about itself.

-- name: meta_get
-- One thing the book remembers about itself, by name.
SELECT value FROM meta WHERE name = $1;

-- name: meta_set
-- Remembers a thing, in place of what it was.
INSERT INTO meta (value, name) VALUES ($2, $1)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: meta_remove
-- Forgets a thing.
DELETE FROM meta WHERE name = $1;

-- name: meta_list
-- All that the book remembers about itself, in order of name.
SELECT name, value FROM meta ORDER BY name;
