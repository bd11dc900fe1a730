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
import { isKustomization, isManifest, type ManifestFile, placedIn, readManifestFiles, type UnreadFile } from './files';
import { fluxInstallations, isFluxRelease } from './flux/helm-releases';
import { asFluxApplies } from './flux/kustomizations';
import { withoutSops } from './flux/sops';
import { k3sInstallations, k3sVersionOf } from './k3s';

/** @param renderer renders charts of the folder that contain Applications */
export async function readOthers(folder: string, renderer: Renderer): Promise<Stack> {
  const files = readManifestFiles(folder);
  const { plain: read, charts, kustomizations } = sorted(files);
  const flux = asFluxApplies(folder, read);
  const plain = flux.files;
  const written = plain.flatMap(placedIn);
  const tree = new ApplicationTree(folder, plain, renderer);
  tree.add(fluxInstallations(folder, written));
  tree.follow(written.filter(isApplication).map(applicationOf));
  await tree.followCharts(charts);
  const { contents, applications } = tree;
  const objects = [...contents.objects, ...notSynced(written, contents), ...tree.rendered].map(withNamespace).map(withoutSops);
  const k3s = k3sInstallations(objects, (config) => k3sVersionOf(config, files), false);
  const all = contentsOf([
    // Unreadable files that an Application syncs are reported with the Application.
    unreadFiles(plain.filter((file) => !contents.files.has(file))),
    ...plain.map(({ findings }) => ({ findings })),
    contents,
    { notJudged: flux.notJudged },
    k3s,
    { installations: looseValues(plain, contents) },
    { notJudged: unfollowed(objects, kustomizations, folder) },
  ]);
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
    notJudged: all.notJudged,
    notProven: all.notProven,
  };
}

interface Sorted {
  /** Files that are not part of a chart or of a kustomization. */
  readonly plain: readonly ManifestFile[];
  /** Folders of charts. */
  readonly charts: readonly string[];
  /** Folders of kustomizations. */
  readonly kustomizations: readonly string[];
}

function sorted(files: readonly ManifestFile[]): Sorted {
  const foldersOf = (isTop: (file: string) => boolean) =>
    files.filter(({ path: file }) => isTop(file)).map(({ path: file }) => path.posix.dirname(file));
  const charts = foldersOf((file) => path.posix.basename(file) === 'Chart.yaml');
  const kustomizations = foldersOf(isKustomization);
  const plain = files.filter(({ path: file }) => ![...charts, ...kustomizations].some((below) => isIn(file, below)));
  return { plain, charts, kustomizations };
}

/** Files in the folder of a chart or kustomization are not read as plain manifests. */
const isIn = (file: string, below: string): boolean => below === '.' || file.startsWith(`${below}/`);

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
  unread.reason !== 'invalid' || (/^apiVersion:/m.test(text) && /^kind:/m.test(text) && !text.includes('{{'));

/** Values that no Application names. Their chart and version are unknown, but their data sources can be judged. */
function looseValues(files: readonly ManifestFile[], { named }: Contents): Installation[] {
  return files.flatMap(({ path: file, printed, documents }) => {
    const [values] = documents;
    if (documents.length !== 1 || !isMap(values) || isManifest(values) || 'kind' in values || named.has(file) || !/\.ya?ml$/.test(file))
      return [];
    const chart = { name: path.basename(file), version: '', repository: '' };
    return [{ place: { file: printed }, chart, releaseName: '', namespace: '', values, skipCrds: true, bundled: false, isOurs: false }];
  });
}

/** Whether only a controller can generate the manifests of an object. The HelmRelease of Flux 1 is another kind. */
const isUnfollowed = (placed: Placed): boolean =>
  placed.object.kind === 'ApplicationSet' || (placed.object.kind === 'HelmRelease' && !isFluxRelease(placed));

function unfollowed(objects: readonly Placed[], kustomizations: readonly string[], folder: string): string[] {
  const kinds = objects
    .filter(isUnfollowed)
    .map(({ object, place }) => `${place.file} ${object.metadata.name}: the manifests of this ${object.kind}`);
  const [first, ...more] = kustomizations.map((below) => path.join(folder, below));
  const others = more.length > 0 ? ` and ${more.length} more folders` : '';
  return [...kinds, ...(first ? [`the output of kustomize for ${first}${others}`] : [])];
}
