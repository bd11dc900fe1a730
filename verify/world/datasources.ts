/** Grafana's data sources, from all sources. */
import { loadYaml } from '../../lib/helm/yaml';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../stack';
import { groupOf } from './kubernetes';

export interface GrafanaDataSource {
  readonly name: string;
  readonly type: string;
  readonly uid?: string;
  readonly url: string;
  readonly source: Readonly<Record<string, unknown>>;
  /** Whether the operator of Grafana adds values from Secrets. */
  readonly hasFurtherValues?: boolean;
  /** Whether Grafana reads it from a provisioning file, where it expands variables and replaces `$$` by `$`. */
  readonly isProvisioned: boolean;
  readonly placed: Pick<Placed, 'place' | 'namespace'>;
}

export function dataSourcesIn(world: World): GrafanaDataSource[] {
  const found = [...fromObjects(world), ...fromValues(world)];
  // A rendered chart has them twice: in its values and in its ConfigMap.
  return found.filter(
    (own, index) =>
      found.findIndex((other) => other.name === own.name && other.url === own.url && other.placed.place.file === own.placed.place.file) ===
      index,
  );
}

function dataSource(
  source: unknown,
  isProvisioned: boolean,
  placed: GrafanaDataSource['placed'],
  uid = textAt(source, 'uid'),
): GrafanaDataSource[] {
  const type = textAt(source, 'type');
  // The check `identity` reports a data source without a type.
  if (!isMap(source) || (type === undefined && textAt(source, 'url') === undefined)) return [];
  return [
    {
      name: textAt(source, 'name') ?? type ?? '(no name)',
      type: type ?? '',
      uid,
      url: textAt(source, 'url') ?? '',
      source,
      isProvisioned,
      placed,
    },
  ];
}

function fromObjects({ objects }: World): GrafanaDataSource[] {
  return objects.flatMap((placed) => {
    const { object } = placed;
    if (object.kind === 'GrafanaDatasource' && groupOf(object) === 'grafana.integreatly.org')
      return dataSource(
        at(object, 'spec', 'datasource'),
        false,
        placed,
        textAt(object, 'spec', 'uid') ?? textAt(object, 'spec', 'datasource', 'uid'),
      ).map((found) => ({ ...found, hasFurtherValues: listAt(object, 'spec', 'valuesFrom').length > 0 }));
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') return [];
    return Object.values({ ...mapAt(object, 'data'), ...mapAt(object, 'stringData') }).flatMap((text) =>
      provisioned(textFrom(text), placed),
    );
  });
}

/** Whether a ConfigMap or Secret provisions data sources. */
export const isProvisioning = (object: Manifest): boolean =>
  Object.values({ ...mapAt(object, 'data'), ...mapAt(object, 'stringData') }).some((text) => PROVISIONING.test(textFrom(text)));

const PROVISIONING = /^\s*["']?datasources["']?:/m;

function provisioned(text: string, placed: Placed): GrafanaDataSource[] {
  if (!PROVISIONING.test(text)) return [];
  try {
    return listAt(loadYaml(text), 'datasources').flatMap((source) => dataSource(source, true, placed));
  } catch {
    return [];
  }
}

/** From the values of the charts kube-prometheus-stack and grafana, at any depth. */
function fromValues({ installations }: World): GrafanaDataSource[] {
  return installations.flatMap((installation) => {
    const lists: unknown[] = [];
    const walk = (value: unknown) => {
      if (!isMap(value)) return;
      for (const [key, child] of Object.entries(value)) {
        if (key === 'additionalDataSources') lists.push(...(Array.isArray(child) ? child : isMap(child) ? Object.values(child) : []));
        else if (key === 'datasources' && isMap(child)) lists.push(...Object.values(child).flatMap((file) => listAt(file, 'datasources')));
        else walk(child);
      }
    };
    walk(installation.values);
    return lists.flatMap((source) => dataSource(source, true, installation));
  });
}
