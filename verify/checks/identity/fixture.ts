/** A Traefik and Grafana data sources, for the tests of identity. */
import { dump } from 'js-yaml';
import type { Severity } from '../../../lib/findings/finding';
import { saidOf, stackOf, verifiedStack } from '../../../test/verify-fixture';
import type { Manifest } from '../../stack';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { deployment, inLab } from '../fixture';

/** Sends spans by OTLP, and logs JSON. */
export const TRACING = ['--entrypoints.web.address=:80', '--tracing.otlp.http.endpoint=http://tempo:4318'];
export const LOGGING = ['--accesslog=true', '--accesslog.format=json'];

export const traefik = (
  args: readonly string[],
  { version = '3.6.4', env = {} }: { version?: string; env?: Record<string, string> } = {},
) =>
  deployment('traefik', {
    containers: [
      { name: 'traefik', image: `traefik:v${version}`, args, env: Object.entries(env).map(([name, value]) => ({ name, value })) },
    ],
  });

/** A ConfigMap that Grafana's sidecar reads. */
export const provisioned = (...datasources: object[]): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'datasources', labels: { grafana_datasource: '1' } },
  data: { 'datasources.yaml': dump({ apiVersion: 1, datasources }) },
});

export const TEMPO_SOURCE = { name: 'Tempo', type: 'tempo', uid: 'tempo', url: 'http://tempo' };
export const lokiSource = (...derivedFields: object[]) => ({
  name: 'Loki',
  type: 'loki',
  uid: 'loki',
  url: 'http://loki',
  jsonData: { derivedFields },
});

/** The errors and warnings of identity for these objects, or those of the given severities. */
export async function identitySays(
  objects: readonly Manifest[],
  declared: Partial<Declared> = {},
  severities?: readonly Severity[],
): Promise<string[]> {
  const stack = { ...stackOf(), objects: objects.map((object) => inLab(object)), declared: { ...NOTHING_DECLARED, ...declared } };
  const { clusters } = await verifiedStack(stack);
  return clusters.flatMap((cluster) => saidOf(cluster, 'identity', severities));
}
