/** What Grafana itself can do, by its version. */

/** The first Grafana with a feature of derived fields: `matcherType: label`, and expressions there (grafana/grafana#76162 and #96609). */
export const DERIVED_FIELDS = { labels: '10.3', labelExpressions: '11.5' } as const;
