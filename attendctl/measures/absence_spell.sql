-- Spells of absence: unbroken runs of days on which all of the pupil's possible sessions carry a code of the
-- rule. A day without a possible session for the pupil (holiday, weekend, another school, no mark) is stepped
-- over; any other day ends the spell. Only the days of pupil_day are looked at.
-- school_days counts the days of the spell; reached_on is the at_least_days-th of them, null in a shorter one;
-- is_open: the pupil's last possible day is in it.
-- Reads: register_mark, session_code, pupil_day, spell_rule.
WITH last_day_of_pupil AS (
    SELECT school_id, pupil_id, MAX(nth) AS last_nth
    FROM pupil_day
    GROUP BY school_id, pupil_id
),

coded_day AS (
    SELECT r.school_id, r.rule, r.at_least_days, m.pupil_id, m.date, SUM(c.possible) AS coded
    FROM spell_rule AS r
    INNER JOIN register_mark AS m ON r.school_id = m.school_id AND r.code = m.code
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    GROUP BY r.school_id, r.rule, r.at_least_days, m.pupil_id, m.date
),

absent_day AS (
    SELECT
        a.school_id,
        a.rule,
        a.at_least_days,
        a.pupil_id,
        a.date,
        d.nth,
        d.nth - ROW_NUMBER() OVER (
            PARTITION BY a.school_id, a.rule, a.pupil_id ORDER BY a.date
        ) AS run
    FROM coded_day AS a
    INNER JOIN pupil_day AS d
        ON a.school_id = d.school_id AND a.pupil_id = d.pupil_id AND a.date = d.date AND a.coded = d.possible
),

numbered_day AS (
    SELECT
        school_id,
        rule,
        at_least_days,
        pupil_id,
        date,
        nth,
        run,
        ROW_NUMBER() OVER (PARTITION BY school_id, rule, pupil_id, run ORDER BY date) AS day_of_spell
    FROM absent_day
)

SELECT
    n.school_id,
    n.rule,
    n.pupil_id,
    MIN(n.date) AS first_day,
    MAX(n.date) AS last_day,
    CAST(COUNT(*) AS INTEGER) AS school_days,
    MIN(CASE WHEN n.day_of_spell = n.at_least_days THEN n.date END) AS reached_on,
    MAX(n.nth) = MAX(l.last_nth) AS is_open
FROM numbered_day AS n
INNER JOIN last_day_of_pupil AS l ON n.school_id = l.school_id AND n.pupil_id = l.pupil_id
GROUP BY n.school_id, n.rule, n.pupil_id, n.run
