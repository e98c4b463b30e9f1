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

CREATE OR REPLACE TEMP VIEW mark_said AS
SELECT m.school_id, k.pupil_id, m.date, m.session, l.known_on, m.import_id, m.line, m.code,
       m.minutes_late, m.comment, m.amended_reason, m.amended_by, m.rowid AS row_id
FROM ledger.mark AS m
JOIN key_pupil AS k ON k.key_id = m.key_id
JOIN revisited_slot AS s
  ON s.school_id = m.school_id AND s.pupil_id = k.pupil_id AND s.date = m.date AND s.session = m.session
JOIN live_import AS l ON l.import_id = m.import_id
UNION ALL
SELECT school_id, pupil_id, date, session, known_on, said_by, NULL AS line, code,
       CASE WHEN NOT code_only THEN minutes_late END, CASE WHEN NOT code_only THEN comment END,
       CASE WHEN NOT code_only THEN amended_reason END, CASE WHEN NOT code_only THEN amended_by END,
       row_id
FROM (
    SELECT m.* EXCLUDE (pupil_id), k.pupil_id, m.rowid AS row_id, l.known_on,
           f.import_id AS said_by, f.origin_import_id, f.code_only
    FROM ledger.mark AS m
    JOIN key_pupil AS k ON k.key_id = m.key_id
    JOIN revisited_slot AS s
      ON s.school_id = m.school_id AND s.pupil_id = k.pupil_id AND s.date = m.date AND s.session = m.session
    JOIN ledger.confirmation AS f
      ON f.school_id = m.school_id AND f.key_id = m.key_id
     AND (m.date - DATE '1970-01-01') * 2 + m.session BETWEEN f.first_slot AND f.last_slot
     AND (f.origin_import_id = m.import_id OR f.origin_import_id = 0 AND m.import_id < f.import_id)
    JOIN live_import AS l ON l.import_id = f.import_id
    -- origin 0: the latest version of the key before the import, see attendctl.ledger.confirmations
    QUALIFY f.origin_import_id <> 0
         OR row_number() OVER (
                PARTITION BY f.import_id, f.origin_import_id, m.school_id, m.key_id, m.date, m.session
                ORDER BY m.import_id DESC, m.rowid DESC) = 1
);

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
