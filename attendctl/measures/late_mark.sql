-- Marks of lateness with the minutes stated, from :year_from to :as_of, both included, that may not fit the
-- times of a register: late, :earliest_close minutes or more after the start; or late after the register
-- closed, with fewer than :latest_close. No minutes, or nought, is nothing stated.
-- Reads: register_mark, session_code.
SELECT
    m.school_id,
    m.pupil_id,
    m.date,
    m.session,
    m.code,
    CAST(m.minutes_late AS INTEGER) AS minutes_late,
    c.late_after_close
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE
    m.date BETWEEN :year_from AND :as_of
    AND m.minutes_late > 0
    AND (
        (c.late = 1 AND m.minutes_late >= :earliest_close)
        OR (c.late_after_close = 1 AND m.minutes_late < :latest_close)
    )
ORDER BY m.school_id, m.pupil_id, m.date, m.session
