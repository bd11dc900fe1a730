/** Traefik, which starts every trace and logs its id with each request. */
import type { Construct } from 'constructs';
import { HelmChartConfig, HelmChartConfigSpecFailurePolicy } from '../../imports/helmchartconfig-helm.cattle.io';
import { taggedRelease } from '../../lib/releases/image-tag';
import { at } from '../../lib/yaml/parsed';
import { toYaml } from '../../lib/yaml/write';
import { Component, WAVES, wave } from '../component';
import { aboutBundle } from '../file-comments';
import { mergeUserValues, withDefaults } from '../helm-values/merge-values';
import { accountRequirements, namedAccount } from '../helm-values/own-account';
import { turnedOnCluster } from '../helm-values/switches';
import { type ReservedValues, type Values, withUserValues } from '../helm-values/user-values';
import { WITHOUT_PROXY } from '../linkerd/injection';
import { withOptional } from '../metadata/optional';
import { unreachedIn } from '../metadata/unreached';
import { checkRegistryValues } from '../registry/check';
import { checkBundled, checkTraefik, checkValues } from './check';
import type { Pinned } from './collector';
import { namespaceOf } from './config';
import { exporterFor } from './exporter';
import { withClassNames } from './exposure/classes';
import { gatewayRequirement, gatewayValues, hasGatewayClass, reservedWithGateway, withGatewayClass } from './exposure/gateway';
import { bundledTraefik, K3S_NAMESPACE, k3sReleases } from './k3s-releases';
import { monitorValues } from './monitor';
import { headerField, type TraefikProduct, traefikProduct } from './product';
import type { TraefikProps } from './props';
import { CHART, REPOSITORY, TRAEFIK, type TraefikChartRelease, type TraefikRelease, traceIdFieldOf, traefikReleases } from './releases';
import { defaultVariables, RESOURCE_ATTRIBUTES, sampledHeadersOf, traefikValues } from './values';
import { clusterDns, traefikDefaults } from './values/default-values';
import { traefikImagePlaces } from './values/image-values';
import { reservedFlags } from './values/logs-and-traces';
import { IMAGE_TAG, monitorsOf, reservedInTraefik, SELECTING } from './values/reserved-values';

export class Traefik extends Component {
  /** The field of an access log line with the trace id; undefined if there is none. */
  traceIdField?: string;
  /** The fields of that line, one of which is `1` exactly if the request is sampled; empty if all are, or if the line does not tell. */
  sampledFields: readonly string[] = [];
  /** The protocol of its spans; undefined if its release is refused. */
  protocol?: TraefikProduct['protocol'];
  /** The header formats of the trace context that it reads. */
  reads: readonly string[] = [];
  /** The namespace whose metrics Prometheus scrapes; undefined if it scrapes none. */
  scraped?: string;
  /** What its Gateway requires; empty without a route. */
  private ofGateway: readonly string[] = [];
  private readonly props: TraefikProps;

  constructor(scope: Construct, props: TraefikProps) {
    super(scope, 'traefik');
    this.props = props;
    const { config, findings } = props;
    if (config.chart !== undefined) {
      const release = findings.release(traefikReleases.find(config.chart), ['traefik', 'chart']);
      if (!release) return;
      const values = this.configure(release, { key: 'chart', version: config.chart });
      this.podNamespaces = [namespaceOf(config)];
      const defaults = traefikDefaults(this, props, release, values);
      const all = withDefaults(values, defaults);
      const places = traefikImagePlaces(release, all);
      checkRegistryValues({ values: config.values, key: ['traefik', 'values'], all, defaults, places, images: props.images, findings });
      this.installChart(config.chart, release, all);
    } else if (config.k3s !== undefined) {
      const release = findings.release(k3sReleases.find(config.k3s), ['traefik', 'k3s']);
      if (!release) return;
      const values = this.configure(bundledTraefik(release), { key: 'k3s', version: config.k3s });
      this.configureBundled(config.k3s, values);
    }
    this.requirements = [...this.requirements, ...this.ofGateway];
    const { endpoint, protocol } = config.collector ?? {};
    if (endpoint)
      this.requirements = [
        ...this.requirements,
        `a collector at ${endpoint} that receives ${protocol} and sends the spans of Traefik on to Tempo`,
      ];
  }

  /** Adds findings about unsupported settings. @returns the values */
  private configure(shipped: TraefikRelease, pinned: Pinned): Values {
    const tagged = taggedRelease(traefikProduct, shipped.traefik.version, this.imageTag());
    const release = tagged ? { ...shipped, traefik: tagged } : shipped;
    const { route, config, monitorLabels } = this.props;
    checkTraefik(this.props, release, pinned, tagged?.version);
    if (route) this.ofGateway = [gatewayRequirement(release, pinned)];
    this.traceIdField = traceIdFieldOf(release);
    this.protocol = release.traefik.protocol;
    this.reads = release.traefik.propagation;
    this.sampledFields = sampledHeadersOf(release, config.sampleRate).map(headerField);
    if (monitorLabels && release.serviceMonitor) this.scraped = namespaceOf(config);
    const values = this.values(release, () => reservedInTraefik(shipped, config, tagged !== undefined));
    checkValues(this.props, values, release, pinned);
    return values;
  }

