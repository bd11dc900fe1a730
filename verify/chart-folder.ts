/** The chart of a release, ready to be rendered. */
import compare from 'semver/functions/compare';
import major from 'semver/functions/major';
import { traefikReleases } from '../charts/traefik/releases';
import type { ChartStore } from '../lib/helm/charts';
import { besideChart, withDependencies, withoutDefaults } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import { NoChart } from '../lib/helm/no-chart';
import type { Installation } from './stack';

/** Where charts come from. */
export interface ChartSources {
  readonly charts: ChartStore;
  /** For copies of charts, with their dependencies added. */
  readonly workFolder: string;
  /** The folder of manifests, which contains the dependencies of its charts too. @default anywhere */
  readonly folder?: string;
}

/**
 * The folder of the chart, with its dependencies.
 * @throws NoChart
 */
export async function chartFolder(installation: Installation, { charts, workFolder, folder: top }: ChartSources): Promise<string> {
  const { chart } = installation;
  if (!('folder' in chart)) {
    // A dependency that a packaged chart lacks cannot be added by Helm either: it has to be disabled.
    return withDependencies(await find(installation, charts), workFolder, async () => undefined);
  }
  const complete = await withDependencies(chart.folder, workFolder, async (dependency) =>
    dependency.repository.startsWith('file://') ? besideChart(chart.folder, dependency, top) : charts.find(dependency),
  );
  // Its default values are those of an author like all others, and are among the values of the installation.
  return withoutDefaults(complete, workFolder);
}

/** k3s may bundle a release that is not available: then the nearest older one of its major is used. */
async function find({ chart, bundled }: Installation, charts: ChartStore): Promise<string> {
  const wanted = chart as ChartRef;
  if (!bundled) return charts.find(wanted);
  for (const version of [wanted.version, ...olderTraefikCharts(wanted.version)]) {
    try {
      return await charts.find({ ...wanted, version });
    } catch (thrown) {
      if (!(thrown instanceof NoChart)) throw thrown;
    }
  }
  return charts.find(wanted);
}

/** Older releases of the same major, the newest first. */
const olderTraefikCharts = (version: string): string[] =>
  traefikReleases.versions.filter((other) => major(other) === major(version) && compare(other, version) < 0).toReversed();
