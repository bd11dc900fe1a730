/** One side of a change: what Argo CD and k3s apply for one cluster, before or after it. */
import path from 'node:path';
import { impliedClaims } from '../../charts/implied-claims';
import { type InstalledTempo, isTempoChart, type TempoChart, tempoOfConfig, tempoOfValues } from '../../charts/tempo/installed';
import { textAt } from '../../lib/yaml/parsed';
import type { Application, Installation, Manifest, Placed, Stack, World } from '../stack';
import { Lookup } from '../world/lookup';
import { temposIn } from '../world/tempo';

/** Who installs a Helm release. */
export type Delivery = 'Argo CD' | 'k3s' | 'somebody else';

export interface Release extends Installation {
  readonly delivery: Delivery;
}

export interface Side {
  /** The name of the cluster, which is also that of its folder. */
  readonly name: string;
  /** The folder as shown in messages: `dist/picluster`. */
  readonly folder: string;
  readonly root?: Application;
  /** The Applications that the root syncs. */
  readonly applications: readonly Application[];
  readonly projects: readonly Placed[];
  /** All objects; those of charts only if they were rendered. */
  readonly objects: readonly Placed[];
  readonly releases: readonly Release[];
  readonly tempo?: InstalledTempo;
}

/** @param stack the manifests, or the manifests with rendered charts */
export function sideOf(stack: Stack | World): Side {
  const isBootstrap = ({ place }: Application) => path.basename(place.file) === 'bootstrap.k8s.yaml';
  const releases = stack.installations.map((installation) => ({ ...installation, delivery: deliveryOf(installation, stack) }));
  return {
    name: stack.name,
    folder: stack.folder,
    root: stack.applications.find(isBootstrap),
    applications: stack.applications.filter((application) => !isBootstrap(application)),
    projects: stack.projects,
    objects: [...stack.objects, ...releases.flatMap((release) => claimsOf(release, stack))],
    releases,
    tempo: tempoIn(stack, releases),
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

/** By its values, or by its configuration if synth has rendered the chart. */
function tempoIn(stack: Stack | World, releases: readonly Release[]): InstalledTempo | undefined {
  for (const { chart, namespace, values, releaseName } of releases) {
    const found = tempoOfValues({ chart: chart.name, version: chart.version, namespace, values, releaseName });
    if (found) return found;
  }
  const world = 'releases' in stack ? stack : { ...stack, releases: [] };
  const [running] = temposIn(world, new Lookup(world));
  const chart = running && chartOf(running.placed.object);
  if (!running || !chart) return undefined;
  const { namespace, config, readers } = running;
  const statefulSets = readers.map(({ pod }) => pod.placed.object).filter(({ kind }) => kind === 'StatefulSet');
  return tempoOfConfig({
    ...chart,
    namespace,
    config,
    overrides: overridesOf(config, namespace, stack.objects),
    args: readers.flatMap(({ container }) => container.args),
    statefulSets,
  });
}

/** The text of the file that the configuration names for the limits of single tenants. */
function overridesOf(config: Readonly<Record<string, unknown>>, namespace: string, objects: readonly Placed[]): string | undefined {
  const file = textAt(config, 'overrides', 'per_tenant_override_config');
  if (file === undefined) return undefined;
  const maps = objects.filter(({ object, namespace: own }) => object.kind === 'ConfigMap' && own === namespace);
  return maps.flatMap(({ object }) => textAt(object, 'data', path.basename(file)) ?? [])[0];
}

/** The chart that rendered an object, by the label of Helm: `tempo-distributed-2.23.4`. */
function chartOf({ metadata }: Manifest): { readonly chart: TempoChart; readonly version: string } | undefined {
  const [, chart = '', version = ''] = /^(.+)-(\d+\.\d+\.\d+)/.exec(textAt(metadata, 'labels', 'helm.sh/chart') ?? '') ?? [];
  return isTempoChart(chart) ? { chart, version } : undefined;
}
