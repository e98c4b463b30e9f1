-- What the register says of a session, told from everything that was ever said of it.
--
-- Reads   revisited_slot (school_id, pupil_id, date, session): the sessions to judge;
--         live_import (import_id, known_on): the imports that count;
--         key_pupil (key_id, pupil_id): which pupil a key means.
-- Gives   mark_run: for each of those sessions the stretches of statements that agree,
--         first to last. The last stretch stands; each before it was amended by the next.
--
-- Two statements agree when the code is the same and the minutes late, where both give
-- them, are too. A missing mark said after a real code is not a statement: an export
-- that lost a mark does not take it out of the register.

-- Every version of those sessions. known_on is NULL where its import does not count. What other imports
-- said again is looked up only where it can tell something (is_intricate): of a version whose import
-- counts, in a session that one key names and imports in the order of their numbers brought, a
-- repetition follows the version itself and says nothing new.
CREATE OR REPLACE TEMP VIEW revisited_version AS
WITH out_of_turn AS (
    SELECT import_id
    FROM (SELECT import_id, known_on, max(known_on) OVER (ORDER BY import_id) AS latest_so_far
          FROM ledger.import_made)
    WHERE known_on < latest_so_far
), version AS (
    SELECT m.* EXCLUDE (pupil_id), k.pupil_id, m.rowid AS row_id, l.known_on,
           (m.date - DATE '1970-01-01') * 2 + m.session AS slot,
           lead(m.import_id) OVER (PARTITION BY m.school_id, m.key_id, m.date, m.session
                                   ORDER BY m.import_id, m.rowid) AS next_import_id
    FROM ledger.mark AS m
    JOIN key_pupil AS k ON k.key_id = m.key_id
    JOIN revisited_slot AS s
      ON s.school_id = m.school_id AND s.pupil_id = k.pupil_id AND s.date = m.date AND s.session = m.session
    LEFT JOIN live_import AS l ON l.import_id = m.import_id
), intricate AS (
    SELECT school_id, pupil_id, slot FROM version GROUP BY ALL
    HAVING min(key_id) <> max(key_id) OR bool_or(import_id IN (FROM out_of_turn))
    UNION
    SELECT v.school_id, v.pupil_id, v.slot
    FROM version AS v JOIN ledger.confirmation AS f
      ON f.origin_import_id <> 0 AND f.school_id = v.school_id AND f.key_id = v.key_id
     AND v.slot BETWEEN f.first_slot AND f.last_slot
)
SELECT v.*, v.known_on IS NULL OR i.slot IS NOT NULL AS is_intricate
FROM version AS v
LEFT JOIN intricate AS i ON i.school_id = v.school_id AND i.pupil_id = v.pupil_id AND i.slot = v.slot;

CREATE OR REPLACE TEMP VIEW mark_said AS
SELECT school_id, pupil_id, date, session, known_on, import_id, line, code,
       minutes_late, comment, amended_reason, amended_by, row_id
FROM revisited_version
WHERE known_on IS NOT NULL
UNION ALL
SELECT v.school_id, v.pupil_id, v.date, v.session, l.known_on, f.import_id, NULL AS line, v.code,
       CASE WHEN NOT f.code_only THEN v.minutes_late END, CASE WHEN NOT f.code_only THEN v.comment END,
       CASE WHEN NOT f.code_only THEN v.amended_reason END, CASE WHEN NOT f.code_only THEN v.amended_by END,
       v.row_id
FROM (FROM revisited_version WHERE is_intricate) AS v
JOIN ledger.confirmation AS f
  ON f.school_id = v.school_id AND f.key_id = v.key_id AND v.slot BETWEEN f.first_slot AND f.last_slot
 -- origin 0: the latest version of the key before the import, see attendctl.ledger.confirmations
 AND (f.origin_import_id = v.import_id
      OR f.origin_import_id = 0 AND v.import_id < f.import_id
         AND f.import_id <= coalesce(v.next_import_id, f.import_id))
JOIN live_import AS l ON l.import_id = f.import_id;

CREATE OR REPLACE TEMP VIEW mark_run AS
WITH in_order AS (
    SELECT *, row_number() OVER slot AS nth,
           coalesce(bool_or(code <> '-') OVER before, FALSE) AS real_before
    FROM mark_said
    WINDOW slot AS (PARTITION BY school_id, pupil_id, date, session ORDER BY known_on, import_id, row_id),
           before AS (PARTITION BY school_id, pupil_id, date, session ORDER BY known_on, import_id, row_id
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), kept AS (
    SELECT *, lag(code) OVER (PARTITION BY school_id, pupil_id, date, session ORDER BY nth) AS code_before
    FROM in_order
    WHERE code <> '-' OR NOT real_before
), by_code AS (
    SELECT *, count_if(code IS DISTINCT FROM code_before)
              OVER (PARTITION BY school_id, pupil_id, date, session ORDER BY nth) AS code_run
    FROM kept
), by_minutes AS (
    SELECT *, last_value(minutes_late IGNORE NULLS)
              OVER (PARTITION BY school_id, pupil_id, date, session, code_run ORDER BY nth
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS minutes_before
    FROM by_code
), numbered AS (
    SELECT *, count_if(code IS DISTINCT FROM code_before OR coalesce(minutes_late <> minutes_before, FALSE))
              OVER (PARTITION BY school_id, pupil_id, date, session ORDER BY nth) AS run
    FROM by_minutes
)
SELECT school_id, pupil_id, date, session, run,
       max(run) OVER (PARTITION BY school_id, pupil_id, date, session) = run AS stands,
       any_value(code) AS code,
       any_value(minutes_late) AS minutes_late,
       arg_max(comment, nth) AS comment,
       arg_min(amended_reason, nth) AS amended_reason,
       arg_min(amended_by, nth) AS amended_by,
       arg_min(import_id, nth) AS import_id,
       arg_min_null(line, nth) AS line,
       arg_min(known_on, nth) AS known_on,
       arg_max(row_id, nth) AS row_id
FROM numbered
GROUP BY school_id, pupil_id, date, session, run;
