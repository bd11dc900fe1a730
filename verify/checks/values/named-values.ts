/** Checks values for a chart of unknown version. Only their names can be checked. */
import { DATA_SOURCES_VALUE, KUBE_PROMETHEUS_STACK } from '../../../charts/grafana/datasources';
import { TRACING_VALUES } from '../../../charts/linkerd/control-plane';
import { CONTROL_PLANE_CHART } from '../../../charts/linkerd/releases';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, entryOf, type Path } from '../../../lib/yaml/parsed';
import type { Installation } from '../../stack';
import { nameOfPath, valuePathsIn } from '../../world/value-path';
import { VALUES_RULES } from './rules';

/** The values that every version of a chart reads. No others are allowed if the version is unknown. */
const READ_BY_ANY_VERSION: Readonly<Record<string, readonly Path[]>> = {
  [KUBE_PROMETHEUS_STACK]: [DATA_SOURCES_VALUE.split('.')],
  [CONTROL_PLANE_CHART]: TRACING_VALUES.map((name) => name.split('.')),
};

export function checkNames({ chart, values, place }: Installation): Finding[] {
  const known = entryOf(READ_BY_ANY_VERSION, chart.name);
  if (!known) return [];
  const given = valuePathsIn(values);
  const misspelt = unknownPaths(given, known).map((path) => ({ path, meant: meantBy(path, known) }));
  const isReplaced = (path: Path) => misspelt.some(({ meant }) => meant !== undefined && startsWith(path, meant));
  const missing = known.filter((path) => !isReplaced(path) && !given.some((other) => startsWith(other, path)));
  const off = known.filter((path) => path.at(-1) === 'enabled' && at(values, ...path) === false);
  const wrong = (path: Path, statement: Statement) => error(place, statement, { subject: nameOfPath(path) });
  return [
    ...misspelt.map(({ path, meant }) => {
      const fix = meant ? `did you mean ${nameOfPath(meant)}?` : `use ${known.map(nameOfPath).join(' or ')}`;
      return wrong(path, VALUES_RULES.says('unknown-value', `unknown value for ${chart.name} of any version`, fix));
    }),
    ...missing.map((path) => wrong(path, VALUES_RULES.says('missing-value', `missing, so ${chart.name} does not send spans`, RUN_SYNTH))),
    ...off.map((path) => wrong(path, VALUES_RULES.says('switched-off', `false, so ${chart.name} does not send spans`, 'set it to true'))),
  ];
}

/** The unknown paths, each up to its first unknown step. */
function unknownPaths(given: readonly Path[], known: readonly Path[]): Path[] {
  const unknown = given
    // Items of a known list are known too.
    .filter((path) => !known.some((other) => startsWith(path, other) && typeof path[other.length] !== 'string'))
    .map((path) => {
      const length = path.findIndex((_, index) => !known.some((other) => startsWith(other, path.slice(0, index + 1))));
      return length === -1 ? path : path.slice(0, length + 1);
    });
  return [...new Map(unknown.map((path) => [nameOfPath(path), path])).values()];
}

/** The known path, or the start of one, that has the same number of steps and was probably meant. */
function meantBy(path: Path, known: readonly Path[]): Path | undefined {
  const starts = new Map(known.map((other) => other.slice(0, path.length)).map((start) => [nameOfPath(start), start]));
  return starts.get(nearest(nameOfPath(path), starts.keys()) ?? '');
}

/** Whether a path starts with all steps of another path. */
const startsWith = (path: Path, start: Path): boolean => start.every((step, index) => path[index] === step);
