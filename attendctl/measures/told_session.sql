-- Every session of a school that the register had been told of: one with a mark other than a missing one,
-- from :from_day to :to_day, both included.
-- Reads: register_mark, session_code.
SELECT m.school_id, m.date, m.session
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.date BETWEEN :from_day AND :to_day
GROUP BY m.school_id, m.date, m.session
HAVING MIN(c.missing) = 0
