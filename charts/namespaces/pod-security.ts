/** Pods that the level `restricted` of the Pod Security Standards refuses, whatever their Helm values are. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { CLUSTER_RULES } from '../rules';
import { monolithicReleases } from '../tempo/releases';
import { vultureReleases } from '../vulture/releases';
import { levelOf } from './config';

/** A key of the cluster file whose pods are refused, and the release from which on they are not; undefined if there is none. */
interface Refused {
  readonly path: Path;
  readonly namespace: string;
  readonly fittingFrom?: string;
}

/** Reports them at their key. verify judges all other pods, by their manifests. */
export function checkPodSecurity(config: ClusterFile, findings: Findings): void {
  const { namespaces } = config;
  if (!namespaces) return;
  for (const { path, namespace, fittingFrom } of refusedIn(config)) {
    if (levelOf(namespaces, namespace) !== 'restricted') continue;
    const problem = `its pods do not comply with the Pod Security Standard restricted, which ${findings.where(levelPath(config, namespace))} sets for namespace ${namespace}`;
    const other = `set namespaces.podSecurityOf.${namespace}: baseline`;
    const fix = fittingFrom === undefined ? other : `pin ${fittingFrom} or newer, or ${other}`;
    findings.errorAtKey(path, CLUSTER_RULES.says('pod-security', problem, fix));
  }
}

function refusedIn({ tempo, minio, vulture }: ClusterFile): Refused[] {
  const { namespace } = tempo;
  const isNonRoot = monolithicReleases.find(tempo.monolithic ?? '').release?.isNonRoot;
  const values = vulture && vultureReleases.find(vulture.chart).release?.restricted;
  return [
    ...(minio?.bundled ? [{ path: ['minio', 'bundled'], namespace }] : []),
    ...(tempo.monolithic !== undefined && !isNonRoot
      ? [{ path: ['tempo', 'monolithic'], namespace, fittingFrom: monolithicReleases.first((release) => release.isNonRoot === true) }]
      : []),
    ...(vulture && !values
      ? [{ path: ['vulture', 'chart'], namespace, fittingFrom: vultureReleases.first(({ restricted }) => restricted !== undefined) }]
      : []),
  ];
}

const levelPath = ({ namespaces }: ClusterFile, namespace: string): Path =>
  namespaces && Object.hasOwn(namespaces.podSecurityOf, namespace)
    ? ['namespaces', 'podSecurityOf', namespace]
    : ['namespaces', 'podSecurity'];
