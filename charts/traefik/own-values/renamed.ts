/** Values of the user with a name that the chart had in older releases. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, mapAt, type Path } from '../../../lib/yaml/parsed';
import { FAILS } from '../../helm-values/switches';
import type { Values } from '../../helm-values/user-values';
import { ANY } from '../../metadata/values';
import { CLUSTER_RULES } from '../../rules';
import type { Pinned } from '../collector';
import type { TraefikRelease } from '../releases';
import type { RenamedValues } from '../releases/renamed';

/** What to do about a value at or below an old name, as the fix of a message; undefined if it has no other name. */
export function renamedFix(path: Path, renamed: RenamedValues): string | undefined {
  for (const [old, { now, with: changed }] of Object.entries(renamed)) {
    const steps = old.split('.');
    if (!steps.every((step, index) => (step === ANY ? path[index] !== undefined : path[index] === step))) continue;
    const name = now.replace(ANY, String(path[steps.indexOf(ANY)]));
    return `use ${name}${changed === undefined ? '' : `, and write ${changed}`}`;
  }
  return undefined;
}

/** Reports each at its place in the cluster file. The chart of k3s has no schema, and ignores most of them; both access logs are for its patches. */
export function checkRenamed(
  user: Readonly<Values>,
  { renamed, refusesEmpty, accessLog }: TraefikRelease,
  { key, version }: Pinned,
  findings: Findings,
): void {
  for (const path of Object.keys(renamed).flatMap((old) => pathsIn(user, old.split('.')))) {
    if (accessLog === 'both' && ['accessLog', 'logs.access'].includes(path.join('.'))) continue;
    if (!(key === 'chart' && refusesEmpty) && !isTrueInTemplate(at(user, ...path))) continue;
    const fix = renamedFix(path, renamed) ?? '';
    const place = ['traefik', 'values', ...path];
    if (key === 'chart')
      findings.error(place, CLUSTER_RULES.says('broken-value', `was renamed, and traefik ${version} ${FAILS} with the old name`, fix));
    else
      findings.warning(
        place,
        CLUSTER_RULES.says('broken-value', `has no effect in the Traefik of k3s ${version}, which has another name for it`, fix),
      );
  }
}

/** The paths of an old name that the values have. */
const pathsIn = (values: Readonly<Values>, steps: readonly string[]): Path[] =>
  steps
    .reduce<Path[]>(
      (paths, step) =>
        paths.flatMap((path) => (step === ANY ? Object.keys(mapAt(values, ...path)) : [step]).map((next) => [...path, next])),
      [[]],
    )
    .filter((path) => at(values, ...path) !== undefined);
