/** The objects of emojivoto's kustomization at the pinned commit, with the fields that the checks read. */
import { emojivoto } from '../../charts/emojivoto/release';

interface Microservice {
  readonly name: string;
  /** The container's ports by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Ports of the Service by container port. */
  readonly service?: { readonly name: string; readonly ports: Readonly<Record<number, number>> };
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
}

const GRPC = { grpc: 8080, prom: 8801 };
const GRPC_VARIABLES = { GRPC_PORT: '8080', PROM_PORT: '8801' };
const SAME = { 8080: 8080, 8801: 8801 };

const MICROSERVICES: readonly Microservice[] = [
  {
    name: 'web',
    ports: { http: 8080 },
    service: { name: emojivoto.web.service, ports: { 8080: emojivoto.web.port } },
    image: 'emojivoto-web',
    variables: { WEB_PORT: '8080', EMOJISVC_HOST: 'emoji-svc.emojivoto:8080', VOTINGSVC_HOST: 'voting-svc.emojivoto:8080' },
  },
  { name: 'emoji', ports: GRPC, service: { name: 'emoji-svc', ports: SAME }, image: 'emojivoto-emoji-svc', variables: GRPC_VARIABLES },
  { name: 'voting', ports: GRPC, service: { name: 'voting-svc', ports: SAME }, image: 'emojivoto-voting-svc', variables: GRPC_VARIABLES },
  { name: 'vote-bot', ports: {}, image: 'emojivoto-web', variables: { WEB_HOST: 'web-svc.emojivoto:80' } },
];

const PART = { 'app.kubernetes.io/part-of': 'emojivoto', 'app.kubernetes.io/version': 'v11' };

interface Base {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/**
 * Its Namespace, Deployments, Services and ServiceAccounts, with the fields that patches, addresses and permissions need. No two fields
 * share a map, because a patch of one would change the other.
 */
export function emojivotoObjects(): Base[] {
  const { namespace } = emojivoto;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...MICROSERVICES.flatMap(({ name, ports, service, image, variables }): Base[] => {
      const labels = { app: service?.name ?? name, version: 'v11' };
      const container = {
        name: labels.app,
        image: `docker.l5d.io/buoyantio/${image}:v11`,
        env: Object.entries(variables).map(([variable, value]) => ({ name: variable, value })),
        ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
        resources: { requests: { cpu: service ? '100m' : '10m' } },
      };
      const account = service && { serviceAccountName: name };
      return [
        ...(service ? [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }] : []),
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name, ...PART } },
          spec: {
            selector: { matchLabels: { ...labels } },
            template: { metadata: { labels }, spec: { ...account, containers: [container] } },
          },
        },
        ...(service
          ? [
              {
                apiVersion: 'v1',
                kind: 'Service',
                metadata: { name: service.name, namespace },
                spec: {
                  selector: { app: labels.app },
                  ports: Object.entries(service.ports).map(([targetPort, port]) => ({
                    name: Object.entries(ports).find(([, number]) => number === Number(targetPort))?.[0],
                    port,
                    targetPort: Number(targetPort),
                  })),
                },
              },
            ]
          : []),
      ];
    }),
  ];
}
