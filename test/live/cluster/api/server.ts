/** The API server of a live cluster, for controllers in pods and for kubectl. It accepts no changes, and a watch tells none. */
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { toYaml } from '../../../../lib/yaml/write';
import type { Certificate } from '../certificates';
import { NODE_ADDRESS } from '../network';
import { type ApiContent, replyTo } from './replies';

export interface Api {
  /** The files of the ServiceAccount in a pod but its namespace, by name; empty without an API server. */
  readonly account: Readonly<Record<string, string>>;
  /** The variables of each pod with the address. */
  readonly variables: Readonly<Record<string, string>>;
  publish(content: () => ApiContent): void;
  close(): void;
}

/** Where the kubelet puts the files of the ServiceAccount. */
export const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

export const NO_API: Api = { account: {}, variables: {}, publish: () => undefined, close: () => undefined };

const PORT = 6443;

/** Starts it without objects. @param kubeconfig the file to write for kubectl */
export async function serveApi({ certificate, key, authority }: Certificate, kubeconfig: string): Promise<Api> {
  let content = (): ApiContent => ({ objects: [], logOf: () => undefined });
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) =>
    answer(new URL(request.url ?? '/', 'https://api'), content(), response),
  );
  server.listen(PORT, NODE_ADDRESS);
  await once(server, 'listening');
  writeFileSync(kubeconfig, toYaml(kubeconfigFor(authority)));
  return {
    account: { token: 'live', 'ca.crt': readFileSync(authority, 'utf8') },
    variables: { KUBERNETES_SERVICE_HOST: NODE_ADDRESS, KUBERNETES_SERVICE_PORT: String(PORT) },
    publish: (published) => {
      content = published;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A watch stays open, and ends after its time. */
function answer(url: URL, content: ApiContent, response: ServerResponse): void {
  const reply = replyTo(url, content);
  const isText = typeof reply?.body === 'string';
  response.writeHead(reply?.status ?? 200, { 'content-type': isText ? 'text/plain' : 'application/json' });
  if (!reply) wait(response, Number(url.searchParams.get('timeoutSeconds') ?? 300));
  else response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
}

function wait(response: ServerResponse, seconds: number): void {
  response.flushHeaders();
  const timer = setTimeout(() => response.end(), seconds * 1000);
  response.on('close', () => clearTimeout(timer));
}

const kubeconfigFor = (authority: string) => ({
  ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'live' },
  clusters: [{ name: 'live', cluster: { server: `https://${NODE_ADDRESS}:${PORT}`, 'certificate-authority': authority } }],
  users: [{ name: 'live', user: { token: 'live' } }],
  contexts: [{ name: 'live', context: { cluster: 'live', user: 'live' } }],
});
