/** Commands of kubectl for an administrator. */
import { OWN_NAME, OWN_SERVER } from '../../charts/argocd/target';
import type { InstalledTempo, Unflushed } from '../../charts/tempo/installed';
import { at } from '../../lib/yaml/parsed';
import type { Application } from '../stack';
import type { Side } from './side';

export const kubectl = (namespace: string | undefined, ...words: readonly string[]): string =>
  ['kubectl', ...(namespace ? ['-n', namespace] : []), ...words.map(quoted)].join(' ');

/** One word for a POSIX shell. */
const quoted = (word: string): string => (/^[\w./:=@,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The cluster of an Application: its URL or its name in Argo CD. */
export function targetOf({ destination: { server, name } }: Pick<Application, 'destination'>): string {
  return server || (name && name !== OWN_NAME ? name : OWN_SERVER);
}

/** A comment in front of commands for another cluster than that of Argo CD; none otherwise. */
export function inCluster(application: Pick<Application, 'destination'>): string[] {
  const target = targetOf(application);
  return target === OWN_SERVER ? [] : [`# in the cluster ${target}:`];
}

const IN_ARGO_CD = '# in the cluster of Argo CD:';

/**
 * Says of each command of kubectl in which cluster it belongs, where that is not the one of Argo CD.
 * @param namespaces those of Argo CD before and after, whose objects, and manifests of the output, are in its own cluster
 */
export function withClusters(
  commands: readonly string[],
  application: Pick<Application, 'destination'>,
  namespaces: readonly string[],
): string[] {
  const [other] = inCluster(application);
  if (other === undefined || commands.includes(other)) return [...commands];
  let current = IN_ARGO_CD;
  return commands.flatMap((command) => {
    if (!/(^|\()kubectl /.test(command)) return [command];
    const needed =
      namespaces.some((name) => command.startsWith(`kubectl -n ${name} `)) || /^kubectl (apply|create) -f /.test(command)
        ? IN_ARGO_CD
        : other;
    if (needed === current) return [command];
    current = needed;
    return [needed, command];
  });
}

/** Argo CD does not repeat a sync that has failed until it is told to, or until there is a newer commit. */
export const syncAgain = (application: string | undefined): string[] =>
  application === undefined ? [] : [`argocd app sync ${application}`];

/**
 * Commands after which Argo CD creates deleted objects as they are in the merge. The root has the Applications, which have the values of
 * charts, and Argo CD may know an older commit for some minutes: until both are new, it would create the old objects again, which the API
 * server refuses to change. An automated sync then fails and waits for its next try, in which no other sync can start.
 */
export function recreate(
  commands: readonly string[],
  application: string | undefined,
  { root, applications }: Pick<Side, 'root' | 'applications'>,
): string[] {
  if (application === undefined) return [...commands];
  const ofRoot = root === undefined || root.name === application ? undefined : root.name;
  const isAutomated = applications.some(
    ({ name, manifest }) => name === application && at(manifest, 'spec', 'syncPolicy', 'automated') !== undefined,
  );
  return [
    ...syncAgain(ofRoot),
    `argocd app get ${application} --refresh`,
    ...(isAutomated ? endSync(application) : []),
    ...commands,
    ...syncAgain(application),
  ];
}

/** Ends a sync that Argo CD retries, and waits until it has ended. Comments are lines of their own: zsh reads others as arguments. */
const endSync = (application: string): string[] => [
  '# ignore an error that no operation is in progress:',
  `argocd app terminate-op ${application}`,
  `argocd app wait ${application} --operation`,
];

/** A comment in front of commands that Argo CD would undo if it synced the older output after them. */
export const AFTER_SYNC = '# after Argo CD has synced the merge:';

/** Forgets which Application objects belong to. Argo CD otherwise refuses them as shared, also after that Application is gone. */
export const forget = (namespace: string | undefined, kind: string, names: readonly string[]): string[] => [
  kubectl(namespace, 'annotate', kind, ...names, 'argocd.argoproj.io/tracking-id-'),
  // Before Argo CD 3.0, the tracking method is a label by default.
  kubectl(namespace, 'label', kind, ...names, 'app.kubernetes.io/instance-'),
];

export const releaseNamespaces = (namespaces: readonly string[]): string[] => forget(undefined, 'namespace', namespaces);

/** `tempo-ingester-0`, of each StatefulSet. @param from the number of the first pod. @default all of them */
export const podNames = ({ workloads, replicas }: Unflushed, from = 0): string[] =>
  workloads.flatMap((workload) => Array.from({ length: replicas / workloads.length }, (_, index) => `${workload}-${index}`).slice(from));

/**
 * Uploads the traces that are only in the pods. Each process first leaves the ring, then uploads, and is not ready after that
 * (ShutdownHandler in modules/ingester/flush.go of Tempo 1.5 to 2.10); it receives nothing more until its pod is replaced.
 * @param from the number of the first pod of each StatefulSet. @default all of them
 */
export function flush({ namespace, unflushed, release: { queryPort } }: InstalledTempo, from = 0): string[] {
  if (!unflushed) return [];
  const pods = podNames(unflushed, from);
  const shutdown = (pod: string) =>
    kubectl(undefined, 'get', '--raw', `/api/v1/namespaces/${namespace}/pods/${pod}:${queryPort}/proxy/shutdown`);
  const wait = kubectl(namespace, 'wait', '--for=condition=Ready=false', '--timeout=30m', ...pods.map((pod) => `pod/${pod}`));
  return ['# right before the merge: upload the traces that are only in the pods', ...pods.map(shutdown), wait];
}
