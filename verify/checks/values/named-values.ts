/** Values for a chart whose version nobody says: only their names can be judged. */

import { DATA_SOURCES_VALUE } from '../../../charts/grafana/datasources';
import { TRACING_VALUES } from '../../../charts/linkerd/control-plane';
import { nearest } from '../../../lib/findings/nearest';
import type { Path } from '../../../lib/yaml/parsed';
import { at } from '../../../lib/yaml/parsed';
import type { Installation } from '../../stack';
import type { Verdict } from '../../verdict';
import { nameOfPath, valuePathsIn } from '../../world/value-path';

/** Values for a chart of any version are the few that every version of it reads. */
const READ_BY_ANY_VERSION: Readonly<Record<string, readonly string[]>> = {
  'kube-prometheus-stack': [DATA_SOURCES_VALUE],
  'linkerd-control-plane': TRACING_VALUES,
};

export function checkNames({ chart, values, place }: Installation): Verdict[] {
  const known = READ_BY_ANY_VERSION[chart.name];
  if (!known) return [];
  const isKnown = (path: Path) => known.some((name) => nameOfPath(path) === name || nameOfPath(path).startsWith(`${name}[`));
  // Each by the first name that no known one has.
  const unknown = valuePathsIn(values).flatMap((path) => {
    if (isKnown(path)) return [];
    const length = path.findIndex((_, index) => !known.some((name) => startsWith(name, nameOfPath(path.slice(0, index + 1)))));
    return nameOfPath(length === -1 ? path : path.slice(0, length + 1));
  });
  const misspelt = [...new Set(unknown)].map((name) => ({ name, meant: meantBy(name, known) }));
  const isReplaced = (name: string) => misspelt.some(({ meant }) => meant !== undefined && startsWith(name, meant));
  const missing = known.filter((name) => !isReplaced(name) && !valuePathsIn(values).some((path) => startsWith(nameOfPath(path), name)));
  const off = known.filter((name) => name.endsWith('.enabled') && at(values, ...name.split('.')) === false);
  return [
    ...misspelt.map(
      ({ name, meant }) => `${name} is none of the values that this stack gives ${chart.name}; write ${meant ?? known.join(' or ')}`,
    ),
    ...missing.map((name) => `${name} is missing, without which ${chart.name} has no part in this; run \`npm run synth\``),
    ...off.map((name) => `${name} is false, and so ${chart.name} has no part in this; write true`),
  ].map((text) => ({ severity: 'error', check: 'values', place, text }));
}

/** The known name, or the start of one, that is as deep. */
function meantBy(name: string, known: readonly string[]): string | undefined {
  const depth = name.split('.').length;
  return nearest(name, new Set(known.map((other) => other.split('.').slice(0, depth).join('.'))));
}

/** Whether one name is the other or stands below it. */
const startsWith = (name: string, start: string): boolean => name === start || name.startsWith(`${start}.`) || name.startsWith(`${start}[`);
