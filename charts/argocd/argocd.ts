/** What Argo CD is given: per component an Application in a project of its own, and a root that syncs the Applications. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Application, type ApplicationSpec, type ApplicationSpecSources } from '../../imports/application-argoproj.io';
import type { Findings } from '../../lib/findings/findings';
import { leavesOf } from '../../lib/yaml/parsed';
import type { Component, Delivery, Source } from '../component';
import { type Manifest, objectsOf } from '../objects';
import { addApplication } from './application';
import type { GitopsConfig } from './config';
import { addHelmChart, BROUGHT_BY_K3S } from './helm-chart';
import { addProject, type ClusterKind } from './project';
import { type ArgoCdRelease, argoCdReleases } from './releases';
import { IN_CLUSTER, targetOf } from './target';

/** A component, and those whose manifests must not race with it and so belong to the same Application. */
export type Installation = readonly [component: Component, ...companions: Component[]];

export interface ArgoCdProps {
  /** The name of the cluster file, which starts every name here: two clusters in one Argo CD share no object. */
  readonly cluster: string;
  readonly config: GitopsConfig;
  readonly findings: Findings;
  /** What there may be to install; a component that delivers nothing gets no Application. */
  readonly installations: readonly Installation[];
}

export class ArgoCd {
  /** Applied once by an administrator, and never synced: the projects and the root. */
  readonly bootstrap: Chart;
  /** Synced by the root: the components' Applications, and nothing else. */
  readonly applications: Chart;
  private readonly props: ArgoCdProps;
  private readonly root: string;
  private readonly release: ArgoCdRelease;

  constructor(scope: Construct, props: ArgoCdProps) {
    this.props = props;
    this.bootstrap = new Chart(scope, 'bootstrap');
    this.applications = new Chart(scope, 'applications');
    this.root = `${props.cluster}-tracing`;
    this.release = findRelease(props);
    for (const [component, ...companions] of props.installations) {
      this.checkNulls(component);
      if (component.delivery) this.install(component, companions);
    }
    this.addRoot();
  }

  private install(component: Component, companions: readonly Component[]): void {
    const { config, cluster } = this.props;
    const delivery = this.prepare(component);
    const name = `${this.root}-${component.node.id}`;
    const charts = [component, ...companions].filter((chart) => objectsOf(chart).length > 0);
    const emitted = kindsOf(charts.flatMap(objectsOf));
    const permitted = config.permit.map(({ group, kind }) => (group ? `${group}/${kind}` : kind));
    const target = targetOf(config);
    addProject(this.bootstrap, {
      name,
      description: `${component.node.id} of the tracing stack of ${cluster}`,
      namespace: config.namespace,
      repositories: [...(delivery.source ? [repositoryOf(delivery.source)] : []), ...(charts.length > 0 ? [config.repoURL] : [])],
      target,
      destinations: [delivery.namespace, ...emitted.namespaces, ...(delivery.rendered.namespaces ?? [])],
      namespaced: [...emitted.namespaced, ...delivery.rendered.namespaced, ...permitted],
      cluster: [...emitted.cluster, ...(delivery.rendered.cluster ?? []), ...permitted.map((kind) => ({ kind, name: '*' }))],
      clusterNames: this.release.clusterResourceNames,
    });
    addApplication(this.applications, {
      name,
      namespace: config.namespace,
      project: name,
      delivery,
      manifests: this.manifestsOf(charts),
      syncPolicy: this.syncPolicy(),
      target,
    });
  }

  /** Values that Argo CD renders, be it by an Application of ours or of somebody else. */
  private checkNulls({ node, delivery, valuesFile }: Component): void {
    const { config, findings } = this.props;
    const helm = delivery?.source && 'helm' in delivery.source && config.helm === 'application' ? delivery.source.helm.values : undefined;
    for (const [path, value] of this.release.nullValues ? [] : leavesOf(helm ?? valuesFile?.values)) {
      if (value !== null) continue;
      findings.error(
        [node.id, 'values', ...path],
        `is null, which the Helm of ${findings.where(['gitops', 'argocd'])} ${config.argocd} does not take for "without the default"; use Argo CD 3.0 or newer, or write the value that is meant`,
      );
    }
  }

