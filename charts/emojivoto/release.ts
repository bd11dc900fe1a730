/** The only supported revision of emojivoto. Its main branch has not changed since 2022-06-10. */
import type { Rendered } from '../component';

export const emojivoto = {
  repository: 'https://github.com/BuoyantIO/emojivoto.git',
  revision: 'e490d5789086e75933a474b22f9723fbfa0b29ba',
  /** The other variants hard-code a collector or no longer build. */
  path: 'kustomize/deployment',
  namespace: 'emojivoto',
  /** The images moved from docker.l5d.io, as in the manifests, to ghcr.io on 2025-06-10 (linkerd/website e867cead). */
  images: ['emojivoto-web', 'emojivoto-emoji-svc', 'emojivoto-voting-svc'].map(
    (name) => `docker.l5d.io/buoyantio/${name}=ghcr.io/buoyantio/${name}:v11`,
  ),
  web: { service: 'web-svc', port: 80 },
  /** The variable of each server with the address for its spans, `host:port` of OpenCensus. */
  spansVariable: 'OC_AGENT_HOST',
  rendered: {
    namespaced: ['Service', 'ServiceAccount', 'apps/Deployment'],
    cluster: [{ kind: 'Namespace', name: 'emojivoto' }],
  } satisfies Rendered,
} as const;
