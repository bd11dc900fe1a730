/** Follows the Applications of a folder to charts. Charts may render further Applications ("app of apps"). */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isFolder } from '../../lib/files/file-kind';
import { type Renderer, renderInstallation } from '../render';
import type { Application, ApplicationSource, Installation, Manifest, Placed } from '../stack';
import { groupOf } from '../world/kubernetes';
import { applicationOf } from './applications';
import { type Contents, contentsOf } from './contents';
import { type ManifestFile, readManifestFiles } from './files';
import { belowFolder, stepsOf } from './inside';
import type { Built } from './kustomize/kustomize';
import { localChart } from './local-chart';
import type { Repository } from './repository';
import { sync } from './sync';

/** The installation of a chart in the folder that no Application names. */
interface LocalInstallation extends Installation {
  /** Its folder, relative to the folder of the manifests. */
  readonly below: string;
}

export class ApplicationTree {
  readonly applications: Application[] = [];
  /** The contents of the Applications, and the findings of reading and rendering the charts. */
  contents: Contents = contentsOf([]);
  /** The rendered objects other than Applications. */
  readonly rendered: Placed[] = [];

  private readonly followed = new Set<Manifest>();
  /** The number of sources that read something in the folder, by repository. */
  private readonly readers = new Map<string, number>();
  private readonly repository: Repository;

  constructor(
    private readonly folder: string,
    files: readonly ManifestFile[],
    private readonly renderer: Renderer | undefined,
    builds: readonly Built[] = [],
  ) {
    const isHome = (source: ApplicationSource) => repositoryOf(source) === this.home();
    const locate = (source: ApplicationSource) => (isHome(source) ? belowFolder(folder, source.path) : undefined);
    this.repository = { folder, files, builds, isHome, locate, isOurs: false };
  }

  /** Follows each Application once, because Applications may refer to themselves. */
  follow(all: readonly Application[]): void {
    const applications = all.filter((one, index) => !this.isFollowed(one) && !all.slice(0, index).some((other) => isSame(one, other)));
    for (const { manifest } of applications) this.followed.add(manifest);
    this.applications.push(...applications);
    for (const source of applications.flatMap(({ sources }) => sources)) this.countReader(source);
    const more = sync(applications, this.repository);
    this.add(more);
    const deeper = more.objects.filter(isApplication).map(applicationOf);
    if (deeper.length > 0) this.follow(deeper);
  }

  /**
   * Follows first the charts that render Applications. A chart that no Application names is then treated as a release with the name
   * of its folder.
   * @param charts their folders, relative to the folder of the manifests
   */
  async followCharts(charts: readonly string[]): Promise<void> {
    const others: LocalInstallation[] = [];
    for (const chart of charts) {
      if (this.isNamed(chart) || charts.some((parent) => parent !== chart && chart.startsWith(`${parent}/charts/`))) continue;
      const installation = this.installationOf(chart);
      if (!installation) continue;
      if (rendersApplications(path.join(this.folder, chart))) await this.followChart(installation);
      else others.push(installation);
    }
    this.add(contentsOf(others.flatMap((installation) => (this.isNamed(installation.below) ? [] : this.unnamed(installation)))));
  }

  /** Adds what was read without an Application. */
  add(more: Partial<Contents>): void {
    this.contents = contentsOf([this.contents, more]);
  }

  private isFollowed(one: Application): boolean {
    return this.followed.has(one.manifest) || this.applications.some((other) => isSame(one, other));
  }

  private isNamed(below: string): boolean {
    return this.contents.named.has(below);
  }

  private countReader(source: ApplicationSource): void {
    const isHere = source.path !== undefined && stepsOf(source.path).length > 0 && belowFolder(this.folder, source.path) !== undefined;
    // Every repository has its own top, so that a path such as `./` tells nothing.
    if (source.ref === undefined && !isHere) return;
    const repository = repositoryOf(source);
    this.readers.set(repository, (this.readers.get(repository) ?? 0) + 1);
  }

  /** The repository of the folder. It is not declared, so the one that most sources with a path in the folder use is assumed. */
  private home(): string | undefined {
    return [...this.readers].reduce<[string | undefined, number]>((most, entry) => (entry[1] > most[1] ? entry : most), [undefined, 0])[0];
  }

  private unnamed({ below, ...installation }: LocalInstallation): Partial<Contents> {
    const { releaseName, namespace } = installation;
    const why = `${path.join(this.folder, below)}: its release name and namespace, because no Application names it; treated as release ${releaseName} in namespace ${namespace}`;
    return { installations: [installation], notJudged: [why] };
  }

  private installationOf(below: string): LocalInstallation | undefined {
    const found = localChart(this.folder, below);
    if ('finding' in found) {
      this.add({ findings: [found.finding] });
      return undefined;
    }
    const place = { file: path.join(this.folder, below, 'Chart.yaml') };
    const releaseName = path.basename(path.resolve(this.folder, below));
    return { ...found, below, place, releaseName, namespace: releaseName, skipCrds: false, bundled: false, isOurs: false };
  }

  private async followChart(installation: LocalInstallation): Promise<void> {
    if (!this.renderer) {
      this.add({ notJudged: [`${installation.place.file}: the Applications that this chart renders`] });
      return;
    }
    const { release, findings, notJudged, notProven } = await renderInstallation({ ...installation, namespace: 'argocd' }, this.renderer);
    this.add({ findings, notJudged, notProven });
    const { file } = installation.place;
    const objects = (release?.objects ?? []).map(
      ({ object, namespace }): Placed => ({ object, namespace, place: { file, name: object.metadata.name } }),
    );
    this.rendered.push(...objects.filter((object) => !isApplication(object)));
    this.follow(objects.filter(isApplication).map(applicationOf));
  }
}

export const isApplication = ({ object }: Placed): boolean => object.kind === 'Application' && groupOf(object) === 'argoproj.io';

/** The normalized repository of a source, without scheme, user and extension. */
const repositoryOf = ({ repository }: ApplicationSource): string =>
  repository
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?=\D)/, '$1/')
    .replace(/(\.git)?\/*$/, '');

/** Whether a template of the chart contains an Application. */
function rendersApplications(chart: string): boolean {
  const templates = path.join(chart, 'templates');
  return isFolder(templates) && readManifestFiles(templates, chart).some(({ text }) => /^kind:\s*Application\b/m.test(text));
}

/** Whether two Applications are one, such as one that is applied by hand and then syncs itself. */
const isSame = (one: Application, other: Application): boolean =>
  one.name === other.name &&
  isDeepStrictEqual(one.manifest.spec, other.manifest.spec) &&
  one.manifest.metadata.namespace === other.manifest.metadata.namespace;
