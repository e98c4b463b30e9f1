-- Every session for which a pupil's mark is owed, from :year_from to :as_of, both included. Two kinds:
-- the register holds a row without a mark (of one who joined, from the first real mark on; of one who left,
-- up to the last); or the school was open, in a week in which the pupil has a row, between the first real
-- mark and the last row, and there is none.
-- Who had a real mark before :year_from, and did not join after the school's first week, is looked at from
-- the first session on: the summer lies between the first mark and the gap.
-- A pupil with a row for every session of the school between first and last row cannot lack one, so only
-- the others are looked at session by session.
-- Comparing days is enough for "after" and "before": where the half day matters, the session that is the
-- first mark or the last row has a row, and is not owed.
-- Reads: register_mark, session_code, school_session, pupil_sum, pupil_status.
WITH slots_to_day AS (
    SELECT
        school_id,
        date,
        COUNT(*) AS slots,
        SUM(COUNT(*)) OVER (PARTITION BY school_id ORDER BY date) AS slots_so_far
    FROM school_session
    WHERE date BETWEEN :year_from AND :as_of
    GROUP BY school_id, date
),

pupil_lacking_rows AS (
    SELECT
        p.*,
        t.has_joined,
        l.slots_so_far AS slots_of_year,
        l.slots_so_far - f.slots_so_far + f.slots AS slots_from_first_row
    FROM pupil_sum AS p
    INNER JOIN pupil_status AS t ON p.school_id = t.school_id AND p.pupil_id = t.pupil_id
    INNER JOIN slots_to_day AS f ON p.school_id = f.school_id AND p.first_row = f.date
    INNER JOIN slots_to_day AS l ON p.school_id = l.school_id AND p.last_row = l.date
    WHERE p.rows_in_register < l.slots_so_far
),

known_before AS (
    SELECT DISTINCT m.school_id, m.pupil_id
    FROM register_mark AS m
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    INNER JOIN pupil_lacking_rows AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
    WHERE m.date < :year_from AND c.on_roll = 1 AND NOT p.has_joined
),

pupil_with_gaps AS (
    SELECT p.*, k.pupil_id IS NOT NULL AS is_known_before
    FROM pupil_lacking_rows AS p
    LEFT JOIN known_before AS k ON p.school_id = k.school_id AND p.pupil_id = k.pupil_id
    WHERE p.rows_in_register < p.slots_from_first_row OR k.pupil_id IS NOT NULL
),

row_of_pupil_with_gaps AS (
    SELECT
        m.school_id,
        m.pupil_id,
        m.date,
        CAST(DATE_TRUNC('week', m.date) AS DATE) AS monday,
        m.session
    FROM register_mark AS m
    INNER JOIN pupil_with_gaps AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
    WHERE m.date BETWEEN :year_from AND :as_of
),

week_of_pupil_with_gaps AS (
    SELECT DISTINCT school_id, pupil_id, monday FROM row_of_pupil_with_gaps
)

SELECT p.school_id, p.pupil_id, s.date, s.session
FROM pupil_with_gaps AS p
INNER JOIN week_of_pupil_with_gaps AS w
    ON p.school_id = w.school_id AND p.pupil_id = w.pupil_id
INNER JOIN school_session AS s
    ON w.school_id = s.school_id AND w.monday = s.monday
LEFT JOIN row_of_pupil_with_gaps AS r
    ON p.school_id = r.school_id AND p.pupil_id = r.pupil_id AND s.date = r.date AND s.session = r.session
WHERE
    r.pupil_id IS NULL
    AND s.possible > 0
    AND s.date BETWEEN :year_from AND :as_of
    AND (p.is_known_before OR s.date >= p.first_mark_am OR s.date > p.first_mark_pm)
    AND (s.date < p.last_row_am OR s.date <= p.last_row_pm)
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
INNER JOIN pupil_sum AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
INNER JOIN pupil_status AS t ON m.school_id = t.school_id AND m.pupil_id = t.pupil_id
WHERE
    c.missing = 1
    AND m.date BETWEEN :year_from AND :as_of
    AND (NOT t.has_joined OR m.date >= p.first_mark_am OR m.date > p.first_mark_pm)
    AND (NOT t.has_left OR p.last_mark IS NULL OR m.date < p.last_mark_am OR m.date <= p.last_mark_pm)
