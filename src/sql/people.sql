-- People over HTTP: sign-ins, sessions, tokens, links, the audit log.

-- name: login_add
-- Somebody who may sign in.
INSERT INTO login (id, name, password, role, staff, active, totp_secret, totp_on, totp_step, made_at)
VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM login), $1, $2, $3, $4, 1, NULL, 0, 0, $5);

-- name: login_by_name
-- Who signs in with a name.
SELECT id, name, role, staff, active, password, totp_secret, totp_on, totp_step FROM login WHERE name = $1;

-- name: login_by_id
-- One who may sign in.
SELECT id, name, role, staff, active, password, totp_secret, totp_on, totp_step FROM login WHERE id = $1;

-- name: login_list
-- All who may or might sign in, by name.
SELECT id, name, role, staff, active, password, totp_secret, totp_on, totp_step FROM login ORDER BY name;

-- name: login_any
-- Whether anybody may sign in as an owner.
SELECT id FROM login WHERE role = 0 AND active = 1 ORDER BY id LIMIT 1;

-- name: login_other_owner
-- Whether an owner besides one may sign in.
SELECT id FROM login WHERE role = 0 AND active = 1 AND id <> $1 ORDER BY id LIMIT 1;

-- name: login_set
-- What they may do and as whom.
UPDATE login SET role = $2, staff = $3, active = $4 WHERE id = $1;

-- name: login_password
-- Another password.
UPDATE login SET password = $2 WHERE id = $1;

-- name: login_second_factor
-- The second factor.
UPDATE login SET totp_secret = $2, totp_on = $3, totp_step = $4 WHERE id = $1;

-- name: session_add
-- Somebody signed in.
INSERT INTO login_session (hash, login, made_at, seen_at, ends_at) VALUES ($1, $2, $3, $3, $4);

-- name: session_by_hash
-- Whose session it is.
SELECT s.login, s.seen_at, s.ends_at, l.name, l.role, l.staff, l.active FROM login_session s JOIN login l ON l.id = s.login
WHERE s.hash = $1;

-- name: session_touch
-- It was used.
UPDATE login_session SET seen_at = $2 WHERE hash = $1;

-- name: session_remove
-- They signed out.
DELETE FROM login_session WHERE hash = $1;

-- name: session_remove_of
-- They are signed out everywhere but in one session.
DELETE FROM login_session WHERE login = $1 AND hash <> $2;

-- name: session_sweep
-- Sessions that are over.
DELETE FROM login_session WHERE ends_at <= $1 OR seen_at <= $2;

-- name: token_add
-- A token of a program, or a client's link.
INSERT INTO access_token (id, name, hash, role, staff, client, made_by, made_at, revoked_at)
VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM access_token), $1, $2, $3, $4, $5, $6, $7, 0);

-- name: token_by_hash
-- What a token is good for.
SELECT id, name, role, staff, client, made_by, made_at, revoked_at FROM access_token WHERE hash = $1;

-- name: token_by_id
-- One token.
SELECT id, name, role, staff, client, made_by, made_at, revoked_at FROM access_token WHERE id = $1;

-- name: token_list
-- The tokens of programs that are good.
SELECT id, name, role, staff, client, made_by, made_at, revoked_at FROM access_token WHERE client = 0 AND revoked_at = 0 ORDER BY id;

-- name: token_of_client
-- The links of a client that are good.
SELECT id, name, role, staff, client, made_by, made_at, revoked_at FROM access_token WHERE client = $1 AND client > 0 AND revoked_at = 0
ORDER BY id;

-- name: token_revoke
-- It is good no more.
UPDATE access_token SET revoked_at = $2 WHERE id = $1;

-- name: audit_add
-- Something happened.
INSERT INTO audit (id, at, event, name, detail) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM audit), $1, $2, $3, $4);

-- name: audit_after
-- What happened after a number, in order.
SELECT id, at, event, name, detail FROM audit WHERE id > $1 ORDER BY id LIMIT $2;

-- name: client_faces
-- All clients by what they are found by.
SELECT c.id, c.ref, p.name, p.phone FROM client c LEFT JOIN person p ON p.client = c.id ORDER BY c.id;

-- name: client_face
-- What a client is found by.
SELECT c.id, c.ref, p.name, p.phone FROM client c LEFT JOIN person p ON p.client = c.id WHERE c.id = $1;

-- name: entry_clients_changed
-- The clients that entries after a number are the data of.
SELECT client FROM entry WHERE id > $1 AND name = 'client' AND client > 0 ORDER BY id;

-- name: entry_touched
-- The clients that the entries after a number are about, 0 of the house's own, and their contracts.
SELECT id, client, contracts FROM entry WHERE id > $1 ORDER BY id LIMIT $2;
