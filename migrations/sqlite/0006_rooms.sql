-- Planning rooms: a team's events in the order in which they were decided.

CREATE TABLE room (
    number INTEGER PRIMARY KEY,
    -- the end of its link: 64 random bits
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 11 AND id NOT GLOB '*[^0-9A-Za-z]*'),
    -- what people type to join; NULL: closed, and nobody joins any more
    code TEXT UNIQUE CHECK (length(code) = 6 AND code NOT GLOB '*[^A-HJ-KM-NP-TV-Z]*'),
    opened_at INTEGER NOT NULL CHECK (opened_at >= 0),
    -- when its last event came; rooms go some days after that
    last_at INTEGER NOT NULL CHECK (last_at >= opened_at),
    -- how many events it has: the next one gets this number
    events INTEGER NOT NULL CHECK (events >= 0),
    -- the record that it was closed with, which it goes with; NULL: open
    saved_id TEXT UNIQUE REFERENCES saved (id) ON DELETE CASCADE,
    CHECK ((code IS NULL) = (saved_id IS NOT NULL))
) STRICT;

-- for the sweep: open rooms by their last event
CREATE INDEX room_resting ON room (last_at) WHERE saved_id IS NULL;

-- What happened, in the JSON of the crate `room`, which holds of a seat's key its hash. Never changed.
CREATE TABLE room_event (
    room INTEGER NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    -- 0, 1, 2 and so on within the room
    number INTEGER NOT NULL CHECK (number >= 0),
    content TEXT NOT NULL CHECK (content <> '' AND octet_length(content) <= 65536),
    PRIMARY KEY (room, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER room_event_stays BEFORE UPDATE ON room_event BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;

-- Records that take the place of earlier ones: both link to each other.
CREATE TABLE superseded (
    earlier TEXT NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    later TEXT NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    PRIMARY KEY (earlier, later),
    CHECK (earlier <> later)
) STRICT, WITHOUT ROWID;

CREATE INDEX superseded_by_later ON superseded (later);
