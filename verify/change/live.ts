/** What an output takes over in a cluster where the same objects already run. */
import path from 'node:path';
import { argoCdReleases, DEFAULT_ARGOCD, tracksByAnnotationFrom } from '../../charts/argocd/releases';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { Refusal, UsageError } from '../../lib/command-line/errors';
import { kindOf } from '../../lib/files/file-kind';
import { pagePath } from '../../lib/files/own-folder';
import { error, type Finding, note, warning } from '../../lib/findings/finding';
import { listed } from '../../lib/findings/listed';
import { loadValues } from '../../lib/helm/yaml';
import { leavesOf, type Path, textAt } from '../../lib/yaml/parsed';
import { placedIn, readManifestFiles } from '../read/files';
import type { Manifest, Placed, World } from '../stack';
import { aboutObject, annotationOf, isClusterKind, titleOf } from '../world/kubernetes';
import type { ClusterChange } from './change';
import { type Pair, pairsOf } from './objects';
import { placesIn } from './read';
import { CHANGE_RULES } from './rules';
import { type Side, sideOf } from './side';
import { immutable } from './steps/objects';
import { volumeChanges } from './steps/volumes';

export interface LiveProps {
  /** The objects that run. */
  readonly objects: readonly Placed[];
  readonly after: readonly World[];
  /** The clusters of the output with their files and releases of Argo CD. */
  readonly clusters: readonly { readonly name: string; readonly source: ClusterSource; readonly argocd: string }[];
  readonly out: string;
}

export function judgeLive({ objects, after, clusters, out }: LiveProps): ClusterChange[] {
  return after.map((world) => {
    const side = sideOf(world);
    const before = sideOf({ ...world, applications: [], projects: [], installations: [], releases: [], objects });
    const pairs = pairsOf(before, side).filter(({ before: { object }, after: { application } }) => ownerOf(object) !== application);
    const where = (...keys: Path[]) => placesIn(clusters, out)(world.name, ...keys);
    const volumes = pairs.some(({ after: placed }) => placed.object.kind === 'StatefulSet')
      ? volumeChanges({ before, after: side, where })
      : [];
    const { argocd = DEFAULT_ARGOCD } = clusters.find(({ name }) => name === world.name) ?? {};
    const findings = [
      ...pairs.flatMap(shared),
      ...(argoCdReleases.at(argocd).tracksByLabel ? pairs.flatMap(labelled) : []),
      ...pairs.flatMap((pair) => immutable(pair, { before, after: side })),
      ...volumes,
      ...pairs.flatMap(replacedValues),
      ...adopted(pairs, side, where([])),
    ];
    return { name: world.name, findings, judged: pairs.length };
  });
}

/**
 * The objects of a cluster.
 * @param file a file of `kubectl get -o yaml`, or a folder with such files
 * @throws UsageError or Refusal if the file cannot be read
 */
export function liveObjects(file: string): Placed[] {
  const kind = kindOf(file);
  if (kind === undefined || kind === 'other') throw new UsageError(`no file ${file}; write one by kubectl get -o yaml`);
  const [folder, only] = kind === 'folder' ? [file, undefined] : [path.dirname(file), path.basename(file)];
  const files = readManifestFiles(folder).filter(({ path: name }) => only === undefined || name === only);
  const unread = files.find((each) => each.unread);
  if (unread) throw new Refusal(`${unread.printed}: ${unread.unread?.problem}; write it again by kubectl get -o yaml`);
  const objects = files.flatMap(placedIn);
  if (objects.length === 0) throw new Refusal(`${file}: contains no Kubernetes object; write it by kubectl get -o yaml`);
  return objects;
}

/** The Application that Argo CD says an object belongs to; undefined if there is none. */
const ownerOf = (object: Manifest): string | undefined =>
  /^([^:]+):/.exec(annotationOf(object, 'argocd.argoproj.io/tracking-id') ?? '')?.[1];

function shared({ before, after: { object, place, application } }: Pair): Finding[] {
  const owner = ownerOf(before.object);
  if (owner === undefined) return [];
  const problem = `belongs to Application ${owner}, and Argo CD refuses to sync it from ${application ?? 'another one'} too`;
  const fix = `remove it from ${owner} without deleting it, and remove its annotation argocd.argoproj.io/tracking-id`;
  return [error(place, CHANGE_RULES.says('shared', problem, fix), aboutObject(object))];
}

const INSTANCE = 'app.kubernetes.io/instance';

/** An object of another Application, or of Helm, for an Argo CD that tracks by label. */
function labelled({ before, after: { object, place, application } }: Pair): Finding[] {
  const owner = textAt(before.object.metadata, 'labels', INSTANCE);
  if (ownerOf(before.object) !== undefined || owner === undefined || owner === application) return [];
  const problem = `has the label ${INSTANCE}: ${owner}, by which Argo CD before ${tracksByAnnotationFrom()} counts it as an object of Application ${owner}, and refuses to sync it from ${application ?? 'another one'} too`;
  const fix = `remove the label as in ${pagePath('docs/changes.md')}, unless Argo CD tracks by annotation`;
  return [warning(place, CHANGE_RULES.says('shared', problem, fix), aboutObject(object))];
}

/** A HelmChartConfig has room for the values of one author only. */
function replacedValues({ before, after: { object, place } }: Pair): Finding[] {
  if (object.kind !== 'HelmChartConfig') return [];
  const valuesOf = (manifest: Manifest) => loadValues(textAt(manifest.spec, 'valuesContent') ?? '') ?? {};
  const kept = new Set(leavesOf(valuesOf(object)).map(([key]) => key.join('.')));
  const lost = leavesOf(valuesOf(before.object)).flatMap(([key]) => (kept.has(key.join('.')) ? [] : key.join('.')));
  if (lost.length === 0) return [];
  const problem = `replaces the values ${listed(lost)}`;
  return [warning(place, CHANGE_RULES.says('adopted', problem, 'add them to traefik.values'), aboutObject(object))];
}

function adopted(pairs: readonly Pair[], { name }: Side, place: Finding['place']): Finding[] {
  if (pairs.length === 0) return [];
  const objects = pairs.map(
    ({ after: { object, namespace } }) => `${titleOf(object)}${namespace && !isClusterKind(object) ? ` in ${namespace}` : ''}`,
  );
  const problem = `takes over ${listed(objects)}`;
  return [
    note(place, CHANGE_RULES.says('adopted', problem, `see ${pagePath('docs/changes.md')} for the order that loses nothing`), {
      subject: name,
    }),
  ];
}
