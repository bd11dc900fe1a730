import { readFileSync } from 'node:fs';
import { alertGroups } from '../charts/monitoring/alerts/alerts';
import { INGESTERS, KAFKA, WATCHED } from '../charts/monitoring/fixture';

const PAGE = readFileSync('docs/alerts.md', 'utf8');

/** The rows of the page, for everything that can be on. */
const rows = (): string[] => {
  const rules = alertGroups({ ...WATCHED, tempos: [INGESTERS, KAFKA] }).flatMap(({ rules: all = [] }) => all);
  return rules.map(({ alert, annotations, labels, for: duration }) => {
    const summary = (annotations?.summary ?? '').replace(/\{\{ \$labels\.(\w+) \}\}/g, '<$1>').replace(/\{\{ \$value[^}]*\}\}/g, '<value>');
    return `| \`${alert}\` | ${labels?.severity} | ${duration} | ${summary} | ${annotations?.description} |`;
  });
};

test('the page lists every alert, as Prometheus shows it', () => {
  expect(PAGE.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows());
});
