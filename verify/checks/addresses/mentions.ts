/** Checks the names of Services anywhere else in objects, such as the upstreams of a gateway. */
import { RECEIVER_PORTS } from '../../../charts/tempo/receivers';
import { error, type Finding, isSamePlace, note } from '../../../lib/findings/finding';
import { textsIn } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../stack';
import { chartLabelOf } from '../../world/chart-label';
import { aboutObject, podsOf } from '../../world/kubernetes';
import type { Lookup, Service } from '../../world/lookup';
import { isDeclared, isMistaken, isShared, isUnrendered, mayBeOfController, namespaceMeant } from '../../world/namespaces';
import type { Destination } from './destination';
import { ADDRESSES_RULES } from './rules';

const KINDS = ['ConfigMap', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

const FULL_NAME = /(?<![\w.-])([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?\.?(?::(\d+))?(?![\w-])/g;
/** `web.shop:80`, which is a Service only if a namespace has that name. After a host, it is a part of a path. */
const SHORT_NAME = /(?<![\w.-]|[\w.-]\/)([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*):(\d+)(?![\w.-])/g;

/** Microservices that may be off, by the ends of their names. */
const OPTIONAL = /-(ingester|compactor|metrics-generator|block-builder|live-store|backend-scheduler|backend-worker|admin-api)$/;

interface Mention {
  readonly name: string;
  readonly namespace: string;
  readonly port?: number;
  /** Whether the text may be something else. */
  readonly isShort?: boolean;
}

/** @param reported the destinations of broken addresses that are already reported */
export function checkMentions(world: World, lookup: Lookup, reported: readonly Destination[]): Finding[] {
  return world.objects
    .filter(({ object }) => KINDS.includes(object.kind))
    .flatMap((placed) =>
      mentionsIn(placed)
        .filter((mention) => !isPod(mention, placed, lookup))
        .filter((mention) => !reported.some((destination) => leadsTo(destination, mention)))
        .flatMap((mention) => {
          const lack = lackAt(mention, world, lookup);
          return lack === undefined ? [] : [deadMention(mention, lack, placed, world)];
        }),
    );
}

/** The mentions in an object, without duplicates. An image may look like one. */
function mentionsIn(placed: Placed): Mention[] {
  const images = podsOf(placed).flatMap(({ containers }) => containers.map(({ image }) => image));
  const texts = textsIn(placed.object).filter((text) => !images.includes(text));
  const found = [SHORT_NAME, FULL_NAME].flatMap((pattern) =>
    texts
      .flatMap((text) => [...text.matchAll(pattern)])
      .map(
        ([, name = '', namespace = '', port]): Mention => ({
          ...{ name, namespace, isShort: pattern === SHORT_NAME },
          ...(port && { port: Number(port) }),
        }),
      ),
  );
  return [...new Map(found.map((mention) => [addressText(mention), mention])).values()];
}

const addressText = ({ name, namespace, port }: Mention): string => `${name}.${namespace}${port === undefined ? '' : `:${port}`}`;

/** Whether it is a pod of a StatefulSet behind a Service in its own namespace, where DNS looks first: `kafka-0.kafka:9092`. */
const isPod = ({ name, namespace: service, isShort }: Mention, { namespace = 'default' }: Placed, lookup: Lookup): boolean =>
  isShort === true && /-\d+$/.test(name) && lookup.service(namespace, service) !== undefined;

const leadsTo = ({ service, port }: Destination, mention: Mention): boolean =>
  service?.name === mention.name && service.namespace === mention.namespace && (mention.port === undefined || port === mention.port);

/** What does not exist; undefined if everything exists, or may exist outside of these manifests. */
function lackAt({ name, namespace, port, isShort }: Mention, world: World, lookup: Lookup): string | undefined {
  if (!world.isOurs && namespaceMeant(name, namespace, lookup) !== undefined) return `namespace ${namespace} has no Service ${name}`;
  if (lookup.servicesIn(namespace).length === 0) return undefined;
  const service = lookup.service(namespace, name);
  if (!service) {
    const mayExist = (isShort || isShared(namespace, world)) && !isMistaken(name, namespace, world, lookup);
    const isElsewhere = isUnrendered(namespace, world) || (!world.isOurs && mayBeOfController(name, namespace, world));
    return mayExist || isElsewhere || isDeclared(name, namespace, world) ? undefined : `namespace ${namespace} has no Service ${name}`;
  }
  // Names that DNS answers without a port.
  const isName = service.externalName !== undefined || (service.isHeadless && (!service.selector || opens(service, port, lookup)));
  const hasPort = port === undefined || isName || service.ports.some((candidate) => candidate.port === port);
  return hasPort ? undefined : `Service ${name} has no port ${port}`;
}

/** Whether a pod behind a Service has a port. Without an address of its own, a Service leads to every port of its pods. */
const opens = (service: Service, port: number | undefined, lookup: Lookup): boolean =>
  lookup.podsBehind(service).some(({ containers }) => containers.some(({ ports }) => ports.some(({ number }) => number === port)));

function deadMention(mention: Mention, lack: string, { object, place, rendered }: Placed, { installations }: World): Finding {
  const { name, namespace } = mention;
  const values = installations.filter((installation) => isSamePlace(installation.place, place)).flatMap((one) => textsIn(one.values));
  const isWritten = !rendered || values.some((value) => value.includes(`${name}.${namespace}`));
  const problem = `names ${addressText(mention)}, but ${lack}`;
  // The gateway of a chart names all microservices and receivers, including those that are off, and no value changes that.
  return (!isWritten || isOfGateway(object)) && isOptional(mention)
    ? note(place, ADDRESSES_RULES.says('disabled-microservice', problem, 'do not send requests there'), aboutObject(object))
    : error(place, ADDRESSES_RULES.says('dead-reference', problem, 'correct the address'), aboutObject(object));
}

/** What `helm template` printed for the gateway of a chart. */
const isOfGateway = (object: Manifest): boolean => chartLabelOf(object) !== undefined && /-gateway$/.test(object.metadata.name);

/** The distributor has the ports of receivers only for those that are on. */
const isOptional = ({ name, port = 0 }: Mention): boolean =>
  OPTIONAL.test(name) || (name.endsWith('-distributor') && RECEIVER_PORTS.includes(port));