  /** The user's image tag without a `v`: Traefik's images have tags with and without it. */
  private imageTag(): unknown {
    const tag = at(this.props.config.values, ...IMAGE_TAG);
    return typeof tag === 'string' ? tag.replace(/^v/, '') : tag;
  }

  private values(release: TraefikRelease, reserved: () => ReservedValues): Values {
    const { config, findings, b3Only, spans, route, monitorLabels } = this.props;
    const { collector, sampleRate, serviceName, resourceAttributes } = config;
    const exporter = exporterFor(release, spans, collector);
    const servesIngresses = at(config.values, 'providers', 'kubernetesIngress', 'enabled') !== false;
    const own = {
      ...traefikValues(
        { exporter, sampleRate, serviceName, resourceAttributes, b3: b3Only.length > 0, servesIngresses, user: config.values },
        release,
      ),
      ...monitorValues(this, config, release, monitorLabels, findings),
    };
    const ours = !route ? own : (mergeUserValues(own, gatewayValues(route.listener, release, config.values)) as Values);
    const merged = withUserValues(ours, config.values, () => ({
      key: ['traefik', 'values'],
      reserved: [...reserved(), ...(route ? reservedWithGateway(config) : [])],
      ...{ selecting: SELECTING, monitors: monitorsOf(release) },
      flags: reservedFlags(release),
      variables: ['OTEL_PROPAGATORS', ...(resourceAttributes ? [RESOURCE_ATTRIBUTES] : []), ...(serviceName ? ['OTEL_SERVICE_NAME'] : [])],
      findings,
    }));
    const named = withDefaults(merged, clusterDns(merged));
    if (!release.envReplacesDefaults || !Array.isArray(named.env) || ours.env) return named;
    const given: readonly unknown[] = named.env;
    const missing = defaultVariables().filter(({ name }) => !given.some((variable) => at(variable, 'name') === name));
    return { ...named, env: [...missing, ...given] };
  }

  private installChart(version: string, release: TraefikChartRelease, values: Values): void {
    const { rendered, unreached } = hasGatewayClass(values, release) ? withGatewayClass(release, values) : release;
    const { cluster = [] } = rendered;
    const namespace = namespaceOf(this.props.config);
    if (this.props.config.via !== 'release') {
      const remarks = ['Name it last in the valueFiles of the Application that installs Traefik.'];
      this.valuesFile = { chart: CHART, repository: REPOSITORY, version, releaseName: TRAEFIK, namespace, values, remarks };
      return;
    }
    if (this.props.createsNamespace) this.addNamespace(namespace);
    this.requirements = [
      `the CustomResourceDefinitions of the ${CHART} chart ${version}: \`helm show crds ${chartArguments(this.props.chartRepository())} --version ${version} | kubectl apply --server-side -f -\``,
      ...accountRequirements(namedAccount(values), namespace),
    ];
    this.unreached = [unreachedIn(`${CHART} ${version}`, withOptional(unreached, release.optionalObjects, values))];
    // CustomResourceDefinitions are not part of the Application: deleting them with it would delete every IngressRoute of the cluster.
    const helm = {
      repository: REPOSITORY,
      chart: CHART,
      version,
      releaseName: TRAEFIK,
      values: withDefaults(this.outsideOfMesh(values), this.placed(version)),
      skipCrds: true,
    };
    this.delivery = {
      namespace,
      source: { helm },
      rendered: { ...rendered, cluster: withClassNames([...cluster, ...turnedOnCluster(release.switches, values)], values, release) },
    };
  }

  /** The values that say where its pods run. */
  private placed(version: string): Values[] {
    const { config, scheduling } = this.props;
    const pods = [{ pods: TRAEFIK, path: [] }];
    return scheduling.values({ chart: `${CHART} ${version}`, pods, user: { values: config.values, key: ['traefik', 'values'] } });
  }

  /** In a namespace of its own, Traefik is not in the mesh either. The user's own annotation stays. */
  private outsideOfMesh(values: Values): Values {
    if (!this.props.isInMesh) return values;
    const inject = { deployment: { podAnnotations: WITHOUT_PROXY } };
    return mergeUserValues(inject, values) as Values;
  }

  /** k3s installs its Traefik with a HelmChart. A HelmChartConfig with the same name and namespace adds values to it. */
  private configureBundled(version: string, values: Values): void {
    checkBundled(this.props);
    this.requirements = [`k3s ${version} with its bundled Traefik`];
    this.about = aboutBundle(CHART, version, TRAEFIK);
    new HelmChartConfig(this, 'config', {
      metadata: { name: TRAEFIK, namespace: K3S_NAMESPACE, annotations: wave(WAVES.workload) },
      // The default, `reinstall`, uninstalls Traefik on a bad value. `valuesContent` is the only field that every k3s supports.
      spec: { failurePolicy: HelmChartConfigSpecFailurePolicy.ABORT, valuesContent: toYaml(values) },
    });
    this.delivery = { namespace: K3S_NAMESPACE, rendered: { namespaced: [] } };
  }
}

/** The arguments of Helm that name its chart. */
const chartArguments = (repository: string): string =>
  repository.startsWith('oci://') ? `${repository}/${CHART}` : `${CHART} --repo ${repository}`;
