/** Which servers Grafana asks. */

import type { World } from '../stack';
import { type DataSource, dataSourcesIn } from '../world/datasources';
import type { Use } from './use';

const SERVERS: Record<string, string> = { tempo: 'Tempo', loki: 'Loki', prometheus: 'Prometheus' };

/** Data sources of other types are other people's business. */
export function grafanaUses(world: World): Use[] {
  return dataSourcesIn(world)
    .filter(({ type }) => type in SERVERS)
    .map(({ name, type, url, placed }: DataSource) => ({
      ...{
        from: 'Grafana',
        to: SERVERS[type] ?? type,
        what: 'queries',
        protocol: 'HTTP',
        address: url,
        where: `data source ${name}`,
        placed,
      },
      mistake: url === '' ? 'has no url; add it' : undefined,
    }));
}
