/** The servers that Grafana queries. */
import { isTenantHeader } from '../../charts/tenants';
import type { Statement } from '../../lib/findings/finding';
import { mapAt, textFrom } from '../../lib/yaml/parsed';
import { ADDRESSES_RULES } from '../checks/addresses/rules';
import type { World } from '../stack';
import { dataSourcesIn, type GrafanaDataSource } from '../world/datasources';
import type { Use } from './use';

const SERVERS = new Map(Object.entries({ tempo: 'Tempo', loki: 'Loki', prometheus: 'Prometheus' }));

/** Data sources of other types are not part of tracing. */
export function grafanaUses(world: World): Use[] {
  return dataSourcesIn(world)
    .filter(({ type }) => SERVERS.has(type))
    .map(({ name, type, url, placed, source }: GrafanaDataSource) => ({
      ...{
        from: 'Grafana',
        to: SERVERS.get(type) ?? type,
        what: 'queries',
        protocol: 'HTTP',
        address: url,
        where: `data source ${name}`,
        placed,
      },
      hasTenant: Object.entries(mapAt(source, 'jsonData')).some(
        ([key, value]) => /^httpHeaderName\d+$/.test(key) && isTenantHeader(textFrom(value)),
      ),
      mistake: mistakeOf(url),
    }));
}

function mistakeOf(url: string): Statement | undefined {
  if (url === '') return ADDRESSES_RULES.says('missing-address', 'has no url', 'add one');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1];
  if (scheme === undefined || /^https?$/i.test(scheme)) return undefined;
  return ADDRESSES_RULES.says('no-scheme', `Grafana does not know the scheme ${scheme}`, 'use http');
}
