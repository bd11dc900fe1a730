/** Manifests that this project did not write: whatever Applications, charts and values a folder holds. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_KUBERNETES } from '../../charts/kubernetes';
import { chartInfo } from '../../lib/helm/dependencies';
import { isMap } from '../../lib/is-map';
import { type Renderer, renderOne } from '../render';
import type { Application, Installation, Placed, Source, Stack } from '../stack';
import type { Verdict } from '../verdict';
import { NOTHING_DECLARED } from '../world/declared';
import { groupOf, namespaceOf } from '../world/kubernetes';
import { applicationOf } from './applications';
import { isManifest, type ManifestFile, placedIn, readManifestFiles } from './files';
import { k3sInstallations } from './installations';
import { type Repository, type Synced, sync } from './stack';
import { ownValues } from './values';

/** @param renderer for charts of the folder that render Applications */
export async function readOthers(folder: string, renderer: Renderer): Promise<Stack> {
  const files = readManifestFiles(folder);
  const charts = files
    .filter(({ path: file }) => path.posix.basename(file) === 'Chart.yaml')
    .map(({ path: file }) => path.posix.dirname(file));
  const inChart = (file: string) => charts.some((chart) => isIn(file, chart));
  const kustomizations = files.filter(({ path: file }) => KUSTOMIZATION.test(file)).map(({ path: file }) => path.posix.dirname(file));
  const plain = files.filter(({ path: file }) => !inChart(file) && !kustomizations.some((below) => isIn(file, below)));
  const repository: Repository = { folder, files: plain, locate: (source) => locate(folder, source), isOurs: false };
  const reading = new Reading(folder, repository, renderer);

  const objects = plain.flatMap(placedIn);
  reading.follow(objects.filter(isApplication).map(applicationOf));
  await reading.followCharts(charts);
  const { synced, applications } = reading;
  const loose = objects.filter(
    ({ object, place }) => !synced.objects.some((other) => other.object === object && other.place.file === place.file),
  );
  const all = [...synced.objects, ...loose, ...reading.rendered].map(settled);
  const k3s = k3sInstallations(all, () => undefined, false);
  const values = looseValues(plain, synced);
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
    verdicts: [...mistakes(plain), ...synced.verdicts, ...k3s.verdicts],
    notJudged: [
      ...reading.notJudged,
      ...synced.notJudged,
      ...k3s.notJudged,
      ...unread(
        all,
        kustomizations.map((below) => path.join(folder, below)),
      ),
    ],
  };
}

/** What is in such a folder is only read through it. */
const KUSTOMIZATION = /(^|\/)kustomization\.ya?ml$/;

const isIn = (file: string, below: string): boolean => below === '.' || file.startsWith(`${below}/`);

/** Applications lead to charts, and charts to further Applications. */
class Reading {
  readonly synced: Synced = { objects: [], installations: [], verdicts: [], notJudged: [], files: new Set(), named: new Set() };
  readonly applications: Application[] = [];
  /** What charts that hold Applications render besides. */
  readonly rendered: Placed[] = [];
  readonly notJudged: string[] = [];

  constructor(
    private readonly folder: string,
    private readonly repository: Repository,
    private readonly renderer: Renderer,
  ) {}

  follow(applications: readonly Application[]): void {
    this.applications.push(...applications);
    const more = sync(applications, this.repository);
    for (const key of ['objects', 'installations', 'verdicts', 'notJudged'] as const) (this.synced[key] as unknown[]).push(...more[key]);
    for (const file of more.files) this.synced.files.add(file);
    for (const name of more.named) this.synced.named.add(name);
    const deeper = more.objects.filter(isApplication).map(applicationOf);
    if (deeper.length > 0) this.follow(deeper);
  }

  /** First those that bring Applications; what nobody names then is taken for a release of its folder's name. */
  async followCharts(charts: readonly string[]): Promise<void> {
    const others: Installation[] = [];
    for (const chart of charts) {
      if (this.synced.named.has(chart) || charts.some((parent) => parent !== chart && chart.startsWith(`${parent}/charts/`))) continue;
      const installation = this.localChart(chart);
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

  private localChart(below: string): Installation {
    const folder = path.join(this.folder, below);
    const { name, version } = chartInfo(folder);
    const releaseName = path.basename(folder);
    const base = { releaseName, namespace: releaseName, skipCrds: false, bundled: false, isOurs: false };
    return { ...base, place: { file: path.join(folder, 'Chart.yaml') }, chart: { folder, name, version }, values: ownValues(folder) };
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
    if ((below !== '' || steps.length === 0) && existsSync(path.join(folder, below))) return below;
  }
  return undefined;
}

/** The text of a chart's templates: enough to see what kinds they make. */
function templatesOf(folder: string): string {
  const templates = path.join(folder, 'templates');
  return existsSync(templates)
    ? readManifestFiles(templates)
        .map(({ text }) => text)
        .join('\n')
    : '';
}

function mistakes(files: readonly ManifestFile[]): Verdict[] {
  return files.flatMap(({ printed, mistake }) =>
    mistake ? [{ severity: 'error', check: 'shape', place: { file: printed }, text: `is no YAML (${mistake}); mend it` }] : [],
  );
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

function unread(objects: readonly Placed[], kustomizations: readonly string[]): string[] {
  const kinds = objects
    .filter(({ object }) => UNREAD.includes(object.kind))
    .map(({ object, place }) => `${place.file} ${object.metadata.name}: what this ${object.kind} asks for`);
  const [first, ...more] = kustomizations;
  const others = more.length > 0 ? ` and of ${more.length} more folders` : '';
  return [...kinds, ...(first ? [`what kustomize makes of ${first}${others}`] : [])];
}
