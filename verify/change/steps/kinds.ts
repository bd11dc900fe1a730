/** Workloads of another kind under the same name: the pods of the old one end before those of the new one are ready. */
import { workloadName } from '../../../charts/tempo/names/workloads';
import { TRAEFIK } from '../../../charts/traefik/releases';
import { type Finding, type Place, warning } from '../../../lib/findings/finding';
import { impliedWorkloads } from '../implied';
import { keyOf } from '../installed';
import { type Known, renderedOver } from '../rendered-over';
import { CHANGE_RULES } from '../rules';
import { hasAllValues, type Side } from '../side';
import type { Step } from '../step';

/** What runs pods, known by its namespace and name. */
interface Running extends Known {
  readonly name: string;
  readonly kind: string;
  readonly place: Place;
}

export function kindChanges({ before, after, where }: Step): Finding[] {
  const [earlier, now] = [runningIn(before), runningIn(after)];
  const kindsOf = (running: readonly Running[], id: string) => running.filter((each) => each.id === id).map(({ kind }) => kind);
  return now.flatMap(({ id, name, kind, place, own }) => {
    const [old] = kindsOf(earlier, id);
    if (old === undefined || kindsOf(earlier, id).includes(kind) || kindsOf(now, id).includes(old)) return [];
    const problem = `becomes a ${kind}, whose pods are not ready yet when those of the ${old} end, and ${missing(name)} in between`;
    const fix = `keep the ${old}, unless that is acceptable`;
    const at = own ? where(own, own.slice(0, 1)) : place;
    return [warning(at, CHANGE_RULES.says('replaced', problem, fix), { subject: `${old} ${name}`, name })];
  });
}

/** What does not work without pods. */
function missing(name: string): string {
  if (name === TRAEFIK) return 'nothing serves the Ingresses';
  return name.endsWith(workloadName('metricsGenerator', '')) ? 'there are no metrics of the spans' : 'nothing answers';
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Rendered workloads, and those whose kind values decide, if they are not rendered. */
function runningIn({ objects, releases }: Side): Running[] {
  const byValues = releases.flatMap((release) => {
    const { chart, releaseName, namespace, values, place } = release;
    return impliedWorkloads({ chart: chart.name, version: chart.version, release: releaseName, values }).flatMap(
      ({ name, path, kind, defaultKind }): Running[] => {
        const known = kind ?? (hasAllValues(release) ? defaultKind : undefined);
        const own = [keyOf({ chart: chart.name, releaseName }), 'values', ...path];
        return known === undefined ? [] : [{ id: `${namespace} ${name}`, name, kind: known, place, own }];
      },
    );
  });
  const rendered = objects.flatMap(({ object: { kind, metadata }, namespace = '', place }): Running[] =>
    KINDS.includes(kind) ? [{ id: `${namespace} ${metadata.name}`, name: metadata.name, kind, place }] : [],
  );
  return renderedOver(byValues, rendered);
}
