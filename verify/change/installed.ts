/** The Helm releases that a side installs, rendered or not. */
import { collectorReleases } from '../../charts/collector/releases';
import { isTempoChart } from '../../charts/tempo/installed';
import { TRAEFIK } from '../../charts/traefik/releases';
import { vultureReleases } from '../../charts/vulture/releases';
import { textAt } from '../../lib/yaml/parsed';
import type { Installation, Stack } from '../stack';
import { chartLabelOf } from '../world/chart-label';

/** Who installs a Helm release. */
export type Delivery = 'Argo CD' | 'k3s' | 'somebody else';

/** A Helm release that Argo CD or k3s installs. */
export interface Installed {
  /** Equal for the same release before and after. */
  readonly id: string;
  readonly chart: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly delivery: Delivery;
  readonly application?: string;
  /** Whether the side has its objects. */
  readonly hasObjects: boolean;
}

/** The part of a side that tells. */
interface Installing extends Pick<Stack, 'objects' | 'applications'> {
  readonly releases: readonly (Installation & { readonly delivery: Delivery })[];
}

/** The releases of a side, also those that are plain manifests, by the labels of Helm's charts. Each once. */
export function installedIn({ releases, objects, applications }: Installing): Installed[] {
  const rendered = objects.flatMap(({ object, application }): Installed[] => {
    const chart = chartLabelOf(object)?.chart;
    const namespace = applications.find(({ name }) => name === application)?.destination.namespace ?? '';
    // The chart of Traefik adds the namespace.
    const releaseName = textAt(object.metadata, 'labels', 'app.kubernetes.io/instance')?.replace(new RegExp(`-${namespace}$`), '');
    if (chart === undefined || releaseName === undefined || application === undefined) return [];
    return [{ id: `${chart} ${releaseName}`, chart, releaseName, namespace, delivery: 'Argo CD', application, hasObjects: true }];
  });
  const known = new Set(rendered.map(({ id }) => id));
  const own = releases
    .filter(({ delivery }) => delivery !== 'somebody else')
    .map(({ releaseName, chart, namespace, delivery, application }): Installed => {
      const id = `${chart.name} ${releaseName}`;
      return { id, chart: chart.name, releaseName, namespace, delivery, application, hasObjects: known.has(id) };
    });
  return [...new Map([...rendered, ...own].map((release) => [release.id, release])).values()];
}

/** The component of the cluster file that has the release; `gitops` for one of the user's own. */
export function keyOf({ chart, releaseName }: Pick<Installed, 'chart' | 'releaseName'>): string {
  if (isTempoChart(chart)) return 'tempo';
  if (releaseName === TRAEFIK) return 'traefik';
  if (releaseName === LINKERD) return 'linkerd';
  return { [collectorReleases.name]: 'collector', [vultureReleases.name]: 'vulture' }[chart] ?? 'gitops';
}

/** The Helm release of `linkerd` in the cluster file. */
const LINKERD = 'linkerd-jaeger';
