-- Spells of absence: unbroken runs of days on which all of the pupil's possible sessions carry a code of the
-- rule. A day without a possible session for the pupil (holiday, weekend, another school, no mark) is stepped
-- over; any other day ends the spell. Only the days of pupil_day are looked at.
-- school_days counts the days of the spell; reached_on is the at_least_days-th of them, null in a shorter one;
-- is_open: the pupil's last possible day is in it.
-- Rules that count the same codes share the work: codes names a set of them.
-- Reads: register_mark, session_code, pupil_day, spell_rule, spell_code.
WITH last_day_of_pupil AS (
    SELECT school_id, pupil_id, MAX(nth) AS last_nth
    FROM pupil_day
    GROUP BY school_id, pupil_id
),

coded_day AS (
    SELECT r.school_id, r.codes, m.pupil_id, m.date, SUM(c.possible) AS coded
    FROM spell_code AS r
    INNER JOIN register_mark AS m ON r.school_id = m.school_id AND r.code = m.code
    INNER JOIN session_code AS c
        ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
    GROUP BY r.school_id, r.codes, m.pupil_id, m.date
),

absent_day AS (
    SELECT
        a.school_id,
        a.codes,
        a.pupil_id,
        a.date,
        d.nth,
        d.nth - ROW_NUMBER() OVER (
            PARTITION BY a.school_id, a.codes, a.pupil_id ORDER BY a.date
        ) AS run
    FROM coded_day AS a
    INNER JOIN pupil_day AS d
        ON a.school_id = d.school_id AND a.pupil_id = d.pupil_id AND a.date = d.date AND a.coded = d.possible
),

numbered_day AS (
    SELECT
        school_id,
        codes,
        pupil_id,
        date,
        nth,
        run,
        ROW_NUMBER() OVER (PARTITION BY school_id, codes, pupil_id, run ORDER BY date) AS day_of_spell
    FROM absent_day
),

spell AS (
    SELECT
        n.school_id,
        n.codes,
        n.pupil_id,
        n.run,
        MIN(n.date) AS first_day,
        MAX(n.date) AS last_day,
        CAST(COUNT(*) AS INTEGER) AS school_days,
        MAX(n.nth) = MAX(l.last_nth) AS is_open
    FROM numbered_day AS n
    INNER JOIN last_day_of_pupil AS l ON n.school_id = l.school_id AND n.pupil_id = l.pupil_id
    GROUP BY n.school_id, n.codes, n.pupil_id, n.run
)

SELECT
    s.school_id,
    r.rule,
    s.pupil_id,
    s.first_day,
    s.last_day,
    s.school_days,
    n.date AS reached_on,
    s.is_open
FROM spell AS s
INNER JOIN spell_rule AS r ON s.school_id = r.school_id AND s.codes = r.codes
LEFT JOIN numbered_day AS n
    ON
        s.school_id = n.school_id
        AND s.codes = n.codes
        AND s.pupil_id = n.pupil_id
        AND s.run = n.run
        AND r.at_least_days = n.day_of_spell
