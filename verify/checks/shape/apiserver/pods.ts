/** Pods, and the pod templates of workloads. */
import type { Mistake } from '../mistake';
import { type Field, type Format, formed, oneOf, required, requiredFormed, requiredList, type Surroundings, within } from './field';
import { ADDRESS, LABEL, LABEL_KEY, SUBDOMAIN } from './formats';
import { mountsAndDevices } from './mounts';
import { containerPorts, hostPortClashes } from './ports';
import { noProbesNorHooks, probesAndHooks } from './probes';
import { quantityMistakes } from './quantity';
import { containerResources, podResources } from './resources';
import { scheduling } from './scheduling';
import { containerSecurity, podSecurity } from './security';
import { duplicates, mergedByKey, repeated } from './unique';
import { variables } from './variables';
import { volumeMistakes } from './volumes';

const GRACE = 30;

/**
 * The mistakes in a pod spec.
 * @param claims the names of volumes that a StatefulSet creates
 */
export function podSpec(spec: Field, surroundings: Surroundings, claims: readonly string[] = []): Mistake[] {
  const volumes = spec.items('volumes');
  const known = new Map([
    ...volumes.flatMap((volume) => (volume.at('name').text ? [[volume.at('name').text ?? '', volume] as const] : [])),
    ...claims.map((name) => [name, spec.at('volumes', name)] as const),
  ]);
  const [regular, init] = [spec.items('containers'), spec.items('initContainers')];
  const grace = spec.at('terminationGracePeriodSeconds').number ?? GRACE;
  const common = (container: Field) => containerMistakes(container, spec, known, surroundings);
  return [
    ...requiredList(spec.at('containers'), 'add a container'),
    // Volumes of claims replace others of the same name.
    ...volumeMistakes(volumes.filter((volume) => !claims.includes(volume.at('name').text ?? ''))),
    // Both kinds of containers share their names.
    ...duplicates([...init, ...regular], 'name'),
    ...regular.flatMap((container) => [...common(container), ...probesAndHooks(container, grace)]),
    ...init.flatMap((container) => [
      ...common(container),
      ...hostPortClashes([container]),
      ...(container.at('restartPolicy').text === 'Always' ? probesAndHooks(container, grace) : noProbesNorHooks(container)),
    ]),
    ...hostPortClashes(regular, spec),
    ...scheduling(spec),
    ...podSecurity(spec),
    ...podResources(spec.at('resources')),
    ...spec.entries('overhead').flatMap(([, field]) => quantityMistakes(field)),
    ...names(spec),
    ...network(spec),
    ...within(spec.at('activeDeadlineSeconds'), 1),
    ...oneOf(spec.at('preemptionPolicy'), 'invalid-value', ['PreemptLowerPriority', 'Never']),
    ...mergedLists(spec, surroundings),
  ];
}

function containerMistakes(container: Field, spec: Field, volumes: ReadonlyMap<string, Field>, surroundings: Surroundings): Mistake[] {
  const claims = spec.items('resourceClaims').flatMap((claim) => claim.at('name').text ?? []);
  return [
    ...requiredFormed(container.at('name'), 'invalid-container-name', LABEL),
    ...required(container.at('image')),
    ...blanks(container),
    ...containerPorts(container, spec.at('hostNetwork').value === true, surroundings),
    ...variables(container, surroundings),
    ...mountsAndDevices(container, volumes),
    ...containerResources(container.at('resources'), claims),
    ...containerSecurity(container.at('securityContext')),
    ...restartPolicy(container),
    ...container
      .items('resizePolicy')
      .flatMap((policy) => [
        ...oneOf(policy.at('resourceName'), 'unknown-resource', ['cpu', 'memory']),
        ...oneOf(policy.at('restartPolicy'), 'invalid-value', ['NotRequired', 'RestartContainer']),
      ]),
  ];
}

/** Init containers with Always are sidecars. Other policies need a feature that is off by default, and are dropped. */
function restartPolicy(container: Field): Mistake[] {
  const policy = container.at('restartPolicy');
  if (policy.text === undefined || (policy.text === 'Always' && container.path.at(-2) === 'initContainers')) return [];
  const fix = 'remove it; only init containers have one, which is Always';
  return [{ ...policy.refused('restart-policy', `is ${policy.printed}, which has no effect`, fix), outcome: 'taken' }];
}

/** The API server takes such an image in a template, and refuses the pod. */
function blanks(container: Field): Mistake[] {
  const image = container.at('image');
  if (image.text === undefined || image.text === image.text.trim()) return [];
  const mistake = image.refused('invalid-value', 'has blanks around it', 'remove them');
  return [container.path[0] === 'spec' && container.path.length === 3 ? mistake : { ...mistake, outcome: 'taken' }];
}

const names = (spec: Field): Mistake[] => [
  ...formed(spec.at('serviceAccountName'), 'invalid-reference', SUBDOMAIN),
  ...formed(spec.at('serviceAccount'), 'invalid-reference', SUBDOMAIN),
  ...formed(spec.at('priorityClassName'), 'invalid-reference', SUBDOMAIN),
  ...formed(spec.at('runtimeClassName'), 'invalid-reference', SUBDOMAIN),
  ...formed(spec.at('nodeName'), 'invalid-reference', SUBDOMAIN),
  ...formed(spec.at('hostname'), 'invalid-host', LABEL),
  ...formed(spec.at('subdomain'), 'invalid-host', LABEL),
  ...spec.items('readinessGates').flatMap((gate) => formed(gate.at('conditionType'), 'invalid-value', LABEL_KEY)),
];

/** A dot at the end, underscores, and a single dot are allowed. */
const SEARCH: Format = {
  ...SUBDOMAIN,
  isValid: (text) => text === '.' || SUBDOMAIN.isValid(text.replace(/\.$/, '').replaceAll('_', 'a')),
};

function network(spec: Field): Mistake[] {
  const [servers, searches] = [spec.at('dnsConfig', 'nameservers'), spec.at('dnsConfig', 'searches')];
  return [
    ...(spec.at('dnsPolicy').text === 'None' ? requiredList(servers, 'add a server, or use another dnsPolicy') : []),
    ...(servers.size > 3 ? [servers.refused('out-of-range', `has ${servers.size} servers, but must have at most 3`, 'remove some')] : []),
    ...(searches.size > 32
      ? [searches.refused('out-of-range', `has ${searches.size} domains, but must have at most 32`, 'remove some')]
      : []),
    ...servers.items().flatMap((server) => requiredFormed(server, 'invalid-address', ADDRESS)),
    ...searches.items().flatMap((domain) => requiredFormed(domain, 'invalid-host', SEARCH)),
    ...spec.items('dnsConfig', 'options').flatMap((option) => required(option.at('name'))),
    ...spec
      .items('hostAliases')
      .flatMap((alias) => [
        ...requiredFormed(alias.at('ip'), 'invalid-address', ADDRESS),
        ...alias.items('hostnames').flatMap((host) => requiredFormed(host, 'invalid-host', SUBDOMAIN)),
      ]),
  ];
}

/** Lists without rules of their own whose items server-side apply merges by a key. */
const mergedLists = (spec: Field, { isServerSide }: Surroundings): Mistake[] =>
  (
    [
      ['imagePullSecrets', 'name'],
      ['hostAliases', 'ip'],
    ] as const
  ).flatMap(([list, key]) =>
    mergedByKey(
      'duplicate-name',
      repeated(spec.items(list), (item) => item.at(key).text),
      key,
      isServerSide,
      'the API server takes it',
    ),
  );
