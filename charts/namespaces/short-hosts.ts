/** Hosts without a namespace: each pod looks for such a Service in its own. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listed } from '../../lib/findings/listed';
import { isPodItself } from '../../lib/kubernetes/loopback';
import type { Path } from '../../lib/yaml/parsed';
import type { ClusterFile } from '../cluster-file';
import { CLUSTER_RULES } from '../rules';
import type { Storage } from '../tempo/storage/storage';
import { namespaceOf } from '../traefik/config';
import { adminNamespaceOf } from './owners';

interface Shared {
  readonly path: Path;
  /** `host` or `host:port` */
  readonly address: string;
  /** Those of the pods that use it, the one that has it first. */
  readonly namespaces: readonly string[];
}

/** Reports those that pods of several namespaces use. @param storage that of Tempo */
export function checkShortHosts(config: ClusterFile, storage: Storage, findings: Findings): void {
  for (const { path, address, namespaces } of [...ofStorage(config, storage), ...ofCollector(config)]) {
    const [host = ''] = address.split(':');
    const all = [...new Set(namespaces)];
    if (host.includes('.') || host.startsWith('[') || isPodItself(host) || all.length < 2) continue;
    const problem = `${host} is looked up in the namespace of each pod that uses it: ${listed(all)}`;
    findings.warning(path, CLUSTER_RULES.says('short-host', problem, `write ${host}.${all[0]}.svc if it is a Service there`));
  }
}

/** Of Tempo and of the bucket Job. */
function ofStorage(config: ClusterFile, storage: Storage): Shared[] {
  const { tempo } = config;
  if (!tempo.storage) return [];
  return storage.dependencies.addresses.map(({ address, field }) => ({
    ...{ path: storage.pathOf(field), address },
    namespaces: [tempo.namespace, adminNamespaceOf(config) ?? tempo.namespace],
  }));
}

/** Of Traefik and of applications, which send to the collector of somebody else by their protocol. */
function ofCollector({ collector, traefik, senders }: ClusterFile): Shared[] {
  const external = collector?.external;
  if (!external) return [];
  const others = (senders?.workloads ?? []).filter(({ receiver }) => receiver === external.protocol).map(({ namespace }) => namespace);
  return [
    {
      ...{ path: ['collector', 'external', 'endpoint'], address: external.endpoint },
      namespaces: [...(traefik && !traefik.collector ? [namespaceOf(traefik)] : []), ...others],
    },
  ];
}
