-- Sessions of a pupil after the day of each earlier letter, up to :as_of, that day included.
-- A letter without a possible session since has no row.
-- Reads: earlier_letter, register_mark, session_code.
SELECT
    e.reference,
    CAST(SUM(c.possible) AS INTEGER) AS possible,
    CAST(SUM(c.authorised) AS INTEGER) AS authorised,
    CAST(SUM(c.unauthorised) AS INTEGER) AS unauthorised
FROM earlier_letter AS e
INNER JOIN register_mark AS m
    ON e.school_id = m.school_id AND e.pupil_id = m.pupil_id AND e.written_on < m.date
INNER JOIN session_code AS c
    ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.date <= :as_of
GROUP BY e.reference
