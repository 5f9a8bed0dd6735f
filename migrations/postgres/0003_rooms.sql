-- Planning rooms: a team's events in the order in which they were decided.

CREATE TABLE room (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- the end of its link: 64 random bits
    id text COLLATE "C" NOT NULL UNIQUE CHECK (id ~ '^[0-9A-Za-z]{11}$'),
    -- what people type to join; NULL: closed, and nobody joins any more
    code text COLLATE "C" UNIQUE CHECK (code ~ '^[A-HJ-KM-NP-TV-Z]{6}$'),
    opened_at bigint NOT NULL CHECK (opened_at >= 0),
    -- when its last event came; rooms go some days after that
    last_at bigint NOT NULL CHECK (last_at >= opened_at),
    -- how many events it has: the next one gets this number
    events bigint NOT NULL CHECK (events >= 0),
    -- the record that it was closed with, which it goes with; NULL: open
    saved_id text COLLATE "C" UNIQUE REFERENCES saved (id) ON DELETE CASCADE,
    CHECK ((code IS NULL) = (saved_id IS NOT NULL))
);

-- for the sweep: open rooms by their last event
CREATE INDEX room_resting ON room (last_at) WHERE saved_id IS NULL;

-- What happened, in the JSON of the crate `room`, which holds of a seat's key its hash. Never changed.
CREATE TABLE room_event (
    room bigint NOT NULL REFERENCES room (number) ON DELETE CASCADE,
    -- 0, 1, 2 and so on within the room
    number bigint NOT NULL CHECK (number >= 0),
    content text NOT NULL CHECK (content <> '' AND octet_length(content) <= 65536),
    PRIMARY KEY (room, number)
);

CREATE TRIGGER room_event_stays BEFORE UPDATE ON room_event EXECUTE FUNCTION refuse_change();

-- Records that take the place of earlier ones: both link to each other.
CREATE TABLE superseded (
    earlier text COLLATE "C" NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    later text COLLATE "C" NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    PRIMARY KEY (earlier, later),
    CHECK (earlier <> later)
);

CREATE INDEX superseded_by_later ON superseded (later);

-- Tells all servers how many events a room has by now, once that is committed.
CREATE FUNCTION tell_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('berth', 'room ' || NEW.id || ' ' || NEW.events);
    RETURN NULL;
END $$;

CREATE TRIGGER room_moves_on AFTER UPDATE OF events ON room FOR EACH ROW EXECUTE FUNCTION tell_room();
