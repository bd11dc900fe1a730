/** The pipelines and components of a collector's configuration. */
import { listAt, mapAt, type Path, textFrom } from '../../../lib/yaml/parsed';
import { typeOf } from '../components/processors';
import { hasPlaceholder, hasPlaceholderAt } from './placeholders';

/** The kinds of components that a pipeline has, each with what messages call one of it. */
export const KINDS = { receivers: 'receiver', processors: 'processor', exporters: 'exporter' } as const;
export type Kind = keyof typeof KINDS;

export interface Pipeline {
  /** `traces/mesh` */
  readonly name: string;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

export const pipelinesOf = (config: unknown): Pipeline[] =>
  Object.entries(mapAt(config, 'service', 'pipelines')).map(([name, pipeline]) => {
    const names = (kind: string) => listAt(pipeline, kind).map(textFrom);
    return { name, receivers: names('receivers'), processors: names('processors'), exporters: names('exporters') };
  });

/** Whether a part of what connects pipelines is known only later. */
export const hiddenIn = (config: unknown): boolean =>
  hasPlaceholderAt(config, 'service', 'pipelines') ||
  pipelinesOf(config).some(
    ({ name, receivers, exporters }) =>
      [...receivers, ...exporters, name].some(hasPlaceholder) ||
      ['receivers', 'exporters'].some((kind) => hasPlaceholderAt(config, 'service', 'pipelines', name, kind)),
  );

/** The pipelines of traces alone. */
export const tracesOf = (config: unknown): Pipeline[] => pipelinesOf(config).filter(({ name }) => typeOf(name) === 'traces');

/** All components of a configuration, as their `kind/type`, with their places. */
export const componentPlaces = (config: unknown): (readonly [component: string, path: Path])[] =>
  ['receivers', 'processors', 'exporters', 'connectors', 'extensions'].flatMap((kind) =>
    Object.keys(mapAt(config, kind)).map((name) => [`${kind}/${typeOf(name)}`, [kind, name]] as const),
  );

/** All components of a configuration: `receivers/opencensus`. */
export const componentsOf = (config: unknown): string[] => componentPlaces(config).map(([component]) => component);

/** What messages call a component: `receiver opencensus`. @param component `receivers/opencensus` */
export const componentText = (component: string): string => component.replace(/s\//, ' ');
