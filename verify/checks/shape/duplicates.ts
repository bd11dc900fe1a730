/** Finds objects that are defined twice. Argo CD or Helm would overwrite one with the other. */
import { OWN_NAME, OWN_SERVER } from '../../../charts/argocd/target';
import { error, type Finding, isSamePlace, note, warning } from '../../../lib/findings/finding';
import { placeText } from '../../../lib/findings/sentence';
import { at } from '../../../lib/yaml/parsed';
import type { Application, Manifest, Placed } from '../../stack';
import { aboutObject, groupOf, isClusterKind } from '../../world/kubernetes';
import { isHarmlessCopy, mayBeVariants } from './copies';
import { SHAPE_RULES } from './rules';

export interface DuplicatesProps {
  /** Those that sync the objects. What they deploy to different clusters is not the same object. @default none */
  readonly applications?: readonly Application[];
  /** Whether this project wrote the objects, so that all of them are applied. @default true */
  readonly isOurs?: boolean;
}

export function duplicateObjects(objects: readonly Placed[], { applications = [], isOurs = true }: DuplicatesProps = {}): Finding[] {
  const clusters = new Map(applications.map(({ name, destination }) => [name, clusterOf(destination)]));
  const known = new Map<string, Placed>();
  const duplicates: { readonly placed: Placed; readonly first: Placed }[] = [];
  for (const placed of objects) {
    if (!placed.object.metadata.name || isHook(placed.object)) continue;
    const cluster = clusters.get(placed.application ?? '') ?? '';
    const key = JSON.stringify([groupOf(placed.object), placed.object.kind, scopeOf(placed), placed.object.metadata.name, cluster]);
    const first = known.get(key);
    if (first && !isOurs && isHarmlessCopy(first, placed)) continue;
    if (first) duplicates.push({ placed, first });
    else known.set(key, placed);
  }
  const isSyncedTwice = ({ placed, first }: (typeof duplicates)[number]) =>
    first.object === placed.object && first.application !== placed.application;
  return [
    ...syncedTwice(duplicates.filter(isSyncedTwice)),
    ...duplicates.filter((pair) => !isSyncedTwice(pair)).map(({ placed, first }) => duplicate(placed, first, isOurs)),
  ];
}

/** Empty for the cluster of Argo CD itself. */
const clusterOf = ({ server, name = '' }: Application['destination']): string =>
  server === OWN_SERVER || name === OWN_NAME ? '' : (server ?? name);

const scopeOf = ({ object, namespace = '' }: Placed): string => (isClusterKind(object) ? '' : namespace);

/** If two Applications sync the same file, there is one finding for the file instead of one per object. */
function syncedTwice(pairs: readonly { readonly placed: Placed; readonly first: Placed }[]): Finding[] {
  const byFile = new Map(
    pairs.map((pair) => [JSON.stringify([pair.placed.place.file, pair.first.application, pair.placed.application]), pair]),
  );
  return [...byFile.values()].map(({ placed, first }) => {
    const problem = `is synced by both ${first.application ?? 'hand'} and ${placed.application ?? 'hand'}`;
    const fix = 'exclude it from one of them with directory.include';
    return error({ file: placed.place.file }, SHAPE_RULES.says('synced-twice', problem, fix));
  });
}

function duplicate(placed: Placed, first: Placed, isOurs: boolean): Finding {
  const { object, place, rendered } = placed;
  const about = aboutObject(object);
  const isHere = isSamePlace(place, first.place);
  // The chart contains it twice in crds/. Both define the same API, and Argo CD reports it too.
  if (rendered && isHere && object.kind === 'CustomResourceDefinition')
    return note(place, SHAPE_RULES.says('duplicate-definition', 'defined twice by the chart', 'Argo CD applies one of them'), about);
  const scope = scopeOf(placed);
  const problem = isHere ? 'defined twice here' : `already defined in ${placeText(first.place)}`;
  const found = !isOurs && mayBeVariants(first, placed) ? warning : error;
  return found(place, SHAPE_RULES.says('duplicate-object', problem, 'rename or remove one of them'), {
    ...about,
    ...(scope && { part: `namespace ${scope}` }),
  });
}

/** Hooks of different phases may have the same name. */
const isHook = ({ metadata }: Manifest): boolean => HOOKS.some((hook) => at(metadata, 'annotations', hook) !== undefined);

const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];
