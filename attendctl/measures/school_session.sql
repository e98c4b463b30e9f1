-- Every session of every school in which the register has a row, and whether the school was open:
-- open means that at least one pupil had a possible session.
-- Reads: register_mark, session_code. No period: the whole register, so that "no school that week"
-- can name the weeks there are.
SELECT
    m.school_id,
    m.date,
    CAST(DATE_TRUNC('week', m.date) AS DATE) AS monday,
    m.session,
    COUNT(*) AS marks,
    SUM(c.possible) AS possible
FROM register_mark AS m
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
GROUP BY m.school_id, m.date, m.session
