/** The emojivoto demo: a small application that sends a trace for each vote. */
import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HttpIngressPathType, Ingress, IngressBackend, Service } from '../cdk8s-plus';
import { Component, type Endpoint, hostPort, KEEP, type KustomizeSource, WAVES, wave } from '../component';
import type { GatewayListener } from '../gateway-api';
import { metadataOf } from '../metadata/of-app';
import { namespaceRequirement, neededNamespace } from '../namespaces/of-app';
import { DEFAULT_SECCOMP, NO_PRIVILEGES, restrictedValues } from '../namespaces/restricted';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { Scheduling } from '../scheduling/scheduling';
import type { EmojivotoConfig } from './config';
import { DEPLOYMENTS, metadataPatches } from './metadata-patches';
import { emojivoto } from './release';
import { addRoute } from './route';

export interface EmojivotoProps {
  readonly config: EmojivotoConfig;
  /** Where its images come from. */
  readonly mirrors: ImageMirrors;
  /** Where its pods run. */
  readonly scheduling: Scheduling;
  /** What serves its HTTPRoute. @default it has an Ingress */
  readonly parent?: GatewayListener;
  /** The domain of the cluster. */
  readonly domain: string;
  /** The OpenCensus receiver, the only protocol of emojivoto. If undefined, emojivoto sends no spans. */
  readonly collector?: Endpoint;
  /** Annotations that add its pods to a mesh; undefined without a mesh. */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

/** With which its pods comply with `restricted`. Its programs write no file and listen above 1023; its images name no user. */
const RESTRICTED = {
  securityContext: { runAsNonRoot: true, runAsUser: 1000, ...DEFAULT_SECCOMP },
  'containers/0/securityContext': NO_PRIVILEGES,
};

export class Emojivoto extends Component {
  /** The host at which it is served, and its namespace. */
  readonly served: { readonly host: string; readonly namespace: string };

  constructor(scope: Construct, { config, mirrors, scheduling, parent, domain, collector, podAnnotations }: EmojivotoProps) {
    super(scope, 'emojivoto');
    const { revision, path, namespace, rendered } = emojivoto;
    const images = emojivoto.images.map((replacement) => mirrored(replacement, mirrors));
    this.podNamespaces = [namespace];
    const { isExisting, podSecurity } = neededNamespace(this, namespace);
    this.delivery = {
      namespace,
      source: {
        kustomize: {
          repository: config.repoURL ?? emojivoto.repository,
          revision,
          path,
          images,
          ...(isExisting && { without: [{ apiVersion: 'v1', kind: 'Namespace', name: namespace }] }),
          patches: [
            ...(isExisting ? [] : [KEPT]),
            ...patches(collector, podAnnotations, {
              ...(mirrors.pullSecrets.length > 0 && { imagePullSecrets: mirrors.pullSecrets }),
              ...scheduling.fields,
              ...restrictedValues(this, namespace, RESTRICTED)[0],
            }),
            ...metadataPatches(metadataOf(this), { podAnnotations, namespace: isExisting ? undefined : (podSecurity ?? {}) }),
          ],
        },
      },
      rendered: isExisting ? { namespaced: rendered.namespaced } : rendered,
    };
    if (isExisting) this.neededNamespaces = [namespaceRequirement(namespace, podSecurity)];

    const host = config.host ?? `emojivoto.${domain}`;
    this.served = { host, namespace };
    if (parent) addRoute(this, host, parent);
    else this.addIngress(host, config.entrypoint);
  }

  private addIngress(host: string, entryPoint: string): void {
    const ingress = new Ingress(this, 'ingress', {
      metadata: {
        name: 'emojivoto',
        namespace: emojivoto.namespace,
        // In the wave of the pods, which comes last: a sync waits neither for the pods nor for the status of the Ingress.
        annotations: { ...wave(WAVES.workload), 'traefik.ingress.kubernetes.io/router.entrypoints': entryPoint },
      },
    });
    ingress.addHostRule(host, '/', webBackend(), HttpIngressPathType.PREFIX);
  }
}

/** The Service `web` is part of the kustomization. This one is created in another App, so that it can be referenced but is not emitted. */
function webBackend(): IngressBackend {
  const { service, port } = emojivoto.web;
  return IngressBackend.fromService(
    new Service(new Chart(new App(), 'reference'), 'web', { metadata: { name: service }, ports: [{ port }] }),
  );
}

/** `old=new:tag`, with the new image in its mirror. */
function mirrored(replacement: string, mirrors: ImageMirrors): string {
  const [old = '', image = ''] = replacement.split('=');
  return `${old}=${mirrors.image(image)}`;
}

const KEPT = { target: { version: 'v1', kind: 'Namespace' }, operations: [{ op: 'add', path: '/metadata/annotations', value: KEEP }] };

/**
 * In the base no pod template has annotations and every container has `env`, so each `add` has a valid path.
 * @param podFields further fields of each pod, by their paths, which the base does not have
 */
function patches(
  collector: Endpoint | undefined,
  podAnnotations: EmojivotoProps['podAnnotations'],
  podFields: object,
): KustomizeSource['patches'] {
  const add = (target: KustomizeSource['patches'][number]['target'], path: string, value: unknown) => ({
    target,
    operations: [{ op: 'add', path, value }],
  });
  return [
    ...(podAnnotations ? [add(DEPLOYMENTS, '/spec/template/metadata/annotations', podAnnotations)] : []),
    ...(collector
      ? [add(DEPLOYMENTS, '/spec/template/spec/containers/0/env/-', { name: emojivoto.spansVariable, value: hostPort(collector) })]
      : []),
    ...Object.entries(podFields).map(([field, value]) => add(DEPLOYMENTS, `/spec/template/spec/${field}`, value)),
  ];
}
