/** The chart of a HelmRelease of Flux, in the repository that the release names. */
import parse from 'semver/functions/parse';
import { isFile } from '../../../lib/files/file-kind';
import { isMap, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Installation, Manifest, Placed } from '../../stack';
import { belowFolder } from '../inside';
import { localChart } from '../local-chart';
import { named, type Reference, referenceText } from './named';
import { dependsOnUnknown } from './variables';

/** A chart with the values that its own author added, or why it is not judged, as a phrase. */
export type FluxChart =
  | { readonly chart: Installation['chart']; readonly values?: Installation['values']; readonly below?: string }
  | { readonly notJudged: string };

/** The folder of the manifests and the objects in it. */
export interface Surroundings {
  readonly folder: string;
  readonly objects: readonly Placed[];
}

/** `spec.chartRef`, or else `spec.chart.spec` */
export function chartOf({ object, namespace }: Placed, around: Surroundings): FluxChart {
  if (!isMap(mapAt(object, 'spec').chartRef)) return chartFrom(mapAt(object, 'spec', 'chart', 'spec'), namespace, around);
  const reference = referenceOf(mapAt(object, 'spec', 'chartRef'), namespace);
  const found = named(around.objects, reference);
  if (!found) return missing(reference);
  if (reference.kind === 'OCIRepository') return chartIn(found);
  return chartFrom(mapAt(found, 'spec'), reference.namespace, around);
}

const referenceOf = (reference: unknown, namespace: string | undefined): Reference => ({
  kind: textAt(reference, 'kind') ?? '',
  name: textAt(reference, 'name') ?? '',
  namespace: textAt(reference, 'namespace') ?? namespace,
});

const missing = (reference: Reference): FluxChart => ({
  notJudged: `its chart, because ${referenceText(reference)} is not among these manifests`,
});

/** @param spec a chart with its repository: `chart.spec` of a HelmRelease, or `spec` of a HelmChart */
function chartFrom(spec: unknown, namespace: string | undefined, around: Surroundings): FluxChart {
  const name = textAt(spec, 'chart') ?? '';
  const reference = referenceOf(mapAt(spec, 'sourceRef'), namespace);
  if (reference.kind === 'GitRepository') return chartInGit(name, reference, around);
  if (reference.kind !== 'HelmRepository') return { notJudged: `its chart ${name} in a ${reference.kind || 'source without kind'}` };
  const found = named(around.objects, reference);
  if (!found) return missing(reference);
  return pinned({ name, version: textAt(spec, 'version') ?? '*', repository: textAt(found, 'spec', 'url') ?? '' });
}

/** Flux also accepts a range, whose newest version is known only at the time of the release. */
function pinned({ name, version, repository }: { name: string; version: string; repository: string }): FluxChart {
  return parse(version)
    ? { chart: { name, version, repository: repository.replace(/\/$/, '') } }
    : dependsOnUnknown(version)
      ? { notJudged: `its chart ${name}, because its version is a variable without a value` }
      : { notJudged: `its chart ${name}, because version ${version} is not a single version` };
}

/** The chart is an artifact of its own: `oci://ghcr.io/grafana/helm-charts/tempo` */
function chartIn(repository: Manifest): FluxChart {
  const url = (textAt(repository, 'spec', 'url') ?? '').replace(/\/$/, '');
  const name = url.slice(url.lastIndexOf('/') + 1);
  const [tag = ''] = (textAt(repository, 'spec', 'ref', 'tag') ?? '').split('@');
  const version = tag || textAt(repository, 'spec', 'ref', 'semver') || textAt(repository, 'spec', 'ref', 'digest') || 'latest';
  return pinned({ name, version, repository: url.slice(0, url.lastIndexOf('/')) });
}

/** A path in a repository, which may be that of the manifests. */
function chartInGit(asked: string, reference: Reference, { folder }: Surroundings): FluxChart {
  const below = belowFolder(folder, asked);
  if (below === undefined || below === '' || !isFile(`${folder}/${below}/Chart.yaml`))
    return { notJudged: `its chart ${asked} of ${referenceText(reference)}, which is not among these manifests` };
  const found = localChart(folder, below);
  // The chart itself is reported where all charts of the folder are read.
  return 'finding' in found ? { notJudged: `its chart ${asked}, which cannot be read` } : { ...found, below };
}
