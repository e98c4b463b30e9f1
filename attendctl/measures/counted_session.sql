-- Sessions with a code of a counting rule, in the rule's own days, both included: one row a school, rule and
-- pupil with at least one such session. reached_on is the day of the session that made it at_least, in order
-- of day and half day; null while there are fewer.
-- Reads: register_mark, counting_rule.
WITH counted AS (
    SELECT
        r.school_id,
        r.rule,
        m.pupil_id,
        m.date,
        r.at_least,
        ROW_NUMBER() OVER (
            PARTITION BY r.school_id, r.rule, m.pupil_id ORDER BY m.date, m.session
        ) AS nth
    FROM counting_rule AS r
    INNER JOIN register_mark AS m
        ON r.school_id = m.school_id AND r.code = m.code AND m.date BETWEEN r.from_day AND r.to_day
)

SELECT
    school_id,
    rule,
    pupil_id,
    CAST(COUNT(*) AS INTEGER) AS sessions,
    MIN(CASE WHEN nth = at_least THEN date END) AS reached_on,
    MIN(date) AS first_day,
    MAX(date) AS last_day
FROM counted
GROUP BY school_id, rule, pupil_id
