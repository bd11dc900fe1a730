/** Reads manifests of other authors: the Applications, charts and values in a folder. */
import path from 'node:path';
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { error, type Finding } from '../../lib/findings/finding';
import { isMap } from '../../lib/yaml/parsed';
import { SHAPE_RULES } from '../checks/shape/rules';
import type { Renderer } from '../render';
import type { Installation, Placed, Stack } from '../stack';
import { NOTHING_DECLARED } from '../world/declared';
import { namespaceOf } from '../world/kubernetes';
import { ApplicationTree, isApplication } from './application-tree';
import { applicationOf } from './applications';
import { type Contents, contentsOf } from './contents';
import { isManifest, type ManifestFile, placedIn, readManifestFiles, type UnreadFile } from './files';
import { fluxInstallations, isFluxRelease } from './flux/helm-releases';
import { withoutSops } from './flux/sops';
import { incompleteIn } from './incomplete-objects';
import { k3sInstallations, k3sVersionOf } from './k3s';
import type { KustomizeCharts } from './kustomize/helm-charts';
import { manifestsOf } from './manifests';
import { howToMakeManifests, otherReleases } from './sources-of-manifests';

/** @param renderer renders charts of the folder that contain Applications; with only a folder for work, they are not read */
export async function readOthers(folder: string, renderer: Renderer | Pick<Renderer, 'workFolder'>): Promise<Stack> {
  const files = readManifestFiles(folder);
  const { plain, builds, charts, notJudged } = await manifestsOf(folder, files, renderer.workFolder);
  const written = plain.flatMap(placedIn);
  const tree = new ApplicationTree(folder, plain, 'templates' in renderer ? renderer : undefined, builds);
  tree.add(fluxInstallations(folder, written));
  tree.add({ named: new Set(builds.flatMap((build) => [...build.charts.named])) });
  tree.follow(written.filter(isApplication).map(applicationOf));
  await tree.followCharts(charts);
  const { contents, applications } = tree;
  const objects = [...contents.objects, ...notSynced(written, contents), ...tree.rendered].map(withNamespace).map(withoutSops);
  const k3s = k3sInstallations(objects, (config) => k3sVersionOf(config, files), false);
  const all = contentsOf([
    // Unreadable files that an Application syncs are reported with the Application.
    unreadFiles(plain.filter((file) => !contents.files.has(file))),
    ...plain.map(({ findings }) => ({ findings })),
    // So are those of objects.
    { findings: plain.filter((file) => !contents.files.has(file)).flatMap(incompleteIn) },
    contents,
    { notJudged },
    ...builds.filter(({ file }) => !contents.files.has(file)).map(({ charts: more }) => withDefaultNamespace(more)),
    k3s,
    { installations: looseValues(plain, contents) },
    { notJudged: unfollowed(objects) },
  ]);
  const isEmpty =
    notJudged.length === 0 && objects.length === 0 && builds.length === 0 && all.installations.every(({ chart }) => chart.version === '');
  return {
    name: folder,
    folder,
    isOurs: false,
    applications,
    projects: objects.filter(({ object }) => object.kind === 'AppProject'),
    installations: all.installations,
    objects,
    declared: NOTHING_DECLARED,
    kubernetes: { version: DEFAULT_KUBERNETES, apis: [] },
    findings: all.findings,
    notJudged: isEmpty ? [howToMakeManifests(folder), ...all.notJudged] : [...all.notJudged, ...otherReleases(folder)],
    notProven: all.notProven,
    incomplete: new Set(builds.flatMap(({ isIncomplete, file }) => (isIncomplete ? file.printed : []))),
  };
}

/** The charts of a kustomization that no Application syncs. */
const withDefaultNamespace = ({ installations, ...more }: KustomizeCharts): Partial<Contents> => ({
  ...more,
  installations: installations.map((each) => ({ ...each, namespace: each.namespace || 'default' })),
});

/** Objects that no Application syncs. */
const notSynced = (written: readonly Placed[], { objects }: Contents): Placed[] =>
  written.filter(({ object, place }) => !objects.some((other) => other.object === object && other.place.file === place.file));

const withNamespace = (placed: Placed): Placed => ({ ...placed, namespace: namespaceOf(placed.object, placed.namespace) });

/** Files that cannot be read. It is an error if they are meant as manifests. */
function unreadFiles(files: readonly ManifestFile[]): Partial<Contents> {
  const unread = files.filter(isUnread);
  const [first, ...more] = unread.filter((file) => !isMeant(file));
  return {
    findings: unread
      .filter(isMeant)
      .map(({ printed, unread: { problem } }): Finding => error({ file: printed }, SHAPE_RULES.says('unreadable-file', problem, 'fix it'))),
    notJudged: first
      ? [`${first.printed}, which ${first.unread.problem}${more.length > 0 ? `, and ${more.length} more that cannot be read` : ''}`]
      : [],
  };
}

type UnreadManifestFile = ManifestFile & { readonly unread: UnreadFile };

const isUnread = (file: ManifestFile): file is UnreadManifestFile => file.unread !== undefined;

/** Whether an unreadable file is meant as a manifest. Folders may also contain files of other tools. */
const isMeant = ({ text, unread }: UnreadManifestFile): boolean =>
  !['invalid', 'conflict'].includes(unread.reason) || (/^apiVersion:/m.test(text) && /^kind:/m.test(text) && !text.includes('{{'));

/** Values that no Application names. Their chart and version are unknown, but their data sources can be judged. */
function looseValues(files: readonly ManifestFile[], { named }: Contents): Installation[] {
  return files.flatMap(({ path: file, printed, documents }) => {
    const [values] = documents;
    if (
      isOfTool(file) ||
      documents.length !== 1 ||
      !isMap(values) ||
      isManifest(values) ||
      'kind' in values ||
      named.has(file) ||
      !/\.ya?ml$/.test(file)
    )
      return [];
    const chart = { name: path.basename(file), version: '', repository: '' };
    return [{ place: { file: printed }, chart, releaseName: '', namespace: '', values, skipCrds: true, bundled: false, isOurs: false }];
  });
}

/** A file of another tool, such as `.github/workflows/ci.yaml`. */
const isOfTool = (file: string): boolean =>
  file.split('/').some((name) => name.startsWith('.')) || /(^|\/)(helmfile|(docker-)?compose|Taskfile|mkdocs)\.ya?ml$/.test(file);

/** Whether only a controller can generate the manifests of an object. The HelmRelease of Flux 1 is another kind. */
const isUnfollowed = (placed: Placed): boolean =>
  placed.object.kind === 'ApplicationSet' || (placed.object.kind === 'HelmRelease' && !isFluxRelease(placed));

const unfollowed = (objects: readonly Placed[]): string[] =>
  objects.filter(isUnfollowed).map(({ object, place }) => `${place.file} ${object.metadata.name}: the manifests of this ${object.kind}`);
