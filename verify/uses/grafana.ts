/** Which servers Grafana asks. */

import type { World } from '../stack';
import { type DataSource, dataSourcesIn } from '../world/datasources';
import type { Use } from './use';

const SERVERS = new Map(Object.entries({ tempo: 'Tempo', loki: 'Loki', prometheus: 'Prometheus' }));

/** Data sources of other types are other people's business. */
export function grafanaUses(world: World): Use[] {
  return dataSourcesIn(world)
    .filter(({ type }) => SERVERS.has(type))
    .map(({ name, type, url, placed }: DataSource) => ({
      ...{
        from: 'Grafana',
        to: SERVERS.get(type) ?? type,
        what: 'queries',
        protocol: 'HTTP',
        address: url,
        where: `data source ${name}`,
        placed,
      },
      mistake: url === '' ? 'has no url; add it' : undefined,
    }));
}
