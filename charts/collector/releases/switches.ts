/** The switches of the collector's chart with which it fails without another value, by release. Found as those of Traefik's. */
import { FAILS, type Switches } from '../../helm-values/switches';

type Row = readonly [since: string, facts: { readonly switches: Switches }];

const INGRESS = {
  ...{ by: 'ingress.enabled', needs: ['ingress.hosts'] },
  without: 'renders an Ingress without rules, which the API server refuses',
};
/** Of its own telemetry. */
const OTLP = ['logs', 'metrics', 'traces'].map((signal) => ({
  by: `internalTelemetryViaOTLP.${signal}.enabled`,
  needs: [`internalTelemetryViaOTLP.${signal}.endpoint`, 'internalTelemetryViaOTLP.endpoint'],
  without: FAILS,
}));

/** The others of every release. */
const COMMON = [
  INGRESS,
  { by: 'dnsPolicy', is: 'None', needs: ['dnsConfig'], without: FAILS },
  { by: 'startupProbe', needs: ['startupProbe.httpGet'], without: FAILS },
];
const ROUTE = {
  ...{ by: 'httproute.enabled', needs: ['httproute.rules', 'httproute.parentRefs', 'httproute.hostnames'] },
  without: 'renders an HTTPRoute without a specification, which the API server refuses',
};

export const COLLECTOR_SWITCHES: readonly Row[] = [
  ['0.110.3', { switches: { incomplete: COMMON } }],
  ['0.118.0', { switches: { incomplete: [...COMMON, ...OTLP] } }],
  ['0.164.0', { switches: { incomplete: [...COMMON, ...OTLP, ROUTE] } }],
];
