-- The school weeks of every school up to :as_of, numbered from 1: Monday to Sunday, with at least one
-- session that was possible for one of its pupils. A week without school is no week.
-- Reads: school_session.
SELECT
    school_id,
    monday,
    ROW_NUMBER() OVER (PARTITION BY school_id ORDER BY monday) AS week,
    COUNT(*) OVER (PARTITION BY school_id) AS last_week
FROM school_session
WHERE possible > 0 AND date <= :as_of
GROUP BY school_id, monday
