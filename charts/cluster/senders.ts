/** What sends spans to Tempo or to a collector: the mesh, the demo and Traefik. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Release } from '../../lib/releases/table';
import type { ClusterFile } from '../cluster-file';
import type { SpanDestinations } from '../collector/senders';
import type { Endpoint } from '../component';
import { Emojivoto } from '../emojivoto/emojivoto';
import { EMOJIVOTO_RULES } from '../emojivoto/rules';
import type { GatewayListener } from '../gateway-api';
import { Linkerd } from '../linkerd/linkerd';
import { type LinkerdRelease, newerExport } from '../linkerd/releases';
import { createsNamespace, isOfStack } from '../namespaces/owners';
import { cniRequirement } from '../namespaces/pod-security';
import { checkSenders } from '../senders/senders';
import { olderConfig, usesOlder } from '../tempo/migration/sides';
import { checkProxyOfReceivers } from '../tempo/receivers/proxy';
import { namespaceOf } from '../traefik/config';
import { checkDemoEntryPoint } from '../traefik/exposure/demo-entry-point';
import { listenerOf } from '../traefik/exposure/gateway';
import { TRAEFIK, REPOSITORY as TRAEFIK_REPOSITORY } from '../traefik/releases';
import { Traefik } from '../traefik/traefik';
import type { ClusterContext } from './context';

export interface SendersProps {
  readonly destinations: SpanDestinations;
  /** The release of Linkerd; undefined without one, or if it is refused. */
  readonly mesh?: Release<LinkerdRelease>;
}

/** Each is undefined if the cluster file does not have it. */
export interface Senders {
  readonly linkerd?: Linkerd;
  readonly emojivoto?: Emojivoto;
  readonly traefik?: Traefik;
}

export function createSenders(context: ClusterContext, { destinations, mesh }: SendersProps): Senders {
  const { app, config, findings, kubernetes, mirrors, images, scheduling } = context;
  const linkerd = mesh && createLinkerd(context, mesh, destinations);
  const spans = config.emojivoto && votesReceiver(config, destinations, findings);
  const parent = config.emojivoto?.route === 'gateway' ? listenerFor(config, findings) : undefined;
  const emojivoto =
    config.emojivoto &&
    new Emojivoto(app, {
      config: config.emojivoto,
      domain: config.domain,
      mirrors: images,
      scheduling,
      parent,
      collector: spans,
      podAnnotations: linkerd?.podAnnotations,
    });
  const traefik =
    config.traefik &&
    new Traefik(app, {
      config: config.traefik,
      findings,
      spans: { zipkin: () => destinations.receiver('zipkin', ['traefik']), otlp: () => destinations.otlp(['traefik']) },
      b3Only: [...(spans ? ['emojivoto'] : []), ...(mesh && !mesh.readsW3c ? ['linkerd'] : [])],
      logsLeadToTraces: config.grafana?.loki !== undefined,
      createsNamespace: createsNamespace('traefik', config),
      isInStack: isOfStack(namespaceOf(config.traefik), config),
      images,
      scheduling,
      route: parent && emojivoto && { listener: parent.listener, ...emojivoto.served },
      chartRepository: () => mirrors.of(TRAEFIK_REPOSITORY, TRAEFIK),
      isInMesh: config.linkerd !== undefined && namespaceOf(config.traefik) === config.tempo.namespace,
      kubernetes,
      monitorLabels: config.monitoring?.labels,
    });
  if (config.traefik && config.emojivoto?.route === 'ingress') checkDemoEntryPoint(config.emojivoto.entrypoint, config.traefik, findings);
  return { linkerd, emojivoto, traefik };
}

/** What other applications send, as requirements. */
export function othersSending({ config, findings }: ClusterContext, destinations: SpanDestinations, hasMesh: boolean): string[] {
  if (!config.senders) return [];
  const hasPolicies = config.networkPolicies;
  return checkSenders({ config: config.senders, findings, receiver: (...asked) => destinations.offered(...asked), hasPolicies, hasMesh });
}

function createLinkerd(context: ClusterContext, release: Release<LinkerdRelease>, destinations: SpanDestinations): Linkerd | undefined {
  const { app, config, settings, findings, images, scheduling } = context;
  if (!config.linkerd) return undefined;
  const { endpoint, account } = destinations.mesh(release.exports, ['linkerd'], newerExport(release));
  if (!destinations.collector?.meshEndpoint(release.exports))
    checkProxyOfReceivers((usesOlder(settings) && olderConfig(settings)) || settings, findings);
  const props = { config: config.linkerd, release, findings, images, scheduling, collector: endpoint, collectorAccount: account };
  const linkerd = new Linkerd(app, props);
  linkerd.requirements = [...linkerd.requirements, ...cniRequirement(config, release.extension !== undefined)];
  return linkerd;
}

/** Where emojivoto sends its spans; undefined if nothing receives them. The demo is deployed in either case. */
function votesReceiver({ traefik, linkerd }: ClusterFile, destinations: SpanDestinations, findings: Findings): Endpoint | undefined {
  const removed = destinations.removedBy('opencensus');
  if (!removed) return destinations.receiver('opencensus', ['emojivoto']);
  const problem = `sends no spans: it only supports OpenCensus, which ${findings.where(removed)} no longer receives`;
  const others = [...(traefik ? ['Traefik'] : []), ...(linkerd ? ['the mesh'] : [])];
  const fix = others.length > 0 ? `the spans of ${others.join(' and of ')} remain` : 'remove emojivoto, or accept it';
  findings.note(['emojivoto'], EMOJIVOTO_RULES.says('no-spans', problem, fix));
  return undefined;
}

/** What serves the HTTPRoute of the demo; undefined without Traefik. */
function listenerFor({ emojivoto, traefik }: ClusterFile, findings: Findings): GatewayListener | undefined {
  if (emojivoto && traefik) return listenerOf(traefik, emojivoto.entrypoint);
  const problem = 'gateway needs the Gateway of Traefik, and there is no traefik';
  findings.error(['emojivoto', 'route'], EMOJIVOTO_RULES.says('no-gateway', problem, 'add traefik, or use ingress'));
  return undefined;
}
