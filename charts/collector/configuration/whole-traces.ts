/** What needs all spans of a trace in one pod of a collector. */
import type { Path } from '../../../lib/yaml/parsed';
import { TAIL_SAMPLING, typeOf } from '../components/processors';
import { tracesOf } from './pipelines';

/** What each of them does, with several pods as the subject. */
const PROCESSORS: Readonly<Record<string, string>> = {
  [TAIL_SAMPLING]: 'sample',
  groupbytrace: 'put traces together',
};
const CONNECTORS: Readonly<Record<string, string>> = {
  servicegraph: 'pair the two spans of a request',
  service_graph: 'pair the two spans of a request',
};

export interface WholeTraces {
  /** The name of the pipeline. */
  readonly pipeline: string;
  /** `sample` */
  readonly does: string;
  readonly samples: boolean;
  /** Its place in the configuration. */
  readonly path: Path;
}

/** All in the pipelines of traces. */
export const wholeTracesIn = (config: unknown): WholeTraces[] =>
  tracesOf(config).flatMap(({ name, processors, exporters }) =>
    Object.entries({ processors, exporters }).flatMap(([kind, components]) =>
      components.flatMap((component, index): WholeTraces[] => {
        const known = kind === 'processors' ? PROCESSORS : CONNECTORS;
        const type = typeOf(component);
        const does = Object.hasOwn(known, type) ? known[type] : undefined;
        const path = ['service', 'pipelines', name, kind, index];
        return does === undefined ? [] : [{ pipeline: name, does, samples: type === TAIL_SAMPLING, path }];
      }),
    ),
  );

const LOADBALANCING = /^load_?balancing$/;

/** Whether an exporter sends all spans of a trace to the same address. */
export const keepsTogether = (exporter: string, routingKey: string | undefined): boolean =>
  LOADBALANCING.test(typeOf(exporter)) && (routingKey === undefined || routingKey === 'traceID');
