/** Checks that a collector starts with its configuration, and that its processors are in an order that works. */
import { lackOfLimiter, lateIn as lateProcessor, MEMORY_LIMITER, TAIL_SAMPLING, typeOf } from '../../../../charts/collector/processors';
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { at, listAt, mapAt } from '../../../../lib/yaml/parsed';
import { type Pipeline, pipelinesOf, type RunningCollector, tracesOf } from '../../../world/collectors';
import { aboutObject } from '../../../world/kubernetes';
import { replicasOf } from '../../../world/replicas';
import { CONFIGURATION_RULES } from '../rules';
import { lacking } from './distributions';

const NO_START = 'so the collector does not start';

export const checkCollectors = (collectors: readonly RunningCollector[]): Finding[] =>
  collectors.flatMap((collector) => {
    const { placed, key } = collector;
    const about = { ...aboutObject(placed.object), part: key };
    const errors = [undefinedIn, emptyIn, looseIn, missingIn, unlimitedIn].flatMap((check) => check(collector));
    const warnings = [...lateIn(collector), ...splitIn(collector, collectors)];
    return [
      ...errors.map((statement) => error(placed.place, statement, about)),
      ...warnings.map((statement) => warning(placed.place, statement, about)),
    ];
  });

const KINDS = { receivers: 'receiver', processors: 'processor', exporters: 'exporter' } as const;

/** Connectors are receivers and exporters too. */
function undefinedIn(collector: RunningCollector): Statement[] {
  const { config } = collector;
  const connectors = Object.keys(mapAt(config, 'connectors'));
  const inPipelines = pipelinesOf(collector).flatMap((pipeline) =>
    (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) => {
      const known = [...Object.keys(mapAt(config, kind)), ...(kind === 'processors' ? [] : connectors)];
      return unknown(pipeline[kind], known, `pipeline ${pipeline.name} uses ${KINDS[kind]}`);
    }),
  );
  const extensions = listAt(config, 'service', 'extensions').map(String);
  return [...inPipelines, ...unknown(extensions, Object.keys(mapAt(config, 'extensions')), 'service.extensions lists')];
}

const unknown = (names: readonly string[], known: readonly string[], who: string): Statement[] =>
  names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return CONFIGURATION_RULES.says(
        'undefined-component',
        `${who} ${name}, which is not defined, ${NO_START}`,
        meant ? `use ${meant}` : 'define it, or remove it',
      );
    });

const emptyIn = (collector: RunningCollector): Statement[] =>
  pipelinesOf(collector).flatMap(({ name, receivers, exporters }) =>
    Object.entries({ receivers, exporters }).flatMap(([kind, names]) =>
      names.length > 0
        ? []
        : CONFIGURATION_RULES.says('empty-pipeline', `pipeline ${name} has no ${kind}, ${NO_START}`, 'add one, or remove the pipeline'),
    ),
  );

function looseIn(collector: RunningCollector): Statement[] {
  const pipelines = pipelinesOf(collector);
  return Object.keys(mapAt(collector.config, 'connectors')).flatMap((name) => {
    const exports = pipelines.some(({ exporters }) => exporters.includes(name));
    const receives = pipelines.some(({ receivers }) => receivers.includes(name));
    if (exports === receives) return [];
    const [has, lacks] = exports ? ['exporter', 'receiver'] : ['receiver', 'exporter'];
    const problem = `connector ${name} is the ${has} of a pipeline and the ${lacks} of none, ${NO_START}`;
    return [CONFIGURATION_RULES.says('loose-connector', problem, `add it to the ${lacks}s of a pipeline`)];
  });
}

/** A component that the program does not have is refused even if no pipeline uses it. */
function missingIn({ config, reader: { container } }: RunningCollector): Statement[] {
  return ['receivers', 'processors', 'exporters', 'connectors'].flatMap((kind) =>
    Object.keys(mapAt(config, kind)).flatMap((name) => {
      const component = `${kind}/${typeOf(name)}`;
      const lack = lacking(container, component);
      if (!lack) return [];
      const problem = `${container.image} has no ${component}${lack === 'removed' ? ' any more' : ''}, ${NO_START}`;
      return [
        CONFIGURATION_RULES.says('missing-component', problem, lack === 'removed' ? 'remove it' : 'use opentelemetry-collector-contrib'),
      ];
    }),
  );
}

const unlimitedIn = (collector: RunningCollector): Statement[] =>
  pipelinesOf(collector).flatMap(({ name, processors }) =>
    processors
      .filter((processor) => typeOf(processor) === MEMORY_LIMITER && Object.hasOwn(mapAt(collector.config, 'processors'), processor))
      .flatMap((processor) => {
        const lack = lackOfLimiter(at(collector.config, 'processors', processor));
        if (lack === undefined) return [];
        const problem = `pipeline ${name} uses processor ${processor} without ${lack}, ${NO_START}`;
        return [CONFIGURATION_RULES.says('limiter-without-limit', problem, 'set it')];
      }),
  );

function lateIn(collector: RunningCollector): Statement[] {
  return tracesOf(collector).flatMap(({ name, processors }: Pipeline) => {
    const found = lateProcessor(processors, (processor) => at(collector.config, 'processors', processor));
    if (!found) return [];
    const problem = `pipeline ${name} has ${found.late} after ${found.before}, which forgets the address of the sender`;
    return [CONFIGURATION_RULES.says('late-attributes', problem, 'move it to the front')];
  });
}

function splitIn(collector: RunningCollector, collectors: readonly RunningCollector[]): Statement[] {
  const replicas = replicasOf(collector.reader.pod.placed);
  const samples = tracesOf(collector).some(({ processors }) => processors.some((name) => typeOf(name) === TAIL_SAMPLING));
  const isBalanced = collectors.some((other) =>
    tracesOf(other).some(({ exporters }) => exporters.some((name) => /^load_?balancing$/.test(typeOf(name)))),
  );
  if (!samples || !(replicas > 1) || isBalanced) return [];
  const problem = `${replicas} pods sample, and nothing sends all spans of a trace to the same one`;
  return [CONFIGURATION_RULES.says('split-traces', problem, 'use one, or the exporter loadbalancing before it')];
}
