/** What the API server answers to a request that only reads: discovery, lists and objects. */
import { isClusterKind } from '../../../../lib/kubernetes/cluster-kinds';
import { mapAt, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest } from '../../../../verify/stack';

export interface Reply {
  readonly status: number;
  /** JSON, or text. */
  readonly body: object | string;
}

export interface ApiContent {
  readonly objects: readonly Manifest[];
  /** What a container printed; undefined without such a pod. @param container all without a name */
  readonly logOf: (namespace: string, pod: string, container?: string) => string | undefined;
}

/** @param url such as `/apis/networking.k8s.io/v1/namespaces/emojivoto/ingresses` @returns undefined for a watch */
export function replyTo(url: URL, content: ApiContent): Reply | undefined {
  const parts = url.pathname.split('/').filter(Boolean);
  if (parts[0] === 'version') return { status: 200, body: { major: '1', minor: '34', gitVersion: 'v1.34.0' } };
  const isCore = parts[0] === 'api';
  if (!isCore && parts[0] !== 'apis') return failed(404, 'NotFound');
  const [group, version, ...rest] = isCore ? ['', ...parts.slice(1)] : parts.slice(1);
  if (version === undefined) return { status: 200, body: isCore ? { kind: 'APIVersions', versions: ['v1'] } : groupsIn(content.objects) };
  const apiVersion = group ? `${group}/${version}` : version;
  if (rest.length === 0) return { status: 200, body: kindsOf(apiVersion, content.objects) };
  const [namespace, [plural = '', name, sub]] = rest[0] === 'namespaces' && rest.length > 2 ? [rest[1], rest.slice(2)] : [undefined, rest];
  if (sub === 'log') return logged(url, content, namespace ?? '', name ?? '');
  // A client that wants a list by a watch falls back to a list.
  if (url.searchParams.has('sendInitialEvents')) return failed(422, 'Invalid');
  if (url.searchParams.get('watch')) return undefined;
  const items = content.objects
    .filter((object) => object.apiVersion === apiVersion && pluralOf(object.kind) === plural)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .map((object) => ({ ...object, metadata: { uid: object.metadata.name, resourceVersion: '1', ...object.metadata } }));
  if (name === undefined) return { status: 200, body: listOf(apiVersion, plural, content, items.filter(selectedBy(url))) };
  const found = items.find(({ metadata }) => metadata.name === name);
  return found ? { status: 200, body: found } : failed(404, 'NotFound', `${plural} "${name}" not found`);
}

const failed = (code: number, reason: string, message = reason): Reply => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code, message },
});

/** Kinds that controllers ask for even where there is no object of them: those of Traefik, and of a collector. */
const ASKED_FOR = [
  ...['Service', 'Secret', 'ConfigMap', 'Node', 'Namespace', 'Pod', 'Endpoints', 'EndpointSlice', 'Ingress', 'IngressClass'],
  ...['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware', 'MiddlewareTCP', 'TraefikService', 'TLSOption', 'TLSStore'],
  ...['ServersTransport', 'ServersTransportTCP', 'ReplicaSet'],
];

/** A list is of its kind: a client takes nothing from another one. */
function listOf(apiVersion: string, plural: string, { objects }: ApiContent, items: readonly object[]) {
  const kind = [...objects.map((object) => object.kind), ...ASKED_FOR].find((each) => pluralOf(each) === plural) ?? '';
  return { kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '1' }, items };
}

/** The name of a kind in URLs: `ingresses`, `networkpolicies`, `endpoints`. */
const pluralOf = (kind: string): string =>
  kind === 'Endpoints'
    ? 'endpoints'
    : kind
        .toLowerCase()
        .replace(/([^aeiou])y$/, '$1ie')
        .replace(/(s|x|ch)$/, '$1e')
        .concat('s');

/** `labelSelector=app=tempo,tier=a` and `fieldSelector=status.phase=Running`. */
function selectedBy(url: URL): (object: Manifest) => boolean {
  const terms = (name: string) =>
    (url.searchParams.get(name) ?? '')
      .split(',')
      .filter(Boolean)
      .map((term) => term.split(/==?/));
  const [labels, fields] = [terms('labelSelector'), terms('fieldSelector')];
  return (object) =>
    labels.every(([key = '', value]) =>
      value === undefined ? key in mapAt(object, 'metadata', 'labels') : object.metadata.labels?.[key] === value,
    ) && fields.every(([path = '', value]) => textAt(object, ...path.split('.')) === value);
}

function logged(url: URL, { logOf }: ApiContent, namespace: string, pod: string): Reply {
  const log = logOf(namespace, pod, url.searchParams.get('container') ?? undefined);
  if (log === undefined) return failed(404, 'NotFound', `pods "${pod}" not found`);
  const most = Number(url.searchParams.get('tailLines') ?? Number.POSITIVE_INFINITY);
  return { status: 200, body: most === Number.POSITIVE_INFINITY ? log : `${log.trimEnd().split('\n').slice(-most).join('\n')}\n` };
}

function groupsIn(objects: readonly Manifest[]) {
  const named = [...new Set(objects.map(({ apiVersion }) => apiVersion))].filter((version) => version.includes('/'));
  const groups = [...new Set(named.map((version) => version.split('/')[0]))].map((name) => {
    const ofGroup = named.filter((version) => version.startsWith(`${name}/`));
    const versions = ofGroup.map((groupVersion) => ({ groupVersion, version: groupVersion.split('/')[1] }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function kindsOf(groupVersion: string, objects: readonly Manifest[]) {
  const kinds = new Set(objects.filter(({ apiVersion }) => apiVersion === groupVersion).map(({ kind }) => kind));
  const resources = [...kinds].map((kind) => ({
    ...{ name: pluralOf(kind), singularName: kind.toLowerCase(), kind, namespaced: !isClusterKind({ apiVersion: groupVersion, kind }) },
    verbs: ['get', 'list', 'watch'],
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}
