-- The people who use the book over HTTP: sign-ins, sessions, tokens of programs, links of clients, and what happened with them.
-- Secrets are kept as hashes only. Moments are milliseconds since 1970-01-01 UTC.

-- Who may sign in.
CREATE TABLE login (
	id INTEGER PRIMARY KEY,      -- number
	name TEXT NOT NULL UNIQUE,   -- what they sign in with
	password TEXT NOT NULL,      -- Argon2id hash of the password, with its salt and cost
	role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 4), -- owner, manager, desk, practitioner, accountant
	staff INTEGER NOT NULL,      -- number of the staff member they act as; 0: none
	active INTEGER NOT NULL CHECK (active IN (0, 1)),   -- whether they may sign in
	totp_secret BLOB,            -- of the second factor; NULL: none
	totp_on INTEGER NOT NULL CHECK (totp_on IN (0, 1)), -- a code was shown once, so it is asked for
	totp_step INTEGER NOT NULL,  -- the half minute of the last code accepted: no code counts twice
	made_at INTEGER NOT NULL     -- since when
);

-- People who are signed in.
CREATE TABLE login_session (
	hash BLOB PRIMARY KEY CHECK (length(hash) = 32), -- BLAKE2b of the cookie's secret
	login INTEGER NOT NULL REFERENCES login (id),    -- who
	made_at INTEGER NOT NULL,    -- when they signed in
	seen_at INTEGER NOT NULL,    -- when it was last used, roughly
	ends_at INTEGER NOT NULL     -- when it ends at the latest
);
CREATE INDEX login_session_login ON login_session (login);

-- Tokens of programs, and links of clients: bearers of a role.
CREATE TABLE access_token (
	id INTEGER PRIMARY KEY,      -- number
	name TEXT NOT NULL,          -- what it is for
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32), -- BLAKE2b of its secret
	role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 5),  -- as in login; 5: a client's link
	staff INTEGER NOT NULL,      -- number of the staff member it acts as; 0: none
	client INTEGER NOT NULL,     -- number of the client whose link it is; 0: none
	made_by TEXT NOT NULL,       -- name of who made it; '': the command line
	made_at INTEGER NOT NULL,    -- when
	revoked_at INTEGER NOT NULL, -- since when it is void; 0: it is good
	CHECK ((role = 5) = (client > 0))
);
CREATE INDEX access_token_client ON access_token (client) WHERE client > 0;

-- What happened with people and their rights. Never changed, never deleted.
CREATE TABLE audit (
	id INTEGER PRIMARY KEY,      -- number, in the order of recording
	at INTEGER NOT NULL,         -- when
	event TEXT NOT NULL,         -- sign_in, sign_in_refused, sign_out, right_refused, person_added, …
	name TEXT NOT NULL,          -- who did it; '': nobody known
	detail TEXT NOT NULL         -- to whom or what; never a secret
);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
