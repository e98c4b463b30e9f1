-- Marks from :from_day to :as_of, both included, that still carry a code of a settling rule.
-- school_days_since counts the days of the school after that of the mark, up to :as_of; due_on is the school
-- day on which they became more than after_school_days, null while they are not.
-- Reads: register_mark, school_session, settle_rule.
WITH register_day AS (
    SELECT
        school_id,
        date,
        CASE WHEN SUM(possible) > 0 THEN 1 ELSE 0 END AS is_school_day
    FROM school_session
    WHERE date <= :as_of
    GROUP BY school_id, date
),

counted_day AS (
    SELECT
        school_id,
        date,
        is_school_day,
        SUM(is_school_day) OVER (PARTITION BY school_id ORDER BY date) AS days_so_far,
        SUM(is_school_day) OVER (PARTITION BY school_id) AS days_in_all
    FROM register_day
)

SELECT
    s.school_id,
    s.rule,
    m.pupil_id,
    m.date,
    m.session,
    m.code,
    CAST(d.days_in_all - d.days_so_far AS INTEGER) AS school_days_since,
    e.date AS due_on
FROM settle_rule AS s
INNER JOIN register_mark AS m ON s.school_id = m.school_id AND s.code = m.code
INNER JOIN counted_day AS d ON m.school_id = d.school_id AND m.date = d.date
LEFT JOIN counted_day AS e
    ON
        d.school_id = e.school_id
        AND e.is_school_day = 1
        AND e.days_so_far = d.days_so_far + s.after_school_days + 1
WHERE m.date BETWEEN :from_day AND :as_of
