/** What Argo CD is given: per component an Application in a project of its own, and a root that syncs the Applications. */
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Application, type ApplicationSpec } from '../../imports/application-argoproj.io';
import type { Findings } from '../../lib/findings';
import type { Component, Delivery } from '../component';
import { type Manifest, objectsOf } from '../objects';
import { addApplication } from './application';
import type { GitopsConfig } from './config';
import { addProject, type ClusterKind } from './project';
import { type ArgoCdRelease, argoCdReleases } from './releases';

/** The name of the cluster that Argo CD runs in. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

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
      if (component.delivery) this.install(component.node.id, component.delivery, [component, ...companions]);
    }
    this.addRoot();
  }

  private install(component: string, delivery: Delivery, all: readonly Component[]): void {
    const { config, cluster } = this.props;
    const name = `${this.root}-${component}`;
    const charts = all.filter((chart) => objectsOf(chart).length > 0);
    const emitted = kindsOf(charts.flatMap(objectsOf));
    addProject(this.bootstrap, {
      name,
      description: `${component} of the tracing stack of ${cluster}`,
      namespace: config.namespace,
      repositories: [repositoryOf(delivery), ...(charts.length > 0 ? [config.repoURL] : [])],
      server: IN_CLUSTER,
      destinations: [delivery.namespace, ...emitted.namespaces, ...(delivery.rendered.namespaces ?? [])],
      namespaced: [...emitted.namespaced, ...delivery.rendered.namespaced],
      cluster: [...emitted.cluster, ...(delivery.rendered.cluster ?? [])],
      clusterNames: this.release.clusterResourceNames,
    });
    addApplication(this.applications, {
      name,
      namespace: config.namespace,
      project: name,
      delivery,
      ...(charts.length > 0 && { manifests: this.manifests(charts.map((chart) => chart.node.id)) }),
      syncPolicy: this.syncPolicy(),
      server: IN_CLUSTER,
    });
  }

  /** It has no finalizer: deleting it must not take the stack along. It always targets Argo CD's own cluster. */
  private addRoot(): void {
    const { cluster, config } = this.props;
    addProject(this.bootstrap, {
      name: this.root,
      description: `the Applications of the tracing stack of ${cluster}`,
      namespace: config.namespace,
      repositories: [config.repoURL],
      server: IN_CLUSTER,
      destinations: [config.namespace],
      namespaced: ['argoproj.io/Application'],
      cluster: [],
      clusterNames: false,
    });
    new Application(this.bootstrap, 'root', {
      metadata: { name: this.root, namespace: config.namespace },
      spec: {
        project: this.root,
        destination: { server: IN_CLUSTER, namespace: config.namespace },
        source: this.manifests(['applications']),
        syncPolicy: this.syncPolicy(),
      },
    });
  }

  private manifests(names: readonly string[]) {
    const { config, cluster } = this.props;
    const include = names.length > 1 ? `{${names.join(',')}}.k8s.yaml` : `${names[0]}.k8s.yaml`;
    return { repoUrl: config.repoURL, targetRevision: config.revision, path: config.path ?? `dist/${cluster}`, directory: { include } };
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

const repositoryOf = ({ source }: Delivery): string => ('helm' in source ? source.helm.repository : source.kustomize.repository);

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
  const found = argoCdReleases.find(config.argocd);
  if (!found.release) findings.error(['gitops', 'argocd'], found.error);
  else if (found.warning) findings.warning(['gitops', 'argocd'], found.warning);
  return found.release ?? { retryRefresh: false, clusterResourceNames: false };
}
