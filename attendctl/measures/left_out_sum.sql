-- Sessions of absence that an award does not hold against a pupil, by period and code.
-- Reads: counted_period, left_out_code, register_mark, session_code.
SELECT
    t.period,
    m.school_id,
    m.pupil_id,
    m.code,
    CAST(SUM(c.authorised) AS INTEGER) AS authorised,
    CAST(SUM(c.unauthorised) AS INTEGER) AS unauthorised
FROM register_mark AS m
INNER JOIN counted_period AS t
    ON m.school_id = t.school_id AND m.date BETWEEN t.from_day AND t.to_day
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
INNER JOIN left_out_code AS r
    ON m.school_id = r.school_id AND m.code = r.code
WHERE c.authorised + c.unauthorised > 0
GROUP BY t.period, m.school_id, m.pupil_id, m.code
