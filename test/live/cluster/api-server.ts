/** The API server, as far as a controller in a pod reads it: lists of objects. It accepts no changes, and none arrive. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Manifest } from '../../../verify/stack';
import type { Certificate } from './certificates';
import { type Endpoints, endpointSlicesOf, nodesOf } from './endpoints';
import { NODE_ADDRESS } from './network';

export interface Api {
  /** The files of the ServiceAccount in a pod, by name; empty without an API server. */
  readonly account: Readonly<Record<string, string>>;
  /** The variables of each pod with the address. */
  readonly variables: Readonly<Record<string, string>>;
  publish(cluster: Endpoints & { readonly objects: readonly Manifest[] }): void;
  close(): void;
}

/** Where the kubelet puts the files of the ServiceAccount. */
export const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

export const NO_API: Api = { account: {}, variables: {}, publish: () => undefined, close: () => undefined };

const PORT = 6443;

/** Starts it without objects. */
export async function serveApi({ certificate, key, authority }: Certificate): Promise<Api> {
  let list: () => readonly Manifest[] = () => [];
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) =>
    answer(new URL(request.url ?? '/', 'https://api'), list(), response),
  );
  server.listen(PORT, NODE_ADDRESS);
  await once(server, 'listening');
  return {
    account: { token: 'live', namespace: 'default', 'ca.crt': readFileSync(authority, 'utf8') },
    variables: { KUBERNETES_SERVICE_HOST: NODE_ADDRESS, KUBERNETES_SERVICE_PORT: String(PORT) },
    publish: (cluster) => {
      list = () => [...cluster.objects, ...nodesOf(), ...endpointSlicesOf(cluster)];
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Reply {
  readonly status: number;
  readonly body: object;
}

const failed = (code: number, reason: string): Reply => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, code },
});

/** A watch stays open, and ends after its time. */
function answer(url: URL, objects: readonly Manifest[], response: ServerResponse): void {
  const reply = replyTo(url, objects);
  response.writeHead(reply?.status ?? 200, { 'content-type': 'application/json' });
  if (reply) response.end(JSON.stringify(reply.body));
  else wait(response, Number(url.searchParams.get('timeoutSeconds') ?? 300));
}

/** @param url such as `/apis/networking.k8s.io/v1/namespaces/emojivoto/ingresses` @returns undefined for a watch */
export function replyTo(url: URL, objects: readonly Manifest[]): Reply | undefined {
  if (url.pathname === '/version') return { status: 200, body: { major: '1', minor: '34', gitVersion: 'v1.34.0' } };
  const [, group, version, namespace, plural] =
    /^\/(?:api|apis\/([^/]+))\/([^/]+)\/(?:namespaces\/([^/]+)\/)?([a-z]+)$/.exec(url.pathname) ?? [];
  if (plural === undefined) return failed(404, 'NotFound');
  // A client that wants a list by a watch falls back to a list.
  if (url.searchParams.has('sendInitialEvents')) return failed(422, 'Invalid');
  if (url.searchParams.get('watch')) return undefined;
  const apiVersion = group ? `${group}/${version}` : version;
  const items = objects
    .filter((object) => object.apiVersion === apiVersion && pluralOf(object.kind) === plural)
    .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
    .map((object) => ({ ...object, metadata: { uid: object.metadata.name, resourceVersion: '1', ...object.metadata } }));
  return { status: 200, body: { kind: 'List', apiVersion, metadata: { resourceVersion: '1' }, items } };
}

/** The name of a kind in URLs: `ingresses`, `networkpolicies`. */
const pluralOf = (kind: string): string =>
  kind
    .toLowerCase()
    .replace(/([^aeiou])y$/, '$1ie')
    .replace(/(s|x|ch)$/, '$1e')
    .concat('s');

function wait(response: ServerResponse, seconds: number): void {
  response.flushHeaders();
  const timer = setTimeout(() => response.end(), seconds * 1000);
  response.on('close', () => clearTimeout(timer));
}
