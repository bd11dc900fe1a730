/** The Argo CD objects: an Application with its own project for each component, and a root that syncs the Applications. */
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ApplicationSpecSources } from '../../imports/application-argoproj.io';
import type { Findings } from '../../lib/cluster-file/findings';
import { holdsNull, leavesOf, type Path } from '../../lib/yaml/parsed';
import type { Component, Delivery, DeliverySource, HelmSource, ReleaseToPlan } from '../component';
import { keyOfComponent } from '../component-keys';
import { type EmittedObject, objectsOf } from '../objects';
import { withoutScheme } from '../registry/chart-mirrors';
import { addApplication } from './application';
import { type GitopsConfig, syncedPath } from './config';
import { addHelmChart, BROUGHT_BY_K3S } from './helm-chart';
import { Names } from './names';
import { merged, requirementOf } from './permissions';
import { addProject, type ClusterKind, type ProjectProps } from './project';
import { type ArgoCdRelease, argoCdReleases } from './releases';
import { rootProject, rootSpec, syncPolicyOf } from './root';
import { GITOPS_RULES } from './rules';
import { targetOf } from './target';

/** A component, and the components in the same Application, because the order of their manifests matters. */
export type ComponentGroup = readonly [component: Component, ...companions: Component[]];

export interface ArgoCdProps {
  /** The cluster's name, the prefix of every name, so that two clusters in one Argo CD share no object. */
  readonly cluster: string;
  readonly config: GitopsConfig;
  readonly findings: Findings;
  /** The components. One without a delivery gets no Application. */
  readonly installations: readonly ComponentGroup[];
  /** Whether an ApplicationSet makes the root. @default false */
  readonly isInFleet?: boolean;
}

/** How a component's Helm release is installed if Argo CD does not install it. */
export interface ReleasePlan {
  /** The HelmChart for the controller of k3s, which belongs to the component's manifests. */
  readonly helmChart?: Chart;
  /** The releases that synth renders into manifests. @default none */
  readonly rendered?: readonly ReleaseToPlan[];
}

export class ArgoCd {
  /** Applied once by an administrator, and never synced: the projects and the root. */
  readonly bootstrap: Chart;
  /** By component; undefined for a component without a release, or whose release Argo CD installs. */
  readonly releasePlans: ReadonlyMap<Component, ReleasePlan>;
  /** Synced by the root: only the components' Applications. */
  readonly applications: Chart;
  private readonly props: ArgoCdProps;
  /** What an AppProject that exists must permit; empty with AppProjects of this stack. */
  readonly requirements: readonly string[];
  private readonly names: Names;
  private readonly needed: ProjectProps[] = [];
  private readonly release: ArgoCdRelease;

  constructor(
    private readonly scope: Construct,
    props: ArgoCdProps,
  ) {
    this.props = props;
    this.bootstrap = new Chart(scope, 'bootstrap');
    this.applications = new Chart(scope, 'applications');
    const { cluster, config, findings, installations } = props;
    this.names = new Names(cluster, config.names);
    const installed = installations.flatMap(([{ node, delivery }]) => (delivery ? node.id : []));
    if (config.names) this.names.check(installed, findings);
    this.release = findRelease(props);
    if (!config.names && this.release.tracksByLabel) this.names.checkLabels(installed, config.argocd, findings);
    const plans = new Map<Component, ReleasePlan>();
    for (const [component, ...companions] of installations) {
      this.checkNulls(component);
      if (!component.delivery) continue;
      const plan = this.planRelease(component, component.delivery);
      if (plan) plans.set(component, plan);
      this.install(component, companions, plan ? afterPlan(component.delivery, plan) : component.delivery, plan);
    }
    this.releasePlans = plans;
    this.requirements = this.provideProjects();
    if (!props.isInFleet) this.addRoot();
  }

  /** The names of all its Applications. */
  get applicationNames(): string[] {
    return [this.names.root, ...objectsOf(this.applications).map(({ metadata }) => metadata.name)];
  }

  /** The names of the AppProjects that it makes. */
  get projectNames(): string[] {
    return objectsOf(this.bootstrap).flatMap(({ kind, metadata }) => (kind === 'AppProject' ? metadata.name : []));
  }

