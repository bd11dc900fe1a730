/** Finds the chart of a release and prepares it for rendering. */
import compare from 'semver/functions/compare';
import major from 'semver/functions/major';
import { traefikReleases } from '../charts/traefik/releases';
import type { ChartStore } from '../lib/helm/charts';
import { besideChart, withDependencies, withoutDefaults } from '../lib/helm/dependencies';
import type { ChartRef } from '../lib/helm/lock';
import { NoChart } from '../lib/helm/no-chart';
import type { Installation } from './stack';

/** The sources of charts. */
export interface ChartSources {
  readonly charts: ChartStore;
  /** The folder for copies of charts with added dependencies. */
  readonly workFolder: string;
  /** The folder of manifests, which must also contain the dependencies of its charts. @default anywhere */
  readonly folder?: string;
}

/**
 * The folder of the chart, with its dependencies.
 * @throws NoChart
 */
export async function chartFolder(installation: Installation, { charts, workFolder, folder: top }: ChartSources): Promise<string> {
  const { chart } = installation;
  if (!('folder' in chart)) return charts.withStandIns(await find(installation, charts));
  const complete = await withDependencies(chart.folder, workFolder, async (dependency) =>
    dependency.repository.startsWith('file://') ? besideChart(chart.folder, dependency, top) : charts.find(dependency),
  );
  // Its default values were written by the author of the manifests, so they are part of the values of the installation.
  return withoutDefaults(complete, workFolder);
}

/** If the release that k3s bundles is not available, the nearest older one of the same major is used. */
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

/** Older releases of the same major, newest first. */
const olderTraefikCharts = (version: string): string[] =>
  traefikReleases.versions.filter((other) => major(other) === major(version) && compare(other, version) < 0).toReversed();
