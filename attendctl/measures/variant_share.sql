-- How many pupils have the same sums, by each variant: what a mean of the pupils' percentages is taken of.
-- Reads: variant_pupil_sum.
SELECT
    variant,
    CAST(attended AS BIGINT) AS attended,
    CAST(possible AS BIGINT) AS possible,
    COUNT(*) AS pupils
FROM variant_pupil_sum
WHERE possible > 0
GROUP BY variant, attended, possible
