/** Checks the files from which Grafana provisions data sources (grafana pkg/services/provisioning/datasources/config_reader.go). */
import { KUBE_PROMETHEUS_STACK } from '../../../charts/grafana/datasources';
import { error, type Finding } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { loadYaml } from '../../../lib/helm/yaml';
import { at, isMap, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Placed, World } from '../../stack';
import type { GrafanaDataSource } from '../../world/datasources';
import { titleOf } from '../../world/kubernetes';
import { IDENTITY_RULES } from './rules';

const LABEL = 'grafana_datasource';
const KEYS = ['apiVersion', 'datasources', 'deleteDatasources', 'prune'];

/** A document with data sources, in a ConfigMap or in the values of a chart. */
interface Provisioning {
  readonly placed: Pick<Placed, 'place'>;
  /** `ConfigMap tracing` or the name of the release. */
  readonly subject: string;
  readonly file: string;
  readonly document: Readonly<Record<string, unknown>>;
}

export function checkProvisioning(world: World, dataSources: readonly GrafanaDataSource[]): Finding[] {
  return [
    ...misspelt(world),
    ...[...inConfigMaps(world), ...inValues(world)].flatMap((one) => {
      const says = (rule: 'unread-provisioning' | 'deleted-data-source', problem: string, fix: string) =>
        error(one.placed.place, IDENTITY_RULES.says(rule, problem, fix), { subject: one.subject, part: one.file });
      return [
        ...mistakesOf(one).map(([problem, fix]) => says('unread-provisioning', problem, fix)),
        ...deleted(one, dataSources, world).map((name) =>
          says('deleted-data-source', `deletes data source ${name}, which is defined here`, 'remove it from deleteDatasources'),
        ),
      ];
    }),
  ];
}

/** The list of kube-prometheus-stack, whose other keys it ignores. */
const LISTS = ['additionalDataSources', 'additionalDataSourcesString'];

function misspelt({ installations }: World): Finding[] {
  return installations
    .filter(({ chart }) => chart.name === KUBE_PROMETHEUS_STACK)
    .flatMap(({ place, values, releaseName }) =>
      Object.keys(mapAt(values, 'grafana')).flatMap((key) => {
        const meant = LISTS.includes(key) ? undefined : nearest(key, LISTS);
        if (!meant || Object.hasOwn(mapAt(values, 'grafana'), meant)) return [];
        const statement = IDENTITY_RULES.says('unread-provisioning', `unknown key grafana.${key}`, `did you mean ${meant}?`);
        return [error(place, statement, { subject: `release ${releaseName}` })];
      }),
    );
}

/** ConfigMaps with the label of the sidecar. Those of charts are mounted by the chart itself. */
const inConfigMaps = ({ objects }: World): Provisioning[] =>
  objects
    .filter(({ object, rendered }) => object.kind === 'ConfigMap' && !rendered && textAt(object.metadata, 'labels', LABEL) !== undefined)
    .flatMap((placed) =>
      Object.entries(mapAt(placed.object, 'data')).flatMap(([file, text]) => {
        const document = parsed(textFrom(text));
        return document ? [{ placed, subject: titleOf(placed.object), file, document }] : [];
      }),
    );

function parsed(text: string): Provisioning['document'] | undefined {
  try {
    const document = loadYaml(text);
    return isMap(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** `datasources` of the chart grafana: a map of files. */
const inValues = ({ installations }: World): Provisioning[] =>
  installations.flatMap(({ place, values, releaseName }) =>
    [values, at(values, 'grafana')].flatMap((part) =>
      Object.entries(mapAt(part, 'datasources')).flatMap(([file, document]) =>
        isMap(document) ? [{ placed: { place }, subject: `release ${releaseName}`, file: `datasources.${file}`, document }] : [],
      ),
    ),
  );

function mistakesOf({ file, document }: Provisioning): [problem: string, fix: string][] {
  const found: [string, string][] = [];
  if (!/\.ya?ml$/.test(file)) found.push([`Grafana reads only files whose names end in .yaml, and this is ${file}`, `use ${file}.yaml`]);
  for (const key of Object.keys(document)) {
    const meant = KEYS.includes(key) ? undefined : nearest(key, KEYS);
    if (meant && !Object.hasOwn(document, meant)) found.push([`unknown key ${key}`, `did you mean ${meant}?`]);
  }
  const { apiVersion } = document;
  const isOld = apiVersion === undefined || apiVersion === 0;
  if (!isOld && !Number.isInteger(apiVersion)) found.push([`has apiVersion ${textFrom(apiVersion)}, and Grafana does not start`, 'use 1']);
  else if (isOld && listAt(document, 'datasources').some((source) => at(source, 'jsonData') !== undefined))
    found.push([`has ${apiVersion === 0 ? 'apiVersion 0' : 'no apiVersion'}, with which Grafana ignores jsonData`, 'use apiVersion: 1']);
  return found;
}

/** Names that are deleted. To delete a data source and define it in the same file is usual, to change it. */
function deleted({ document }: Provisioning, dataSources: readonly GrafanaDataSource[], { isOurs }: World): string[] {
  const own = listAt(document, 'datasources').map((source) => textAt(source, 'name'));
  return listAt(document, 'deleteDatasources')
    .flatMap((entry) => textAt(entry, 'name') ?? [])
    .filter((name) => dataSources.some((source) => source.name === name) && (isOurs || !own.includes(name)));
}
