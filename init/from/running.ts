/** The Helm releases that run, from the manifests of a folder. */
import { readFileSync } from 'node:fs';
import { k3sOfComment, valuesOfComment } from '../../charts/file-comments';
import { isFile } from '../../lib/files/file-kind';
import { placeText } from '../../lib/findings/sentence';
import { chartInfo } from '../../lib/helm/dependencies';
import { mapAt } from '../../lib/yaml/parsed';
import type { Installation, Stack } from '../../verify/stack';

export type Values = Readonly<Record<string, unknown>>;

/** A release of a chart of a repository. */
export interface Running {
  readonly chart: string;
  /** A version, or the range that its author wrote. */
  readonly version: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: Values;
  /** The place, as it is printed. */
  readonly from: string;
  /** The release of k3s that bundles it; empty if nothing says which. @default k3s does not bundle it */
  readonly k3s?: string;
  readonly installation: Installation;
}

/** The releases of these charts, also as dependencies of charts in the folder. */
export const runningOf = (stack: Stack, ...charts: readonly string[]): Running[] =>
  stack.installations.flatMap(releasesOf).filter(({ chart }) => charts.includes(chart));

function releasesOf(installation: Installation): Running[] {
  const { chart, values, place, releaseName, namespace, bundled } = installation;
  const base = { releaseName, namespace, values, from: placeText(place), installation };
  if ('folder' in chart) {
    const { name, version, dependencies } = chartInfo(chart.folder);
    const below = dependencies.map((dependency): Running => {
      const own = mapAt(values, dependency.alias ?? dependency.name);
      // Helm passes `global` on.
      const withGlobal = values.global === undefined ? own : { global: values.global, ...own };
      return { ...base, chart: dependency.name, version: dependency.version, values: withGlobal };
    });
    // A chart of one's own often has the name of what it installs.
    return below.some((each) => each.chart === name) ? below : [{ ...base, chart: name, version }, ...below];
  }
  const text = isFile(place.file) ? readFileSync(place.file, 'utf8') : '';
  const described = releaseName === '' ? valuesOfComment(text) : undefined;
  if (described) return [{ ...base, ...described, version: described.version ?? '' }];
  // An OCI repository ends with the name of the chart.
  const name = chart.name.split('/').at(-1) ?? '';
  return [{ ...base, chart: name, version: chart.version, ...(bundled && { k3s: k3sOfComment(text) ?? '' }) }];
}
