/** All connections of a cluster's stack, from its cluster file. */
import type { ClusterFile } from '../cluster-file';
import { COLLECTOR } from '../collector/collector';
import { VOTE_LINKS, VOTE_PORT, VOTES, votePods } from '../emojivoto/pods';
import { emojivoto as votes } from '../emojivoto/release';
import { NAMESPACE as EXTENSION } from '../linkerd/linkerd';
import { ADMIN_PORT, CONTROL_PLANE, CONTROL_PLANE_PORTS, TAP_PORT } from '../linkerd/ports';
import type { LinkerdRelease } from '../linkerd/releases';
import type { TempoConfig } from '../tempo/config';
import { newerConfig, olderConfig, usesOlder } from '../tempo/migration/sides';
import { podsOfRelease } from '../tempo/pods/labels';
import { namespaceOf as traefikNamespace } from '../traefik/config';
import { METRICS_PORT, VULTURE, type VultureRelease } from '../vulture/releases';
import {
  API_SERVER_PORTS,
  type BehindService,
  EVERY_POD,
  type Hop,
  hops,
  OUTSIDE,
  podsWith,
  SCRAPER,
  type Side,
  targetHops,
  tcp,
} from './hop';
import { ownTargets } from './own-addresses/own-addresses';
import { type ServicePart, servicesOf } from './own-addresses/own-services';
import { ownServiceHops } from './own-addresses/stack-services';
import { annotated } from './past-proxy';
import { isTempoScraped, isVultureScraped } from './scraped';
import { spanHops } from './spans';
import { storageTargets, tempoPods } from './tempo';
import { behindTier, valuesOfTiers } from './tiers';

/** The parts of a stack with pods, by the components that get their policies. */
export interface StackPods {
  readonly tempo: readonly Side[];
  readonly emojivoto: readonly Side[];
  readonly vulture: readonly Side[];
  readonly linkerd: readonly Side[];
  readonly job: readonly Side[];
  /** The tiers of the collector. */
  readonly collector: readonly Side[];
  readonly sampling: readonly Side[];
}

export interface StackProps {
  readonly config: ClusterFile;
  readonly settings: TempoConfig;
  readonly mesh?: LinkerdRelease;
  readonly vulture?: VultureRelease;
  /** The pods of the bucket Job; undefined without one. */
  readonly job?: Pick<Side, 'policy' | 'namespace' | 'labels'>;
}

export interface StackHops {
  readonly pods: StackPods;
  readonly hops: readonly Hop[];
  /** The pods of Tempo that receive spans, and those that answer queries, of both releases during a migration. */
  readonly receiving: readonly Side[];
  readonly querying: readonly Side[];
}