  private install(component: Component, companions: readonly Component[], delivery: Delivery, plan: ReleasePlan = {}): void {
    const { config, cluster } = this.props;
    const { id } = component.node;
    const annotation = this.names.annotation(id);
    const own = [...objectsOf(component), ...(plan.helmChart ? objectsOf(plan.helmChart) : [])];
    const others = companions.filter((companion) => objectsOf(companion).length > 0);
    const charts = [...(own.length > 0 ? [component] : []), ...others];
    const emitted = kindsOf([...own, ...others.flatMap(objectsOf)]);
    const permitted = config.permit.map(({ group, kind }) => (group ? `${group}/${kind}` : kind));
    const target = targetOf(config);
    this.needed.push({
      name: this.names.project(id),
      ...(annotation && { annotations: annotation }),
      description: `${id} of the tracing stack of ${cluster}`,
      namespace: config.namespace,
      repositories: [
        ...(delivery.older ? [withoutScheme(delivery.older.repository)] : []),
        ...(delivery.source ? [repositoryOf(delivery.source)] : []),
        ...(charts.length > 0 || plan.rendered ? [config.repoURL] : []),
      ],
      target,
      destinations: [delivery.namespace, ...emitted.namespaces, ...(delivery.rendered.namespaces ?? [])],
      namespaced: [...emitted.namespaced, ...delivery.rendered.namespaced, ...permitted],
      cluster: [...emitted.cluster, ...(delivery.rendered.cluster ?? []), ...permitted.map((kind) => ({ kind, name: '*' }))],
      clusterNames: this.release.clusterResourceNames,
    });
    addApplication(this.applications, {
      name: this.names.application(id),
      namespace: config.namespace,
      project: config.project ?? this.names.project(id),
      annotation,
      delivery,
      manifests: this.manifestsOf(
        charts,
        (plan.rendered ?? []).map(({ helm }) => renderedFile(id, helm)),
      ),
      syncPolicy: this.syncPolicy(),
      target,
    });
  }

  /** Checks the values that Argo CD renders, in an Application of this stack or in another one. */
  private checkNulls({ node, delivery, valuesFile }: Component): void {
    const { source, older } = delivery ?? {};
    const rendered =
      this.props.config.helm === 'application' ? [...(source && 'helm' in source ? [source.helm] : []), ...(older ? [older] : [])] : [];
    const own = [...keyOfComponent(node.id), 'values'];
    for (const { values, valuesKey = own } of rendered) this.checkNullsIn(values, valuesKey);
    if (valuesFile) this.checkNullsIn(valuesFile.values, own);
  }

  private checkNullsIn(values: object, key: Path): void {
    const { config, findings } = this.props;
    if (this.release.nullValues || !holdsNull(values)) return;
    for (const [path, value] of leavesOf(values)) {
      // No Helm merges lists (`coalesceTablesFullKey` of pkg/chartutil/coalesce.go), so that a null in one is only a null.
      if (value !== null || path.some((step) => typeof step === 'number')) continue;
      const problem = `null does not remove the default with the Helm of ${findings.where(['gitops', 'argocd'])} ${config.argocd}`;
      const first = argoCdReleases.first(({ nullValues }) => nullValues);
      const fix = `use Argo CD ${first} or newer, or set a value`;
      findings.error([...key, ...path], GITOPS_RULES.says('null-value', problem, fix));
    }
  }

  /** How `gitops.helm` installs a Helm release; undefined if Argo CD renders it, or if there is no release. */
  private planRelease({ node }: Component, { source, older, namespace }: Delivery): ReleasePlan | undefined {
    const { config } = this.props;
    if (!source || !('helm' in source) || config.helm === 'application') return undefined;
    const { helm } = source;
    const all = [...(older ? [older] : []), helm];
    if (config.helm === 'manifests') return { rendered: all.map((each) => ({ helm: each, namespace })) };
    this.checkHelmChartName(node.id, helm.releaseName);
    const helmChart = new Chart(this.scope, `${node.id}-release`, { disableResourceNameHashes: true });
    for (const each of all) addHelmChart(helmChart, each, namespace);
    return { helmChart };
  }

