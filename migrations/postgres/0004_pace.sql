-- How often each client may save: the servers share it. Not safe from a crash, after which all begin anew.

CREATE UNLOGGED TABLE pace (
    -- first 128 bits of the SHA-256 of the client's network: no address is kept
    who bytea NOT NULL PRIMARY KEY CHECK (octet_length(who) = 16),
    -- when it will have used up nothing; rows from before now mean nothing, and are swept away
    clear_at timestamptz NOT NULL
);

CREATE INDEX pace_clear ON pace (clear_at);
