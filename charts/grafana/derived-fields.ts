/** Checks the derived fields of the cluster file as Grafana uses them in the browser (public/app/plugins/datasource/loki/getDerivedFields.ts). */
import type { Findings } from '../../lib/cluster-file/findings';
import { captureGroups } from '../../lib/regular-expression';
import type { DerivedFieldConfig, GrafanaConfig } from './config';
import { TRAEFIK_FIELD } from './datasources';
import { DERIVED_FIELDS } from './product';
import { GRAFANA_RULES } from './rules';

const KEY = ['grafana', 'loki', 'derivedFields'] as const;

/** @param hasTraefik whether there is one for the log lines of Traefik too */
export function checkDerivedFields(fields: readonly DerivedFieldConfig[], hasTraefik: boolean, findings: Findings): void {
  const taken = hasTraefik ? [TRAEFIK_FIELD] : [];
  fields.forEach((field, index) => {
    const [problem, fix] = mistakeIn(field) ?? [];
    if (problem && fix) findings.error([...KEY, index, 'matcherRegex'], GRAFANA_RULES.says('unusable-expression', problem, fix));
    if (taken.includes(field.name)) {
      // Grafana evaluates the first expression of a name only.
      const other = field.name === TRAEFIK_FIELD && hasTraefik ? 'the derived field for the log lines of Traefik' : 'another derived field';
      const statement = GRAFANA_RULES.says('duplicate-derived-field', `${field.name} is also the name of ${other}`, 'use a different one');
      findings.error([...KEY, index, 'name'], statement);
    }
    taken.push(field.name);
  });
}

function mistakeIn({ matcherType, matcherRegex }: DerivedFieldConfig): [problem: string, fix: string] | undefined {
  const groups = captureGroups(matcherRegex);
  if (groups instanceof SyntaxError)
    return [`${matcherRegex} is not a valid regular expression of JavaScript (${groups.message})`, 'correct it'];
  if (matcherType === 'label') {
    if (!/["\s]/.test(matcherRegex)) return undefined;
    return [
      `${matcherRegex} matches no name of a label, which has no quotes and spaces`,
      'use the name, e.g. trace_id, or matcherType: regex',
    ];
  }
  if (groups === 0) return [`${matcherRegex} has no group that captures the trace id`, 'put parentheses around it, e.g. traceID=(\\w+)'];
  if (groups === 1) return undefined;
  return [`${matcherRegex} has ${groups} groups, and Grafana takes the first`, 'keep one, and write the others as (?:…)'];
}

/** What Grafana and Loki must be able to do, one phrase per item. */
export function readersOf({ tenant, derivedFields = [] }: NonNullable<GrafanaConfig['loki']>): string[] {
  const labels = derivedFields.filter(({ matcherType }) => matcherType === 'label').map(({ matcherRegex }) => matcherRegex);
  const isExpression = labels.some((label) => !/^\w+$/.test(label));
  return [
    ...(labels.length > 0
      ? [`Grafana ${isExpression ? DERIVED_FIELDS.labelExpressions : DERIVED_FIELDS.labels} or newer, for matcherType: label`]
      : []),
    ...labels.map((label) => `log lines in Loki with a label or structured metadata ${label}, the trace id`),
    ...(tenant?.includes('|') ? [`Loki with multi_tenant_queries_enabled, for the tenants ${tenant}`] : []),
  ];
}
