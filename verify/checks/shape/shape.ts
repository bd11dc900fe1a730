/** Whether the API server would take every object as it is: its fields, its names, what must agree within it, and no object twice. */

import { listed } from '../../../lib/findings/listed';
import type { Judgement, Manifest, Placed, Rendered } from '../../stack';
import { nameOf, type Verdict } from '../../verdict';
import { groupOf, isClusterKind, titleOf } from '../../world/kubernetes';
import { valuePathsIn } from '../../world/value-path';
import { unserved } from './api-versions';
import type { Mistake } from './mistake';
import { nameMistakes } from './names';
import { workloadMistakes } from './pods';
import { kindSchemas } from './schema';

/**
 * @param version the cluster's Kubernetes: `1.34`
 * @param releases whose values an unknown field may come from
 * @returns as `judged`, the objects whose kind has a schema here; the other kinds are listed in `notJudged`
 */
export function checkShape(objects: readonly Placed[], version?: string, releases: readonly Rendered[] = []): Required<Judgement> {
  const schemas = kindSchemas();
  const verdicts: Verdict[] = [];
  const notJudged = new Set<string>();
  let judged = 0;
  for (const placed of objects) {
    const { object } = placed;
    const ofSchema = schemas.mistakesIn(object);
    const whyNot = ofSchema ? undefined : unserved(object, schemas.kinds.keys(), version);
    if (ofSchema) judged++;
    else if (whyNot) verdicts.push(verdict(placed, 'error', `${titleOf(object)} ${whyNot}`));
    else notJudged.add(`kind ${groupOf(object) || object.apiVersion}/${object.kind}, of which no schema is here`);
    for (const { path, text, outcome } of onePerPath([...(ofSchema ?? []), ...nameMistakes(placed), ...workloadMistakes(object)])) {
      verdicts.push(verdict(placed, severityOf(outcome, placed, path, releases), `${titleOf(object)}: ${path} ${text}`));
    }
  }
  return { verdicts: [...alikeOnes(verdicts), ...duplicates(objects)], judged, notJudged: [...notJudged].sort() };
}

/** What several objects of a release have is told once: `Deployment a and StatefulSet b: …`. */
function alikeOnes(verdicts: readonly Verdict[]): Verdict[] {
  const groups = new Map<string, { readonly first: Verdict; readonly titles: string[]; readonly rest: string }>();
  for (const one of verdicts) {
    const [, title = '', rest = ''] = /^(\S+ \S+): (.*)$/s.exec(one.text) ?? [];
    const key = title ? JSON.stringify([one.severity, nameOf(one.place), rest]) : `${groups.size}`;
    const group = groups.get(key) ?? { first: one, titles: [], rest };
    group.titles.push(title);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, titles, rest }) =>
    titles.length > 1 ? { ...first, text: `${listed(titles)}: ${rest}` } : first,
  );
}

/** Names that stand in any values, and so tell nothing. */
const EVERYWHERE = new Set(['enabled', 'name', 'value', 'type', 'key', 'image', 'labels', 'annotations']);

/** A field that is dropped from an upstream chart's object has never had an effect; nobody here can rename it there. */
function severityOf(
  outcome: Mistake['outcome'],
  { rendered, place }: Placed,
  path: string,
  releases: readonly Rendered[],
): Verdict['severity'] {
  if (outcome === 'refused') return 'error';
  // Unless it was written in the values, from which the chart copies it.
  const own = releases.find((release) => release.isOurs && nameOf(release.place) === nameOf(place));
  const field = /\["(.*)"\]$|([^.[\]]+)(?:\[\d+\])*$/.exec(path);
  const name = field?.[1] ?? field?.[2] ?? '';
  if (outcome === 'dropped' && own && !EVERYWHERE.has(name) && valuePathsIn(own.values).some((leaf) => leaf.includes(name))) return 'error';
  return outcome === 'taken' || rendered ? 'warning' : 'error';
}

/** What the schema says of a field is said once, whoever else looks at it. */
function onePerPath(mistakes: readonly Mistake[]): Mistake[] {
  const first = new Map<string, Mistake>();
  for (const mistake of mistakes) if (!first.has(mistake.path)) first.set(mistake.path, mistake);
  return [...first.values()];
}

/** Objects that are there already: Argo CD or Helm would apply one over the other, for ever. */
function duplicates(objects: readonly Placed[]): Verdict[] {
  const known = new Map<string, Placed>();
  return objects.flatMap((placed) => {
    const { object, namespace = '' } = placed;
    if (!object.metadata.name || isHook(object)) return [];
    const scope = isClusterKind(object) ? '' : namespace;
    const key = [groupOf(object), object.kind, scope, object.metadata.name].join('\0');
    const first = known.get(key);
    if (!first) {
      known.set(key, placed);
      return [];
    }
    // One and the same document, which two Applications sync; each file is told once.
    if (first.object === placed.object && first.application !== placed.application) {
      const id = `${placed.place.file} ${first.application} ${placed.application}`;
      if (known.has(id)) return [];
      known.set(id, placed);
      const text = `is synced by ${first.application ?? 'hand'} and by ${placed.application ?? 'hand'}; leave it out of one of the two by directory.include`;
      return [{ severity: 'error', check: 'shape', place: { file: placed.place.file }, text }];
    }
    const where = scope ? ` in namespace ${scope}` : '';
    const [here, there] = [nameOf(placed.place), nameOf(first.place)];
    const again = here === there ? `is there twice in ${here}` : `is in ${here}, and in ${there} already`;
    // Upstream, in a chart's crds/: both are of the same API, and Argo CD says so itself.
    return placed.rendered && here === there && object.kind === 'CustomResourceDefinition'
      ? [verdict(placed, 'note', `${titleOf(object)} ${again}; Argo CD applies one of the two`)]
      : [verdict(placed, 'error', `${titleOf(object)}${where} ${again}; rename or remove one of the two`)];
  });
}

/** A hook is made anew at its time, and one of another time may have its name. */
const isHook = ({ metadata }: Manifest): boolean => {
  const annotations = metadata.annotations ?? {};
  return 'helm.sh/hook' in annotations || 'argocd.argoproj.io/hook' in annotations;
};

const verdict = ({ place }: Placed, severity: Verdict['severity'], text: string): Verdict => ({ severity, check: 'shape', place, text });
