-- Gives the database of a drained Relaydesk on Kafka another number of lanes; docs/SCALING.md tells when and how.
--
--   psql "$DATABASE_URL" --set ON_ERROR_STOP=1 --set lanes=32 --file rekey-lanes.sql
--
-- All of it is one transaction, and it refuses where something would be lost.
BEGIN;

-- `laneOf` of libs/lane, for keys as we spell them (ASCII).
CREATE FUNCTION pg_temp.lane_of(key text, lanes integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  hash bigint := 2166136261;
BEGIN
  FOR i IN 1..length(key) LOOP
    hash := ((hash # ascii(substr(key, i, 1))) * 16777619) & 4294967295;
  END LOOP;
  hash := hash # (hash >> 16);
  -- 0x85ebca6b as a signed number: the product stays within a bigint.
  hash := (hash * -2048144789) & 4294967295;
  hash := hash # (hash >> 13);
  RETURN hash % lanes;
END $$;

CREATE FUNCTION pg_temp.rekey(wanted integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_ms bigint := date_part('epoch', now()) * 1000;
BEGIN
  IF wanted NOT BETWEEN 1 AND 1024 THEN
    RAISE EXCEPTION 'There can be 1 to 1024 lanes.';
  END IF;
  LOCK TABLE lane;
  IF EXISTS (SELECT FROM lane WHERE holder IS NOT NULL AND heartbeat > now_ms - 10000) THEN
    RAISE EXCEPTION 'A service still runs: stop them all.';
  END IF;
  IF EXISTS (SELECT FROM outbox) THEN
    RAISE EXCEPTION 'Not drained: records wait to be published. Start the services again, without the gateways.';
  END IF;
  IF EXISTS (SELECT FROM work WHERE kind <> 'follow') THEN
    RAISE EXCEPTION 'Not drained: work waits. Start the services again, without the gateways, until it is done.';
  END IF;

  -- Sessions go with their chat.
  UPDATE lane_state SET lane = pg_temp.lane_of(split_part(key, '|', 1), wanted);
  UPDATE dead_letter SET lane = pg_temp.lane_of(key, wanted);
  -- What a messenger may bring again stays known, whatever lane it comes to.
  INSERT INTO inbox (topic, lane, day, id)
    SELECT DISTINCT topic, every.lane, day, id FROM inbox, generate_series(0, wanted - 1) AS every (lane)
    WHERE topic = 'session-events' AND day >= (now() AT TIME ZONE 'utc')::date - 2
    ON CONFLICT DO NOTHING;
  -- Every tracker-adapter says at its start which desks to follow, and is heard anew.
  DELETE FROM inbox WHERE topic = 'tracker-work' OR lane >= wanted;
  DELETE FROM work;
  -- `relaydesk migrate` makes them anew, at the beginning of the new topics.
  DELETE FROM lane;
  UPDATE setting SET value = wanted::text WHERE name = 'lanes';
END $$;

SELECT pg_temp.rekey(:lanes);

COMMIT;