  private checkHelmChartName(component: string, releaseName: string): void {
    const { findings } = this.props;
    if (!BROUGHT_BY_K3S.includes(releaseName)) return;
    const problem = `a HelmChart (${findings.where(['gitops', 'helm'])}) named ${releaseName} would replace the one of k3s`;
    const fix = `use ${component}.k3s, or gitops.helm: application`;
    findings.errorAtKey([component], GITOPS_RULES.says('replaces-k3s-release', problem, fix));
  }

  /** The AppProjects of this stack, or what one that exists must permit. The root of a fleet has the project of the fleet. */
  private provideProjects(): string[] {
    const { cluster, config, isInFleet } = this.props;
    const { project, repoURL, namespace } = config;
    const description = `the Applications of the tracing stack of ${cluster}`;
    const ofRoot = isInFleet ? [] : [rootProject(this.names.root, description, repoURL, namespace)];
    if (project !== undefined) return [requirementOf(project, namespace, [...ofRoot, ...this.needed])];
    for (const props of [...merged(this.needed, `the tracing stack of ${cluster}`), ...ofRoot]) addProject(this.bootstrap, props);
    return [];
  }

  /** The root has no finalizer, so that deleting it does not delete the stack. */
  private addRoot(): void {
    const { cluster, config } = this.props;
    const { repoURL, revision, namespace } = config;
    new ApiObject(this.bootstrap, 'root', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: this.names.root, namespace },
      spec: rootSpec({
        ...{ project: config.project ?? this.names.root, namespace, repoURL, revision },
        ...{ path: syncedPath(config, cluster), syncPolicy: this.syncPolicy() },
      }),
    });
  }

  /**
   * Charts that a plugin reads are in a separate folder, so they need a separate source.
   * @param rendered names of further files, without extension
   */
  private manifestsOf(charts: readonly Component[], rendered: readonly string[]): ApplicationSpecSources[] {
    const [first, ...others] = charts.flatMap(({ plugin, file }) => (plugin ? [] : [file]));
    const plain = [...(first === undefined ? [] : [first]), ...rendered, ...others];
    const include = plain.length > 1 ? `{${plain.join(',')}}.k8s.yaml` : `${plain[0]}.k8s.yaml`;
    const plugged = charts.flatMap(({ plugin, file }) => (plugin ? [{ ...this.repository(`/${file}`), plugin: { name: plugin } }] : []));
    return [...(plain.length > 0 ? [{ ...this.repository(), directory: { include } }] : []), ...plugged];
  }

  private repository(below = '') {
    const { config, cluster } = this.props;
    return { repoUrl: config.repoURL, targetRevision: config.revision, path: `${syncedPath(config, cluster)}${below}` };
  }

  private syncPolicy() {
    return syncPolicyOf(this.props.config.sync, this.release.retryRefresh);
  }
}

/** The part of a delivery that Argo CD installs. */
const afterPlan = ({ namespace, annotations, ...delivery }: Delivery, { helmChart }: ReleasePlan): Delivery => ({
  ...{ namespace, annotations },
  ...(helmChart ? { rendered: { namespaced: [] } } : { ...delivery, source: undefined, older: undefined }),
});

/** The name of the file with a component's rendered release, without extension. */
export const renderedFile = (component: string, { file = component }: Pick<HelmSource, 'file'>): string => `${file}-chart`;

const repositoryOf = (source: DeliverySource): string =>
  'helm' in source ? withoutScheme(source.helm.repository) : source.kustomize.repository;

function kindsOf(objects: readonly EmittedObject[]): { namespaced: string[]; cluster: ClusterKind[]; namespaces: string[] } {
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

/** An unknown Argo CD gets the fields of the oldest one. */
function findRelease({ config, findings }: ArgoCdProps): ArgoCdRelease {
  const release = findings.release(argoCdReleases.find(config.argocd), ['gitops', 'argocd']);
  return release ?? { retryRefresh: false, clusterResourceNames: false, nullValues: false, tracksByLabel: true };
}
