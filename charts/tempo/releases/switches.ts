/** The switches of tempo-distributed with which it fails, or on a newer Kubernetes, by release. Found by rendering each release. */
import { FAILS, type Switches } from '../../helm-values/switches';

export interface SwitchFacts {
  /** The values with which it fails without others, or on a newer Kubernetes. @default none */
  readonly switches?: Switches;
}

type Row = readonly [since: string, facts: SwitchFacts];

const SCALED = ['distributor', 'gateway', 'ingester', 'querier', 'queryFrontend'].map((part) => ({
  ...{ by: `${part}.autoscaling.enabled`, object: 'an autoscaling/v2beta1 HorizontalPodAutoscaler' },
  ...{ since: '1.25', newer: '1.2.1' },
}));

const GATEWAY = 'gateway.enabled';
/** The default for its password file asks for both. */
const LOGIN = ['username', 'password'].map((part) => ({
  ...{ by: 'gateway.basicAuth.enabled', within: GATEWAY, without: FAILS },
  needs: [part, 'htpasswd', 'existingSecret'].map((key) => `gateway.basicAuth.${key}`),
}));
const failing = (newer: string, ...paths: string[]) => paths.map((by) => ({ by, problem: FAILS, newer }));
const ROLES = failing('0.27.5', 'rbac.create');
const PASSWORDS = [{ by: 'gateway.basicAuth.enabled', within: GATEWAY, problem: FAILS, newer: '0.27.9' }];
/** The Service leads to a port http, which the container calls http-metrics. */
const GATEWAY_PORT = { by: GATEWAY, problem: 'renders a Service of the gateway that leads to no port of it', newer: '0.27.1' };
const INGRESS_NAME = {
  ...{ by: 'queryFrontend.ingress.enabled', within: 'queryFrontend.query.enabled', newer: '1.4.2' },
  problem: 'renders an Ingress with an invalid name, to a Service that does not exist',
};
const ingress = (newer: string) => [{ by: 'gateway.ingress.enabled', within: GATEWAY, problem: FAILS, newer }];
const FIRST = [...failing('0.27.2', 'memcachedExporter.enabled', 'prometheusRule.enabled'), ...ROLES, ...PASSWORDS, ...ingress('0.27.2')];
const OLD = { incomplete: LOGIN, removed: SCALED };

export const DISTRIBUTED_SWITCHES: readonly Row[] = [
  ['0.27.0', { switches: { broken: [...FIRST, GATEWAY_PORT], removed: SCALED } }],
  ['0.27.1', { switches: { broken: FIRST, removed: SCALED } }],
  ['0.27.2', { switches: { broken: [...ROLES, ...PASSWORDS], removed: SCALED } }],
  ['0.27.5', { switches: { broken: PASSWORDS, removed: SCALED } }],
  ['0.27.6', { switches: { broken: [...PASSWORDS, ...ingress('0.27.7')], removed: SCALED } }],
  ['0.27.7', { switches: { broken: PASSWORDS, removed: SCALED } }],
  ['0.27.9', { switches: OLD }],
  ['1.2.1', { switches: { incomplete: LOGIN } }],
  ['1.2.11', { switches: { incomplete: LOGIN, broken: [INGRESS_NAME] } }],
  ['1.4.2', { switches: { incomplete: LOGIN } }],
];