  /** What Argo CD itself has to install: with helmchart, a Helm release is one more object of this repository. */
  private prepare(component: Component): Delivery {
    const { config, findings } = this.props;
    const delivery = component.delivery as Delivery;
    if (!delivery.source || !('helm' in delivery.source)) return delivery;
    const { helm } = delivery.source;
    if (config.helm === 'helmchart') {
      if (BROUGHT_BY_K3S.includes(helm.releaseName)) {
        const asked = findings.where(['gitops', 'helm']);
        findings.errorAtKey(
          [component.node.id],
          `would be installed by a HelmChart (${asked}) of the name that the one of k3s has, and so replace it; use ${component.node.id}.k3s, or gitops.helm: application`,
        );
      }
      addHelmChart(component, helm, delivery.namespace);
      return { namespace: delivery.namespace, wave: delivery.wave, rendered: { namespaced: [] } };
    }
    if (config.helm === 'manifests') {
      component.renderedRelease = { helm, namespace: delivery.namespace };
      return { ...delivery, source: undefined };
    }
    return delivery;
  }

  /** It has no finalizer: deleting it must not take the stack along. It always targets Argo CD's own cluster. */
  private addRoot(): void {
    const { cluster, config } = this.props;
    addProject(this.bootstrap, {
      name: this.root,
      description: `the Applications of the tracing stack of ${cluster}`,
      namespace: config.namespace,
      repositories: [config.repoURL],
      target: IN_CLUSTER,
      destinations: [config.namespace],
      namespaced: ['argoproj.io/Application'],
      cluster: [],
      clusterNames: false,
    });
    new Application(this.bootstrap, 'root', {
      metadata: { name: this.root, namespace: config.namespace },
      spec: {
        project: this.root,
        destination: { ...IN_CLUSTER, namespace: config.namespace },
        source: { ...this.repository(), directory: { include: 'applications.k8s.yaml' } },
        syncPolicy: this.syncPolicy(),
      },
    });
  }

  /** Charts that a plugin has to read have a folder of their own, and so a source of their own. */
  private manifestsOf(charts: readonly Component[]): ApplicationSpecSources[] {
    const plain = charts.flatMap(({ plugin, node, renderedRelease }) => [
      ...(plugin ? [] : [node.id]),
      ...(renderedRelease ? [renderedFile(node.id)] : []),
    ]);
    const include = plain.length > 1 ? `{${plain.join(',')}}.k8s.yaml` : `${plain[0]}.k8s.yaml`;
    const plugged = charts.flatMap(({ plugin, node }) => (plugin ? [{ ...this.repository(`/${node.id}`), plugin: { name: plugin } }] : []));
    return [...(plain.length > 0 ? [{ ...this.repository(), directory: { include } }] : []), ...plugged];
  }

  private repository(below = '') {
    const { config, cluster } = this.props;
    return { repoUrl: config.repoURL, targetRevision: config.revision, path: `${config.path ?? `dist/${cluster}`}${below}` };
  }

  private syncPolicy(): ApplicationSpec['syncPolicy'] {
    return {
      ...(this.props.config.sync === 'automated' && { automated: { prune: true, selfHeal: true } }),
      syncOptions: ['FailOnSharedResource=true', 'PruneLast=true'],
      // An operator or a secret store that comes a little later. A running retry holds its commit, so no longer than that.
      retry: { limit: 5, backoff: { duration: '10s', factor: 2, maxDuration: '3m' }, ...(this.release.retryRefresh && { refresh: true }) },
    };
  }
}

/** The file with a component's rendered release, beside its own, without its ending. */
export const renderedFile = (component: string): string => `${component}-chart`;

const repositoryOf = (source: Source): string => ('helm' in source ? source.helm.repository : source.kustomize.repository);

function kindsOf(objects: readonly Manifest[]): { namespaced: string[]; cluster: ClusterKind[]; namespaces: string[] } {
  const kinds = { namespaced: [] as string[], cluster: [] as ClusterKind[], namespaces: [] as string[] };
  for (const { apiVersion, kind, metadata } of objects) {
    const full = apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/${kind}` : kind;
    if (metadata.namespace === undefined) kinds.cluster.push({ kind: full, name: metadata.name });
    else {
      kinds.namespaced.push(full);
      kinds.namespaces.push(metadata.namespace);
    }
  }
  return kinds;
}

/** Of an unknown Argo CD the least: what the oldest one knows. */
function findRelease({ config, findings }: ArgoCdProps): ArgoCdRelease {
  const release = findings.release(argoCdReleases.find(config.argocd), ['gitops', 'argocd']);
  return release ?? { retryRefresh: false, clusterResourceNames: false, nullValues: false };
}
