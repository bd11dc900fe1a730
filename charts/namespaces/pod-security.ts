/** Pods that a level of the Pod Security Standards refuses: whatever their Helm values are, or because of a value of your own. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listed } from '../../lib/findings/listed';
import type { Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { emojivoto as votes } from '../emojivoto/release';
import { NAMESPACE as EXTENSION_NAMESPACE } from '../linkerd/linkerd';
import { CLUSTER_RULES } from '../rules';
import { distributedReleases, monolithicReleases } from '../tempo/releases';
import { AGENT_RESOURCE } from '../tempo/subcharts/releases';
import { agentsIn, subchartsIn } from '../tempo/subcharts/values';
import { vultureReleases } from '../vulture/releases';
import { LEVELS, levelOf } from './config';
import { refusedValues } from './refused-values';

/** A key of the cluster file whose pods are refused, and the release from which on they are not; undefined if there is none. */
interface Refused {
  readonly path: Path;
  readonly namespace: string;
  readonly fittingFrom?: string;
  /** Whether `baseline` refuses them too. @default false */
  readonly isPrivileged?: boolean;
  /** Whose pods they are, if the key is a value of your own, which can be removed. */
  readonly pods?: string;
}

/** Reports them at their key. verify judges all other pods, by their manifests. */
export function checkPodSecurity(config: ClusterFile, findings: Findings): void {
  const { namespaces } = config;
  if (!namespaces) return;
  for (const { path, namespace, fittingFrom, isPrivileged, pods } of refusedIn(config)) {
    const level = levelOf(namespaces, namespace);
    if (level !== 'restricted' && !(level === 'baseline' && isPrivileged)) continue;
    const subject = pods === undefined ? 'its pods' : `with it, ${pods}`;
    const problem = `${subject} do not comply with the Pod Security Standard ${level}, which ${findings.where(levelPath(config, namespace))} sets for namespace ${namespace}`;
    const other = `set namespaces.podSecurityOf.${namespace}: ${isPrivileged ? 'privileged' : 'baseline'}`;
    const change = pods === undefined ? fittingFrom && `pin ${fittingFrom} or newer` : 'remove it';
    const fix = change === undefined ? other : `${change}, or ${other}`;
    findings.errorAtKey(path, CLUSTER_RULES.says('pod-security', problem, fix));
  }
}

function refusedIn(config: ClusterFile): Refused[] {
  const { tempo, minio, vulture } = config;
  const { namespace } = tempo;
  // A release that is refused has an error of its own.
  const monolithic = tempo.monolithic === undefined ? undefined : monolithicReleases.find(tempo.monolithic).release;
  const distributed = tempo.chart === undefined ? undefined : distributedReleases.find(tempo.chart).release;
  const values = (condition: Path): Path => ['tempo', 'values', ...condition];
  const tester = vulture && vultureReleases.find(vulture.chart).release;
  return [
    ...(minio?.bundled ? [{ path: ['minio', 'bundled'], namespace }] : []),
    ...(monolithic && !monolithic.isNonRoot
      ? [{ path: ['tempo', 'monolithic'], namespace, fittingFrom: monolithicReleases.first((release) => release.isNonRoot === true) }]
      : []),
    ...(distributed ? subchartsIn(tempo.values, distributed) : []).flatMap(({ condition, restricted, name }) =>
      restricted ? [] : [{ path: values(condition), namespace, fittingFrom: complyingSince(name) }],
    ),
    // Those that read logs are privileged. The level of a namespace that is not of this stack is unknown.
    ...(distributed && agentsIn(tempo.values, namespace) === namespace
      ? [{ path: values(AGENT_RESOURCE), namespace, isPrivileged: true }]
      : []),
    ...(tester && !tester.restricted
      ? [{ path: ['vulture', 'chart'], namespace, fittingFrom: vultureReleases.first(({ restricted }) => restricted !== undefined) }]
      : []),
    ...refusedValues(config),
  ];
}

const complyingSince = (subchart: string): string =>
  `tempo.chart ${distributedReleases.first(({ subcharts }) => subcharts.some(({ name, restricted }) => name === subchart && restricted))}`;

/**
 * What pods of the mesh need where a Pod Security Standard refuses their init container, which changes the rules of the network.
 * @param hasExtension whether there is the Jaeger extension, with a namespace of its own
 */
export function cniRequirement({ namespaces, tempo, linkerd, emojivoto, collector }: ClusterFile, hasExtension: boolean): string[] {
  if (!linkerd || !namespaces) return [];
  const meshed = [tempo.namespace, collector?.namespace, emojivoto && votes.namespace, hasExtension ? EXTENSION_NAMESPACE : undefined];
  const levels = meshed.flatMap((name) => (name === undefined ? [] : (levelOf(namespaces, name) ?? [])));
  const refusing = LEVELS.filter((level) => level !== 'privileged' && levels.includes(level));
  if (refusing.length === 0) return [];
  const refuse = refusing.length > 1 ? `Standards ${listed(refusing)} refuse` : `Standard ${refusing[0]} refuses`;
  return [`the CNI plugin of Linkerd, because the Pod Security ${refuse} pods with the init container of its proxies`];
}

const levelPath = ({ namespaces }: ClusterFile, namespace: string): Path =>
  namespaces && Object.hasOwn(namespaces.podSecurityOf, namespace)
    ? ['namespaces', 'podSecurityOf', namespace]
    : ['namespaces', 'podSecurity'];