export function stackHops({ config, settings, mesh, vulture: release, job }: StackProps): StackHops {
  const isMeshed = config.linkerd !== undefined;
  const traefik: Side = config.traefik ? podsWith(config.traefik.values, { namespace: traefikNamespace(config.traefik) }) : EVERY_POD;
  const services = servicesOf(config);
  const [newer, older] = [newerConfig(settings), olderConfig(settings)].map(
    (each) => each && tempoPods(each, { isMeshed, isScraped: isTempoScraped(each, config), own: services, ingress: traefik }),
  );
  const used = usesOlder(settings) ? older : newer;
  const [receiving, querying] = [used?.receiving ?? [], used?.querying ?? []];
  const running = [newer, older].flatMap((each) => each ?? []);
  const query = tcp(used?.queryPort ?? 0);
  const { namespace } = settings;
  const ofVulture: Side = { policy: VULTURE, namespace, labels: podsOfRelease(VULTURE), inMesh: isMeshed };
  const vulture: Side[] = release ? [annotated(config.vulture?.values, ofVulture)] : [];
  const demo = config.emojivoto
    ? VOTES.map((name): Side => ({ policy: name, namespace: votes.namespace, labels: votePods(name), inMesh: isMeshed }))
    : [];
  const jobs: Side[] = job ? [{ ...job, inMesh: false }] : [];
  // A Job of its chart is not in the mesh.
  const extension: Side[] = mesh?.extension !== undefined ? [{ policy: EXTENSION, namespace: EXTENSION }] : [];
  const tempo = running.flatMap((each) => each.pods);
  const others = [...tempo, ...demo, ...vulture, ...extension];
  const spans = spanHops({ config, mesh, receiving, demo, vulture, others, traefik, ...(release && { writes: release.writes }) });
  const [collector, sampling] = [spans.tiers.slice(0, 1), spans.tiers.slice(1)];
  const pods = { tempo, emojivoto: demo, vulture, linkerd: extension, job: jobs, collector, sampling };
  const own = Object.values(pods).flat();
  const of = (name: string): Side[] => demo.filter(({ policy }) => policy === name);
  const keepsPort = mesh !== undefined && !mesh.sendsToProxyPort;
  const all = [
    ...running.flatMap((each) => each.hops),
    ...spans.hops,
    ...hops(vulture, querying, query),
    ...targetHops(vulture, ownTargets(config.vulture?.values, namespace, services)),
    ...hops([config.grafana ? { namespace: config.grafana.namespace } : EVERY_POD], querying, query),
    ...(release && isVultureScraped(release, config) ? hops([SCRAPER], vulture, tcp(METRICS_PORT)) : []),
    ...hops([traefik], of('web-svc'), tcp(VOTE_PORT)),
    ...VOTE_LINKS.flatMap(({ from, to }) => hops(of(from), of(to), tcp(VOTE_PORT))),
    ...targetHops(jobs, storageTargets(settings)),
    ...hops([OUTSIDE], extension, tcp(WEBHOOK_PORT)),
    ...hops(extension, [OUTSIDE], tcp(...API_SERVER_PORTS)),
    ...own.flatMap((each) => everywhere(each, isMeshed && each.inMesh !== false)),
  ].map((hop: Hop): Hop => ({ ...hop, keepsPort }));
  const behind = ({ service, part }: ServicePart): readonly BehindService[] =>
    service === COLLECTOR
      ? behindTier(config, spans.tiers, part)
      : running.flatMap((each) => (each.fullname === service ? each.behind(part) : []));
  const tierValues = valuesOfTiers(config.collector);
  const clients = [
    ...running.flatMap((each) => each.clients),
    { from: vulture, namespace, values: config.vulture?.values },
    ...spans.tiers.map((tier, index) => ({ from: [tier], namespace: tier.namespace ?? '', values: tierValues[index]?.values })),
  ];
  const toOwn = ownServiceHops(clients, { own: services, behind, hops: all, keepsPort });
  return {
    ...{ pods, receiving: running.flatMap((each) => each.receiving), querying: running.flatMap((each) => each.querying) },
    hops: [...all, ...toOwn],
  };
}

/** The port of the injector's webhook, which the API server calls. */
const WEBHOOK_PORT = 8443;

/** CoreDNS of Kubernetes, and of k3s. */
const NAME_SERVERS: Side = { namespace: 'kube-system', inMesh: false };
const NAME_PORTS = [{ port: 53, protocol: 'UDP' }, { port: 53 }] as const;

/** What every pod needs: names, and the proxy of the mesh its control plane. The extension viz reads and taps the proxy. */
const everywhere = (pods: Side, isMeshed: boolean): Hop[] => [
  { from: pods, to: NAME_SERVERS, ports: NAME_PORTS },
  ...(isMeshed
    ? [
        ...hops([pods], [{ namespace: CONTROL_PLANE, inMesh: false }], tcp(...CONTROL_PLANE_PORTS)),
        ...hops([SCRAPER], [pods], tcp(ADMIN_PORT)),
        ...hops([{ namespace: `${CONTROL_PLANE}-viz`, inMesh: false }], [pods], tcp(TAP_PORT)),
      ]
    : []),
];
