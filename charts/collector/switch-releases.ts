/** The switches of the collector's chart with which it fails without another value, by release. Found as those of Traefik's. */
import { FAILS, type Switches } from '../helm-values/switches';

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

export const COLLECTOR_SWITCHES: readonly Row[] = [
  ['0.110.3', { switches: { incomplete: [INGRESS] } }],
  ['0.118.0', { switches: { incomplete: [INGRESS, ...OTLP] } }],
];
