/** What the Ingresses of tempo-distributed lead to by default, and what its gateway passes on. Found by rendering releases with them. */
export interface IngressFacts {
  /** The microservices that they lead to, by the names of their Services without the beginning. @default the chart has no Ingress */
  readonly ingressServices?: readonly string[];
  /** Whether /v1/traces is among them also without the receiver of OTLP/HTTP. @default false */
  readonly ingressOfClosedPort?: boolean;
  /** Whether the gateway passes on OTLP/gRPC, at the port of that. @default false */
  readonly gatewayPassesGrpc?: boolean;
  /** Whether the chart has an Ingress for tempo-query beside the query-frontend. @default false */
  readonly queryIngress?: boolean;
  /** Whether that Ingress does not render with the name of a Secret in its `tls`, which the default has. @default false */
  readonly queryIngressFailsWithTls?: boolean;
}

type Row = readonly [since: string, facts: IngressFacts];

const FIRST = ['distributor', 'ingester', 'query-frontend', 'compactor'];

export const DISTRIBUTED_INGRESS: readonly Row[] = [
  ['1.2.11', { queryIngress: true }],
  ['1.40.0', { ingressServices: FIRST, ingressOfClosedPort: true }],
  ['1.44.0', { gatewayPassesGrpc: true }],
  ['2.17.0', { ingressServices: [...FIRST, 'backend-worker'] }],
  ['2.17.4', { ingressOfClosedPort: undefined }], // its template skips it
  ['2.17.6', { queryIngressFailsWithTls: true }],
  ['3.0.4', { ingressServices: ['distributor', 'query-frontend', 'backend-scheduler'] }],
];
