/** Checks that data sources of one Grafana do not collide: names, uids and the default. */
import { KUBE_PROMETHEUS_STACK } from '../../../charts/grafana/datasources';
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { GrafanaDataSource } from '../../world/datasources';
import { IDENTITY_RULES } from './rules';

/** In manifests of other authors, two Grafanas may share a namespace. */
export function checkDuplicates(dataSources: readonly GrafanaDataSource[], world: World): Finding[] {
  const finding = world.isOurs ? error : warning;
  const isDefault = (source: GrafanaDataSource) => at(source.source, 'isDefault') === true;
  return dataSources.flatMap((one, index) => {
    const others = dataSources.slice(0, index).filter((other) => isSameGrafana(one, other));
    const says = (rule: 'two-defaults' | 'duplicate-data-source', problem: string, fix: string) =>
      finding(one.placed.place, IDENTITY_RULES.says(rule, problem, fix), { subject: `data source ${one.name}`, name: one.name });
    const first = isDefault(one) ? (others.find(isDefault)?.name ?? chartDefault(one, world)) : undefined;
    const namesake = others.find(({ name }) => name === one.name);
    const twin = others.find(({ uid }) => uid !== undefined && uid === one.uid);
    return [
      ...(first === undefined
        ? []
        : [says('two-defaults', `is the default, and so is ${first}; Grafana does not start with two`, 'remove isDefault')]),
      ...(namesake
        ? [says('duplicate-data-source', `has the same name as another data source (${namesake.url}), and replaces it`, 'use another name')]
        : []),
      ...(twin && !namesake
        ? [says('duplicate-data-source', `has the uid ${one.uid}, as data source ${twin.name} does`, 'use another uid')]
        : []),
    ];
  });
}

const isSameGrafana = (a: GrafanaDataSource, b: GrafanaDataSource): boolean =>
  a.placed.namespace === b.placed.namespace && (textAt(a.source, 'orgId') ?? '1') === (textAt(b.source, 'orgId') ?? '1');

/** kube-prometheus-stack has its own default, unless its values turn it off. */
function chartDefault({ placed }: GrafanaDataSource, { installations }: World): string | undefined {
  const release = installations.find(({ place, chart }) => place === placed.place && chart.name === KUBE_PROMETHEUS_STACK);
  if (!release || !Object.hasOwn(release.values, 'grafana')) return undefined;
  const own = at(release.values, 'grafana', 'sidecar', 'datasources');
  const isOff = ['enabled', 'defaultDatasourceEnabled', 'isDefaultDatasource'].some((key) => at(own, key) === false);
  return isOff ? undefined : 'Prometheus of kube-prometheus-stack';
}
