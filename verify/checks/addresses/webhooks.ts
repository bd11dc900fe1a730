/** Checks that the Service of each webhook exists, and that the one of Linkerd's Jaeger extension is called for pods. */
import { error, type Finding, isSamePlace } from '../../../lib/findings/finding';
import { listedOr } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { at, listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { Lookup, Service, ServicePort } from '../../world/lookup';
import { isUnrendered } from '../../world/namespaces';
import { injectorIn, injectorPorts } from './linkerd/injector';
import { ADDRESSES_RULES } from './rules';

export const checkWebhooks = (world: World, lookup: Lookup): Finding[] =>
  world.objects
    .filter(({ object }) => isWebhooks(object))
    .flatMap((placed) => [
      ...listAt(placed.object, 'webhooks').flatMap((webhook) => deadService(webhook, placed, world, lookup)),
      ...unasked(placed),
    ]);

export const isWebhooks = ({ kind }: Pick<Manifest, 'kind'>): boolean => /^(Mutating|Validating)WebhookConfiguration$/.test(kind);

/** The port of a webhook's Service that does not name one. */
export const DEFAULT_PORT = 443;

function deadService(webhook: unknown, placed: Placed, world: World, lookup: Lookup): Finding[] {
  const reference = at(webhook, 'clientConfig', 'service');
  const [name, namespace] = [textAt(reference, 'name') ?? '', textAt(reference, 'namespace') ?? ''];
  const says = (problem: string, fix: string) => [
    error(placed.place, ADDRESSES_RULES.says('webhook-service', problem, fix), aboutObject(placed.object)),
  ];
  if (!name || !namespace) return [];
  const service = lookup.service(namespace, name);
  if (!service) {
    const meant = meantBy(name, namespace, placed, world, lookup);
    const fix = meant ? `use ${meant}` : isOfWorkload(name, namespace, placed, lookup) ? 'add it' : undefined;
    return fix === undefined ? [] : says(`calls Service ${name} in ${namespace}, which does not exist`, fix);
  }
  const port = Number(at(reference, 'port') ?? DEFAULT_PORT);
  const asked = service.ports.find((one) => one.port === port);
  if (asked) return nothingBehind(asked, service, lookup).flatMap(([problem, fix]) => says(problem, fix));
  const known = service.ports.map((one) => String(one.port)).join(' or ');
  return says(
    `calls port ${port} of Service ${name}, which has ${known ? `only ${known}` : 'no port'}`,
    known ? `set port to ${known}` : 'give the Service the port',
  );
}

/** Whether the workload of a webhook is in its own file. */
const isOfWorkload = (name: string, namespace: string, { place }: Placed, { pods }: Lookup): boolean =>
  pods.some(({ placed }) => placed.object.metadata.name === name && placed.namespace === namespace && placed.place.file === place.file);

/** Why no pod answers. The pods of a Service may be made elsewhere, unless a server of its file is in its namespace. */
function nothingBehind({ port, target }: ServicePort, service: Service, lookup: Lookup): [problem: string, fix: string][] {
  const { name, namespace, selector, placed } = service;
  const pods = lookup.podsBehind(service);
  const isMadeHere = lookup.pods.some(
    ({ placed: own }) => own.namespace === namespace && own.place.file === placed.place.file && !/Job$/.test(own.object.kind),
  );
  if (!selector || (pods.length === 0 && !isMadeHere)) return [];
  if (pods.length === 0) return [[`calls Service ${name}, which selects no pods`, "correct its selector, or the pods' labels"]];
  const ports = pods.flatMap((pod) => pod.containers.flatMap((container) => container.ports));
  const number = /^\d+$/.test(target) ? Number(target) : ports.find((each) => each.name === target)?.number;
  const leads = `calls port ${port} of Service ${name}, which leads to port ${target}`;
  if (number === undefined)
    return [[`${leads}, which no pod has`, `use ${listedOr(ports.map((each) => each.name ?? String(each.number)))}`]];
  return pods.flatMap((pod): [string, string][] => {
    const injector = injectorIn(pod);
    const listens = injector && injectorPorts(pod, injector).webhook;
    if (listens === undefined || listens === number) return [];
    return [[`${leads}${target === String(number) ? '' : ` (${number})`}, on which it does not listen`, `use ${listens}`]];
  });
}

/** The Service of the same file or release that is surely meant, in words; undefined if the Service may be elsewhere. */
function meantBy(name: string, namespace: string, { place }: Placed, world: World, lookup: Lookup): string | undefined {
  if (isUnrendered(namespace, world)) return undefined;
  const beside = lookup.services.filter((service) => isSamePlace(service.placed.place, place) || service.placed.place.file === place.file);
  // Without a namespace, the one of the command that applies the manifests counts.
  const moved = beside.find((service) => service.name === name);
  if (moved) return moved.placed.namespace === undefined ? undefined : `namespace ${moved.namespace}`;
  const here = beside.filter((service: Service) => service.namespace === namespace).map((service) => service.name);
  return nearest(name, here);
}

/** The webhook of the extension configures the proxies of pods when they are created. */
function unasked({ object, place }: Placed): Finding[] {
  if (object.kind !== 'MutatingWebhookConfiguration' || !/jaeger-injector/.test(object.metadata.name)) return [];
  const rules = listAt(object, 'webhooks').flatMap((webhook) => listAt(webhook, 'rules'));
  const has = (rule: unknown, field: string, wanted: string) =>
    listAt(rule, field)
      .map(textFrom)
      .some((each) => each === '*' || each === wanted);
  const isAsked = rules.some(
    (rule) =>
      has(rule, 'operations', 'CREATE') &&
      has(rule, 'apiGroups', '') &&
      has(rule, 'apiVersions', 'v1') &&
      (has(rule, 'resources', 'pods') || has(rule, 'resources', '*/*')) &&
      textAt(rule, 'scope') !== 'Cluster',
  );
  if (isAsked) return [];
  const problem = 'is not called when pods are created, so no proxy sends spans';
  const fix = 'give it a rule with operation CREATE for pods of API version v1';
  return [error(place, ADDRESSES_RULES.says('webhook-rule', problem, fix), aboutObject(object))];
}
