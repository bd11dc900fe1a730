/** Manifests that this project did not write: whatever Applications, charts and values a folder holds. */
import path from 'node:path';
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { isFolder } from '../../lib/output/file-kind';
import { isMap } from '../../lib/yaml/parsed';
import { type Renderer, renderOne } from '../render';
import type { Application, Installation, Manifest, Placed, Source, Stack } from '../stack';
import type { Verdict } from '../verdict';
import { NOTHING_DECLARED } from '../world/declared';
import { groupOf, namespaceOf } from '../world/kubernetes';
import { applicationOf } from './applications';
import { isKustomization, isManifest, type ManifestFile, placedIn, readManifestFiles } from './files';
import { inside } from './inside';
import { k3sInstallations, k3sVersionOf } from './installations';
import { localChart, type Repository, type Synced, sync } from './sync';

/** @param renderer for charts of the folder that render Applications */
export async function readOthers(folder: string, renderer: Renderer): Promise<Stack> {
  const files = readManifestFiles(folder);
  const charts = files
    .filter(({ path: file }) => path.posix.basename(file) === 'Chart.yaml')
    .map(({ path: file }) => path.posix.dirname(file));
  const inChart = (file: string) => charts.some((chart) => isIn(file, chart));
  const kustomizations = files.filter(({ path: file }) => isKustomization(file)).map(({ path: file }) => path.posix.dirname(file));
  const plain = files.filter(({ path: file }) => !inChart(file) && !kustomizations.some((below) => isIn(file, below)));
  const reading = new Reading(folder, plain, renderer);

  const objects = plain.flatMap(placedIn);
  reading.follow(objects.filter(isApplication).map(applicationOf));
  await reading.followCharts(charts);
  const { synced, applications } = reading;
  const loose = objects.filter(
    ({ object, place }) => !synced.objects.some((other) => other.object === object && other.place.file === place.file),
  );
  const all = [...synced.objects, ...loose, ...reading.rendered].map(settled);
  const k3s = k3sInstallations(all, (config) => k3sVersionOf(config, files), false);
  const values = looseValues(plain, synced);
  // Those that an Application syncs are told there.
  const unread = plain.filter((file) => file.mistake && !synced.files.has(file));
  return {
    name: folder,
    folder,
    isOurs: false,
    applications,
    projects: all.filter(({ object }) => object.kind === 'AppProject'),
    installations: [...synced.installations, ...k3s.installations, ...values],
    objects: all,
    declared: NOTHING_DECLARED,
    kubernetes: { version: DEFAULT_KUBERNETES, apis: [] },
    verdicts: [
      ...unread.filter(isMeant).map(({ printed, mistake }) => ({ ...wrong(printed), text: `${mistake}; mend it` })),
      ...plain.flatMap(({ verdicts = [] }) => verdicts),
      ...synced.verdicts,
      ...k3s.verdicts,
    ],
    notJudged: [
      ...gathered(unread.filter((file) => !isMeant(file))),
      ...reading.notJudged,
      ...synced.notJudged,
      ...k3s.notJudged,
      ...unfollowed(
        all,
        kustomizations.map((below) => path.join(folder, below)),
      ),
    ],
  };
}

/** What is in such a folder is only read through it. */
const isIn = (file: string, below: string): boolean => below === '.' || file.startsWith(`${below}/`);

/** Applications lead to charts, and charts to further Applications. */
class Reading {
  readonly synced: Synced = { objects: [], installations: [], verdicts: [], notJudged: [], files: new Set(), named: new Set() };
  readonly applications: Application[] = [];
  /** What charts that hold Applications render besides. */
  readonly rendered: Placed[] = [];
  readonly notJudged: string[] = [];

  private readonly followed = new Set<Manifest>();
  /** How many sources name a repository and a path that is here. */
  private readonly found = new Map<string, number>();
  private readonly repository: Repository;

  constructor(
    private readonly folder: string,
    files: readonly ManifestFile[],
    private readonly renderer: Renderer,
  ) {
    const isHome = (source: Source) => repositoryOf(source) === this.home();
    this.repository = { folder, files, isHome, locate: (source) => (isHome(source) ? locate(folder, source) : undefined), isOurs: false };
  }

  /** Applications may lead to themselves, and are followed once. */
  follow(all: readonly Application[]): void {
    const applications = all.filter(({ manifest }) => !this.followed.has(manifest));
    for (const { manifest } of applications) this.followed.add(manifest);
    this.applications.push(...applications);
    for (const source of applications.flatMap(({ sources }) => sources))
      if (source.ref !== undefined || (source.path !== undefined && locate(this.folder, source) !== undefined)) {
        const repository = repositoryOf(source);
        this.found.set(repository, (this.found.get(repository) ?? 0) + 1);
      }
    const more = sync(applications, this.repository);
    for (const key of ['objects', 'installations', 'verdicts', 'notJudged'] as const) (this.synced[key] as unknown[]).push(...more[key]);
    for (const file of more.files) this.synced.files.add(file);
    for (const name of more.named) this.synced.named.add(name);
    const deeper = more.objects.filter(isApplication).map(applicationOf);
    if (deeper.length > 0) this.follow(deeper);
  }

  /** The repository that the folder is of: nobody says, but most Applications that read something of it name it. */
  private home(): string | undefined {
    return [...this.found].reduce<[string | undefined, number]>((most, entry) => (entry[1] > most[1] ? entry : most), [undefined, 0])[0];
  }

