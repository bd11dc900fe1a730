/** `grafana` of the cluster file, from the data sources that Grafana has. */
import { load } from 'js-yaml';
import { KUBE_PROMETHEUS_STACK } from '../../charts/grafana/datasources';
import { placeText } from '../../lib/findings/sentence';
import { at, isMap, listAt, mapAt, textAt } from '../../lib/yaml/parsed';
import type { Stack } from '../../verify/stack';
import { runningOf, type Values } from './running';
import type { Told } from './told';

interface Sources {
  readonly via: 'values' | 'sidecar' | 'operator';
  readonly namespace?: string;
  readonly from: string;
  readonly list: readonly unknown[];
}

/** @param hasMetrics whether Tempo has a metrics-generator @returns undefined without Grafana */
export function grafanaOf(stack: Stack, hasMetrics: boolean, told: Told): Values | undefined {
  const all = [...ofOperator(stack), ...ofSidecar(stack), ...ofValues(stack)];
  const chosen = all.find(({ list }) => sourceIn(list, 'loki') ?? sourceIn(list, 'tempo')) ?? all[0];
  if (!chosen) return undefined;
  const { via, namespace, from } = chosen;
  told.from('grafana', from);
  const lists = all.flatMap(({ list }) => list);
  const loki = sourceIn(lists, 'loki');
  const url = textAt(loki, 'url');
  const uid = textAt(loki, 'uid');
  if (loki && !uid) told.cannot('grafana.loki.uid: the data source has none; loki is written, which is its uid from then on');
  const prometheus = textAt(sourceIn(lists, 'prometheus'), 'uid');
  return {
    via,
    ...(namespace && namespace !== 'monitoring' && { namespace }),
    ...(url && !/:\/\/[^/]*@/.test(url) && { loki: { url, ...(uid && uid !== 'loki' && { uid }) } }),
    ...(hasMetrics && { prometheus: { ...(prometheus && prometheus !== 'prometheus' && { uid: prometheus }) } }),
  };
}

const sourceIn = (list: readonly unknown[], type: string): unknown => list.find((source) => at(source, 'type') === type);

const ofOperator = ({ objects }: Stack): Sources[] => {
  const found = objects.filter(({ object }) => object.kind === 'GrafanaDatasource');
  const [first] = found;
  const list = found.map(({ object }) => ({ uid: at(object, 'spec', 'uid'), ...mapAt(object, 'spec', 'datasource') }));
  return first ? [{ via: 'operator', namespace: first.namespace, from: placeText(first.place), list }] : [];
};

/** ConfigMaps with the label of the chart's sidecar. */
const ofSidecar = ({ objects }: Stack): Sources[] =>
  objects
    .filter(({ object }) => object.kind === 'ConfigMap' && object.metadata.labels?.grafana_datasource !== undefined)
    .map(({ object, namespace, place }) => ({
      via: 'sidecar',
      namespace,
      from: placeText(place),
      list: Object.values(mapAt(object, 'data')).flatMap((text) => listAt(read(text), 'datasources')),
    }));

/** The values of kube-prometheus-stack, or of the chart of Grafana. */
const ofValues = (stack: Stack): Sources[] =>
  runningOf(stack, KUBE_PROMETHEUS_STACK, 'grafana').map(({ chart, values, namespace, from }) => {
    const own = chart === 'grafana' ? values : mapAt(values, 'grafana');
    const files = Object.values(mapAt(own, 'datasources')).flatMap((file) => listAt(file, 'datasources'));
    return { via: 'values', namespace, from, list: [...listAt(own, 'additionalDataSources'), ...files] };
  });

function read(text: unknown): unknown {
  try {
    const value = load(String(text));
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}
