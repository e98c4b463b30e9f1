-- Every pupil's sessions possible and attended, from :from_day to :to_day, both included: with :untold = 1 of
-- those sessions alone that are not in told_session, else of all.
-- Reads: register_mark, session_code, told_session.
SELECT
    m.school_id,
    m.pupil_id,
    CAST(SUM(c.possible) AS INTEGER) AS possible,
    CAST(SUM(c.attended) AS INTEGER) AS attended
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
LEFT JOIN told_session AS t
    ON m.school_id = t.school_id AND m.date = t.date AND m.session = t.session
WHERE m.date BETWEEN :from_day AND :to_day AND (:untold = 0 OR t.school_id IS NULL)
GROUP BY m.school_id, m.pupil_id