  /** First those that bring Applications; what nobody names then is taken for a release of its folder's name. */
  async followCharts(charts: readonly string[]): Promise<void> {
    const others: Installation[] = [];
    for (const chart of charts) {
      if (this.synced.named.has(chart) || charts.some((parent) => parent !== chart && chart.startsWith(`${parent}/charts/`))) continue;
      const installation = this.installationOf(chart);
      if (!installation) continue;
      const bringsApplications = /^kind:\s*Application\b/m.test(templatesOf(path.join(this.folder, chart)));
      if (!bringsApplications) others.push(installation);
      else await this.followChart(installation);
    }
    for (const installation of others) {
      const { folder } = installation.chart as { folder: string };
      if (this.synced.named.has(path.relative(this.folder, folder))) continue;
      this.notJudged.push(
        `${folder}: under which name it is installed, as no Application names it; taken for release ${installation.releaseName} in namespace ${installation.namespace}`,
      );
      this.synced.installations.push(installation);
    }
  }

  private installationOf(below: string): Installation | undefined {
    const found = localChart(this.folder, below);
    if ('text' in found) {
      this.synced.verdicts.push(found);
      return undefined;
    }
    const file = path.join(this.folder, below, 'Chart.yaml');
    const releaseName = path.basename(path.resolve(this.folder, below));
    const base = { releaseName, namespace: releaseName, skipCrds: false, bundled: false, isOurs: false };
    return { ...base, place: { file }, ...found };
  }

  private async followChart(installation: Installation): Promise<void> {
    const result = await renderOne({ ...installation, namespace: 'argocd' }, this.renderer);
    const { file } = installation.place;
    if (typeof result === 'string') this.notJudged.push(result);
    else if ('error' in result) this.synced.verdicts.push({ severity: 'error', check: 'render', place: { file }, text: result.error });
    else {
      const objects = result.objects.map(
        ({ object, namespace }): Placed => ({ object, namespace, place: { file, name: object.metadata.name } }),
      );
      this.rendered.push(...objects.filter((object) => !isApplication(object)));
      this.follow(objects.filter(isApplication).map(applicationOf));
    }
  }
}

const isApplication = ({ object }: Placed): boolean => object.kind === 'Application' && groupOf(object) === 'argoproj.io';

const settled = (placed: Placed): Placed => ({ ...placed, namespace: namespaceOf(placed.object, placed.namespace) });

/** A source's path below the folder: given from the top of its repository, of which the folder may be a part. */
function locate(folder: string, { path: asked = '' }: Source): string | undefined {
  const steps = asked.split('/').filter((step) => step !== '' && step !== '.');
  for (let from = 0; from <= steps.length; from++) {
    const below = steps.slice(from).join('/');
    const found = below !== '' || steps.length === 0 ? inside(folder, below) : undefined;
    // A link that leads out is told where it is read.
    if (found !== undefined && (found !== 'outside' || from === 0)) return below;
  }
  return undefined;
}

/** The same repository is written in many ways. */
const repositoryOf = ({ repository }: Source): string =>
  repository
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?=\D)/, '$1/')
    .replace(/(\.git)?\/*$/, '');

/** The text of a chart's templates: enough to see what kinds they make. */
function templatesOf(folder: string): string {
  const templates = path.join(folder, 'templates');
  return isFolder(templates)
    ? readManifestFiles(templates, folder)
        .map(({ text }) => text)
        .join('\n')
    : '';
}

const wrong = (file: string): Omit<Verdict, 'text'> => ({ severity: 'error', check: 'shape', place: { file } });

/** Whether a file that cannot be read is meant as a manifest: folders hold what other tools read in their own way, too. */
const isMeant = ({ text, mistake }: ManifestFile): boolean =>
  !/^is no (YAML|JSON)/.test(mistake ?? '') || (/^apiVersion:/m.test(text) && /^kind:/m.test(text) && !text.includes('{{'));

function gathered(files: readonly ManifestFile[]): string[] {
  const [first, ...more] = files;
  return first ? [`${first.printed}, which ${first.mistake}${more.length > 0 ? `, and ${more.length} more that cannot be read` : ''}`] : [];
}

/** Values that nobody names: of which chart and version nobody knows, but their data sources can be followed. */
function looseValues(files: readonly ManifestFile[], { named }: Synced): Installation[] {
  return files.flatMap(({ path: file, printed, documents }) => {
    const [values] = documents;
    if (documents.length !== 1 || !isMap(values) || isManifest(values) || 'kind' in values || named.has(file) || !/\.ya?ml$/.test(file))
      return [];
    const chart = { name: path.basename(file), version: '', repository: '' };
    return [{ place: { file: printed }, chart, releaseName: '', namespace: '', values, skipCrds: true, bundled: false, isOurs: false }];
  });
}

/** Kinds that ask for manifests in a way that only their own controller follows. */
const UNREAD = ['ApplicationSet', 'HelmRelease', 'Kustomization'];

function unfollowed(objects: readonly Placed[], kustomizations: readonly string[]): string[] {
  const kinds = objects
    .filter(({ object }) => UNREAD.includes(object.kind))
    .map(({ object, place }) => `${place.file} ${object.metadata.name}: what this ${object.kind} asks for`);
  const [first, ...more] = kustomizations;
  const others = more.length > 0 ? ` and of ${more.length} more folders` : '';
  return [...kinds, ...(first ? [`what kustomize makes of ${first}${others}`] : [])];
}
