-- Every day from :from_day to :to_day, both included, on which a pupil had a possible session: which halves
-- were possible, the code of each half that was missed (null: it was attended), whether the pupil came late on
-- that day, and whether a session of it has a code of illness.
-- A session missed by coming after the register closed is lateness here: the pupil came.
-- Reads: register_mark, session_code, illness_code.
SELECT
    m.school_id,
    m.pupil_id,
    m.date,
    MAX(CASE WHEN m.session = 0 THEN 1 ELSE 0 END) AS possible_am,
    MAX(CASE WHEN m.session = 1 THEN 1 ELSE 0 END) AS possible_pm,
    MAX(CASE
        WHEN m.session = 0 AND c.authorised + c.unauthorised > 0 AND c.late_after_close = 0 THEN m.code
    END) AS away_am,
    MAX(CASE
        WHEN m.session = 1 AND c.authorised + c.unauthorised > 0 AND c.late_after_close = 0 THEN m.code
    END) AS away_pm,
    MAX(c.late + c.late_after_close) AS late,
    MAX(CASE WHEN i.code IS NULL THEN 0 ELSE 1 END) AS ill
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
LEFT JOIN illness_code AS i ON m.code = i.code
WHERE c.possible = 1 AND m.date BETWEEN :from_day AND :to_day
GROUP BY m.school_id, m.pupil_id, m.date
