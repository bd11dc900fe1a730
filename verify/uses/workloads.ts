/** The addresses in the configuration of applications, the bucket Job, Ingresses and HTTPRoutes. */
import { emojivoto } from '../../charts/emojivoto/release';
import { TENANT_HEADER } from '../../charts/tenants';
import { at, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import type { Manifest, World } from '../stack';
import { hostnamesOf, isHttpRoute } from '../world/gateways';
import { aboutObject, annotationOf, groupOf } from '../world/kubernetes';
import type { Lookup } from '../world/lookup';
import { schemeMistake, type Use } from './use';

/** Applications, from the variables that span exporters read. */
export function exporterUses({ pods }: Lookup): Use[] {
  return pods.flatMap(({ placed, containers }) =>
    containers.flatMap(({ env, envFrom }) =>
      env.flatMap(({ name, value }): Use[] => {
        if (!value) return [];
        const from = placed.namespace === 'emojivoto' ? 'emojivoto' : placed.object.metadata.name;
        const where = `variable ${name}`;
        const headers = env.filter((other) => /^OTEL_EXPORTER_OTLP_(TRACES_)?HEADERS$/.test(other.name));
        const hasTenant =
          envFrom.length > 0 || headers.some((other) => other.value === undefined || new RegExp(TENANT_HEADER, 'i').test(other.value));
        const base = { from, to: 'Tempo', what: 'spans', where, about: aboutObject(placed.object), placed, hasTenant };
        if (name === emojivoto.spansVariable) return [{ ...base, protocol: 'OpenCensus', address: value, mistake: schemeMistake(value) }];
        if (/^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/.test(name)) {
          const isHttp =
            /:4318\b/.test(value) ||
            env.some((other) => /^OTEL_EXPORTER_OTLP_(TRACES_)?PROTOCOL$/.test(other.name) && /^http/.test(other.value ?? ''));
          // The exporter adds the path itself.
          return [{ ...base, protocol: isHttp ? 'OTLP/HTTP' : 'OTLP/gRPC', address: value.replace(/^(https?:\/\/[^/]+)\/?$/, '$1') }];
        }
        return [];
      }),
    ),
  );
}

/** The servers that scripts configure for MinIO's client and for rclone. */
export function bucketJobUses({ objects }: World): Use[] {
  return objects.flatMap((placed) =>
    placed.object.kind !== 'ConfigMap' || placed.rendered
      ? []
      : Object.entries(mapAt(placed.object, 'data')).flatMap(([key, script]) =>
          [...textFrom(script).matchAll(/(?:\balias set \S+|--s3-endpoint[ =])\s*'?(https?:\/\/[^\s']+)/g)].map(([, address = '']) => ({
            ...{ from: 'bucket Job', to: 'S3', what: 'bucket, user and policy', protocol: 'S3', address, where: key, placed },
          })),
        ),
  );
}

/** Whether Traefik may read an Ingress or IngressRoute: it has no class, or one named after it. */
function isOfTraefik(object: Manifest): boolean {
  const name = textAt(object, 'spec', 'ingressClassName') ?? annotationOf(object, 'kubernetes.io/ingress.class');
  return name === undefined || /traefik/i.test(name);
}

/** The backends of Ingresses, of HTTPRoutes and of Traefik's IngressRoutes. */
export function ingressUses({ objects, isOurs }: World): Use[] {
  return objects.flatMap((placed) => {
    const { object, namespace = '' } = placed;
    const use = (host: string, service: string | undefined, port: string | undefined, to = namespace): Use[] =>
      service === undefined
        ? []
        : [
            {
              from: isOurs || isOfTraefik(object) ? 'Traefik' : 'Ingress',
              to,
              what: 'requests',
              protocol: 'HTTP',
              address: `${service}${to && `.${to}`}:${port ?? ''}`,
              where: host || 'a rule',
              about: aboutObject(object),
              byEndpoints: true,
              placed,
            },
          ];
    if (object.kind === 'Ingress' && groupOf(object) === 'networking.k8s.io') {
      const backend = (value: unknown, host: string) =>
        use(host, textAt(value, 'service', 'name'), textAt(value, 'service', 'port', 'number') ?? textAt(value, 'service', 'port', 'name'));
      return [
        ...backend(at(object, 'spec', 'defaultBackend'), 'its default backend'),
        ...listAt(object, 'spec', 'rules').flatMap((rule) =>
          listAt(rule, 'http', 'paths').flatMap((path) => backend(at(path, 'backend'), textAt(rule, 'host') ?? '')),
        ),
      ];
    }
    if (isHttpRoute(placed)) {
      const backends = listAt(object, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
      const isService = (backend: unknown) => (textAt(backend, 'kind') ?? 'Service') === 'Service' && !textAt(backend, 'group');
      return backends
        .filter(isService)
        .flatMap((backend) =>
          use(hostnamesOf(placed).join(', '), textAt(backend, 'name'), textAt(backend, 'port'), textAt(backend, 'namespace')),
        );
    }
    if (object.kind !== 'IngressRoute') return [];
    return listAt(object, 'spec', 'routes').flatMap((route) =>
      listAt(route, 'services')
        .filter((service) => ['Service', undefined].includes(textAt(service, 'kind')))
        .flatMap((service) => use(textAt(route, 'match') ?? '', textAt(service, 'name'), textAt(service, 'port'))),
    );
  });
}
