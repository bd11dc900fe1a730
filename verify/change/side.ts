/** One side of a change: what Argo CD and k3s apply for one cluster, before or after it. */
import path from 'node:path';
import { impliedClaims } from '../../charts/helm-values/implied-claims';
import { type InstalledTempo, isTempoChart, type TempoChart, tempoOfConfig, tempoOfValues } from '../../charts/tempo/installed';
import { TEMPO } from '../../charts/tempo/names/workloads';
import { textAt } from '../../lib/yaml/parsed';
import { isRoot } from '../read/cluster';
import type { Application, Installation, Manifest, Placed, Stack, World } from '../stack';
import { chartLabelOf } from '../world/chart-label';
import { Lookup } from '../world/lookup';
import { temposIn } from '../world/tempo';
import { type Delivery, type Installed, installedIn } from './installed';
import { collectorIn, type InstalledCollector, type InstalledSampling, samplingIn } from './installed-collector';

export interface Release extends Installation {
  readonly delivery: Delivery;
}

/** Whether the values of the output are all that there are. Somebody else's Application may have others below them. */
export const hasAllValues = ({ delivery, bundled }: Pick<Release, 'delivery' | 'bundled'>): boolean =>
  delivery !== 'somebody else' || bundled;

export interface Side {
  /** The name of the cluster, which is also that of its folder. */
  readonly name: string;
  /** The folder as shown in messages: `dist/picluster`. */
  readonly folder: string;
  readonly root?: Application;
  /** The Applications that the root syncs. */
  readonly applications: readonly Application[];
  /** The AppProjects of this cluster. */
  readonly projects: readonly Placed[];
  /** The ApplicationSet that makes the root, with its AppProject; empty if an administrator applies the root. */
  readonly fleet: readonly Placed[];
  /** All objects; those of charts only if they were rendered. */
  readonly objects: readonly Placed[];
  /** Without those that are plain manifests. */
  readonly releases: readonly Release[];
  /** The releases that Argo CD or k3s installs, also those that are plain manifests. Each once. */
  readonly installed: readonly Installed[];
  /** Every Tempo: a migration has two, the older one first. */
  readonly tempos: readonly InstalledTempo[];
  /** The one that is compared. @default the first one */
  readonly tempo?: InstalledTempo;
  /** What the first tier of the collector receives; undefined without a collector of this stack. */
  readonly collector?: InstalledCollector;
  /** The second tier of the collector; undefined without one of this stack. */
  readonly sampling?: InstalledSampling;
  /** Whether files of it cannot be read, so that objects seem to be absent. */
  readonly isDamaged: boolean;
}

/** @param stack the manifests, or the manifests with rendered charts */
export function sideOf(stack: Stack | World): Side {
  const files = new Set(stack.objects.map(({ place }) => place.file));
  // What synth has rendered is known by its objects, as in an older output, which does not have its values.
  const releases = stack.installations
    .filter(({ isRenderedAlready, place }) => !isRenderedAlready || !files.has(place.file))
    .map((installation) => ({ ...installation, delivery: deliveryOf(installation, stack) }));
  const tempos = temposOf(stack, releases);
  const applications = stack.applications.filter((application) => !isRoot(application));
  const objects = [...stack.objects, ...releases.flatMap((release) => claimsOf(release, stack))];
  return {
    name: stack.name,
    folder: stack.folder,
    root: stack.applications.find(isRoot),
    applications,
    projects: stack.projects.filter((project) => !stack.fleet?.includes(project)),
    fleet: stack.fleet ?? [],
    objects,
    releases,
    installed: installedIn({ releases, objects, applications }),
    tempos,
    tempo: tempos[0],
    collector: collectorIn(stack, releases),
    sampling: samplingIn(stack, releases),
    isDamaged: stack.damage !== undefined,
  };
}

/** The claims of a release that is not rendered. */
function claimsOf({ chart, values, namespace, place, application, delivery }: Release, { objects }: Stack | World): Placed[] {
  const isRendered = objects.some((placed) => placed.rendered && placed.application === application);
  if (delivery === 'somebody else' || isRendered) return [];
  return impliedClaims(chart.name, values).map((claim): Placed => ({ object: { ...claim }, namespace, place, application }));
}

/** A release without an Application is a HelmChart, or the values file or HelmChartConfig for a release of somebody else. */
function deliveryOf({ application, bundled, place, releaseName, isRenderedAlready }: Installation, { objects }: Stack): Delivery {
  if (application !== undefined || isRenderedAlready) return 'Argo CD';
  const isHelmChart = objects.some(
    ({ object, place: { file } }) => object.kind === 'HelmChart' && object.metadata.name === releaseName && file === place.file,
  );
  return isHelmChart && !bundled ? 'k3s' : 'somebody else';
}

/** By their values, or by their configuration if synth has rendered the chart. */
function temposOf(stack: Stack | World, releases: readonly Release[]): InstalledTempo[] {
  const byValues = releases.flatMap(({ chart, releaseName, namespace, values }) => {
    const found = tempoOfValues({ chart: chart.name, releaseName, version: chart.version, namespace, values });
    return found ?? [];
  });
  if (byValues.length > 0) return byValues;
  const world = 'releases' in stack ? stack : { ...stack, releases: [] };
  return temposIn(world, new Lookup(world)).flatMap(({ placed: { object }, namespace, config, readers }) => {
    const chart = chartOf(object);
    if (!chart) return [];
    const statefulSets = stack.objects.filter(
      (placed) =>
        placed.object.kind === 'StatefulSet' && placed.namespace === namespace && instanceOf(placed.object) === instanceOf(object),
    );
    const releaseName = instanceOf(object) ?? TEMPO;
    const rendered = stack.installations.find(
      (each) => each.isRenderedAlready && each.releaseName === releaseName && each.namespace === namespace,
    );
    return tempoOfConfig({
      ...chart,
      ...{ releaseName, namespace, config, values: rendered?.values },
      overrides: overridesOf(
        config,
        stack.objects.filter((placed) => placed.namespace === namespace && instanceOf(placed.object) === instanceOf(object)),
      ),
      args: readers.flatMap(({ container }) => container.args),
      statefulSets: statefulSets.map(({ object: set }) => set),
    });
  });
}

/** The name of the Helm release that rendered an object. */
const instanceOf = ({ metadata }: Manifest): string | undefined => textAt(metadata, 'labels', 'app.kubernetes.io/instance');

/** The text of the file that the configuration names for the limits of single tenants. */
function overridesOf(config: Readonly<Record<string, unknown>>, objects: readonly Placed[]): string | undefined {
  const file = textAt(config, 'overrides', 'per_tenant_override_config');
  if (file === undefined) return undefined;
  const maps = objects.filter(({ object }) => object.kind === 'ConfigMap');
  return maps.flatMap(({ object }) => textAt(object, 'data', path.basename(file)) ?? [])[0];
}

/** The chart of Tempo that rendered an object. */
function chartOf(object: Manifest): { readonly chart: TempoChart; readonly version: string } | undefined {
  const { chart, version } = chartLabelOf(object) ?? {};
  return chart !== undefined && version !== undefined && isTempoChart(chart) ? { chart, version } : undefined;
}
