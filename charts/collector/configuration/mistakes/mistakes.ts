/** Mistakes in a configuration with which the collector does not start. Parts that are known only later are not judged. */
import { nearest } from '../../../../lib/findings/nearest';
import { at, isMap, listAt, mapAt, type Path, textAt } from '../../../../lib/yaml/parsed';
import { MEMORY_LIMITER, typeOf } from '../../components/processors';
import { SIGNALS, signalOf } from '../../components/signals';
import { capsGcInterval, hasMetricsAddress } from '../../releases';
import { hiddenIn, KINDS, type Kind, type Pipeline, pipelinesOf } from '../pipelines';
import { hasPlaceholder, hasPlaceholderAt } from '../placeholders';
import { wrongConnections } from './connections';
import { unknownFields } from './fields';
import { wrongIds } from './ids';
import { isMeantIn, unknownKeys } from './keys';
import { faultOfLimiter } from './limiter';
import { type Mistake, NO_START } from './mistake';
import { takenPorts } from './ports';
import { METRICS, unknownChoices } from './telemetry';

/** What something else adds to a configuration. */
export interface Added {
  /** Whether it defines a component or an extension of that name. */
  readonly defines: (name: string) => boolean;
  /** Whether it gives receivers or exporters to a pipeline. */
  readonly fills: (pipeline: string) => boolean;
  /** Whether it keeps each processor of a pipeline once. */
  readonly unites: (pipeline: Pipeline) => boolean;
}

const NOTHING: Added = { defines: () => false, fills: () => false, unites: () => false };

/**
 * @param version that of the collector; undefined if it is unknown
 * @param added @default nothing
 */
export const mistakesIn = (config: unknown, version: string | undefined, added: Added = NOTHING): Mistake[] => [
  ...unknownKeys(config, version),
  ...unknownChoices(config),
  ...wrongIds(config),
  ...undefinedIn(config, added),
  ...pipelinesOf(config).flatMap((pipeline) => [
    ...unsignalled(pipeline),
    ...emptyIn(config, pipeline, added),
    ...repeatedIn(pipeline, added),
  ]),
  ...looseIn(config),
  ...wrongConnections(config, version),
  ...takenPorts(config),
  ...notStartedIn(config, added),
  ...withoutEndpoint(config),
  ...smallBatches(config),
  ...unlimitedIn(config, version),
  ...removedIn(config, version),
  ...misspeltIn(config, version),
];

/** The names in a section of the configuration; undefined if they are known only later, or below another key. */
function namesIn(config: unknown, section: string): string[] | undefined {
  const names = Object.keys(mapAt(config, section));
  return hasPlaceholderAt(config, section) || names.some(hasPlaceholder) || isMeantIn(config, [], section) ? undefined : names;
}

/** Connectors are receivers and exporters too. */
function undefinedIn(config: unknown, added: Added): Mistake[] {
  const inPipelines = pipelinesOf(config).flatMap((pipeline) =>
    (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
      const [own, connectors] = [namesIn(config, kind), kind === 'processors' ? [] : namesIn(config, 'connectors')];
      if (!own || !connectors) return [];
      const known = [...own, ...connectors];
      const path = ['service', 'pipelines', pipeline.name, kind];
      const who = `pipeline ${pipeline.name} uses ${KINDS[kind]}`;
      return unknown({ names: pipeline[kind], known, added, path, who }).map((mistake) => ({ ...mistake, section: [kind] }));
    }),
  );
  const names = listAt(config, 'service', 'extensions').map(String);
  const known = namesIn(config, 'extensions');
  const path = ['service', 'extensions'];
  const listed = known ? unknown({ names, known, added, path, who: 'service.extensions lists' }) : [];
  return [...inPipelines, ...listed.map((mistake) => ({ ...mistake, section: ['extensions'] }))];
}

interface Names {
  readonly names: readonly string[];
  readonly known: readonly string[];
  readonly added: Added;
  /** Of the list of names. */
  readonly path: Path;
  readonly who: string;
}

const unknown = ({ names, known, added, path, who }: Names): Mistake[] =>
  names.flatMap((name, index): Mistake[] => {
    if (known.includes(name) || hasPlaceholder(name) || added.defines(name)) return [];
    const meant = nearest(name, known);
    const problem = `${who} ${name}, which is not defined, ${NO_START}`;
    return [{ rule: 'undefined-component', path: [...path, index], problem, fix: meant ? `use ${meant}` : 'define it, or remove it' }];
  });

function unsignalled({ name }: Pipeline): Mistake[] {
  if (signalOf(name) || hasPlaceholder(name)) return [];
  const near = nearest(typeOf(name), SIGNALS);
  const problem = `pipeline ${name} is not named after a signal, ${NO_START}`;
  const own = name.replace(/^\/+/, '').replace(/\s+/g, '-');
  const fix = near ? `use ${near}, or ${near}/ with a name` : `use traces/${own}, metrics/${own} or logs/${own}`;
  return [{ rule: 'unknown-signal', path: ['service', 'pipelines', name], problem, fix }];
}

const emptyIn = (config: unknown, { name, receivers, exporters }: Pipeline, added: Added): Mistake[] =>
  Object.entries({ receivers, exporters }).flatMap(([kind, names]): Mistake[] => {
    const path = ['service', 'pipelines', name];
    if (names.length > 0 || hasPlaceholderAt(config, ...path, kind) || added.fills(name) || isMeantIn(config, path, kind)) return [];
    const problem = `pipeline ${name} has no ${kind}, ${NO_START}`;
    return [{ rule: 'empty-pipeline', path: [...path, kind], problem, fix: 'add one, or remove the pipeline' }];
  });

/** A processor that a pipeline has twice (`PipelineConfig.Validate` in service/pipelines/config.go of the collector). */
const repeatedIn = (pipeline: Pipeline, added: Added): Mistake[] =>
  pipeline.processors.flatMap((processor, index, all): Mistake[] => {
    if (all.indexOf(processor) === index || added.unites(pipeline)) return [];
    const problem = `pipeline ${pipeline.name} has processor ${processor} more than once, ${NO_START}`;
    const path = ['service', 'pipelines', pipeline.name, 'processors', index];
    return [{ rule: 'repeated-processor', path, problem, fix: 'remove it here, or use one of another name' }];
  });

function looseIn(config: unknown): Mistake[] {
  const pipelines = pipelinesOf(config);
  if (hiddenIn(config)) return [];
  return Object.keys(mapAt(config, 'connectors')).flatMap((name): Mistake[] => {
    const exports = pipelines.some(({ exporters }) => exporters.includes(name));
    const receives = pipelines.some(({ receivers }) => receivers.includes(name));
    if (exports === receives) return [];
    const [has, lacks] = exports ? ['exporter', 'receiver'] : ['receiver', 'exporter'];
    const problem = `connector ${name} is the ${has} of a pipeline and the ${lacks} of none, ${NO_START}`;
    return [{ rule: 'loose-connector', path: ['connectors', name], problem, fix: `add it to the ${lacks}s of a pipeline` }];
  });
}

/** What authenticates, and what stores a queue, are extensions. Only those of service.extensions are started. */
function notStartedIn(config: unknown, added: Added): Mistake[] {
  const started = listAt(config, 'service', 'extensions').map(String);
  if (hasPlaceholderAt(config, 'service', 'extensions') || started.some(hasPlaceholder)) return [];
  const used = pipelinesOf(config).flatMap(({ receivers, exporters }) => [...receivers, ...exporters]);
  return ['receivers', 'exporters'].flatMap((kind) =>
    Object.entries(mapAt(config, kind)).flatMap(([name, settings]) =>
      !used.includes(name)
        ? []
        : extensionsOf(settings).flatMap(({ path, extension }): Mistake[] => {
            if (started.includes(extension) || hasPlaceholder(extension) || added.defines(extension)) return [];
            const problem = `${KINDS[kind as Kind]} ${name} uses extension ${extension}, which service.extensions does not list, ${NO_START}`;
            return [{ rule: 'extension-not-started', path: [kind, name, ...path], problem, fix: 'add it there, and define it' }];
          }),
    ),
  );
}

/** @param settings of a component */
function extensionsOf(settings: unknown, path: Path = []): { readonly path: Path; readonly extension: string }[] {
  if (!isMap(settings)) return [];
  return Object.entries(settings).flatMap(([key, value]) => {
    const isOn = at(value, 'enabled') !== false && !hasPlaceholderAt(value, 'enabled');
    const field = key === 'auth' ? 'authenticator' : key === 'sending_queue' && isOn ? 'storage' : undefined;
    const extension = field === undefined ? undefined : textAt(value, field);
    if (field === undefined || extension === undefined) return extensionsOf(value, [...path, key]);
    return [{ path: [...path, key, field], extension }];
  });
}

const OTLP_GRPC = ['endpoint'];
const OTLP_HTTP = ['endpoint', ...SIGNALS.map((signal) => `${signal}_endpoint`)];

/** The addresses of each type of exporter, one of which it needs (`Validate` in its config.go), also in no pipeline. */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  otlp: OTLP_GRPC,
  otlp_grpc: OTLP_GRPC,
  otlphttp: OTLP_HTTP,
  otlp_http: OTLP_HTTP,
};

function withoutEndpoint(config: unknown): Mistake[] {
  const exporters = mapAt(config, 'exporters');
  const complete = Object.keys(exporters).filter((name) => lacksEndpoint(name, exporters[name]) === false);
  return Object.entries(exporters).flatMap(([name, settings]): Mistake[] => {
    if (!lacksEndpoint(name, settings)) return [];
    const suffix = name.slice(typeOf(name).length);
    const meant = complete.find((other) => suffix !== '' && other.endsWith(suffix));
    const fix = meant ? `did you mean ${meant}?` : 'set it, or remove the exporter';
    return [{ rule: 'no-endpoint', path: ['exporters', name], problem: `exporter ${name} has no endpoint, ${NO_START}`, fix }];
  });
}

/** Undefined for an exporter of another type, and for settings that are known only later. */
function lacksEndpoint(name: string, settings: unknown): boolean | undefined {
  const fields = Object.hasOwn(ENDPOINTS, typeOf(name)) ? ENDPOINTS[typeOf(name)] : undefined;
  return hasPlaceholder(settings) ? undefined : fields && !fields.some((field) => textAt(settings, field));
}

/** The default of send_batch_size (processor/batchprocessor/factory.go of the collector, in every release). */
const BATCH_SIZE = 8192;

/** A batch that may not be as large as one that is sent, also in no pipeline. */
const smallBatches = (config: unknown): Mistake[] =>
  Object.entries(mapAt(config, 'processors')).flatMap(([name, settings]): Mistake[] => {
    const most = Number(textAt(settings, 'send_batch_max_size') ?? 0);
    const size = Number(textAt(settings, 'send_batch_size') ?? BATCH_SIZE);
    if (typeOf(name) !== 'batch' || !(most > 0 && most < size)) return [];
    const problem = `processor ${name} has send_batch_max_size ${most} and send_batch_size ${size}, ${NO_START}`;
    const fix = `set a send_batch_size of up to ${most}`;
    return [{ rule: 'batch-size', path: ['processors', name, 'send_batch_max_size'], problem, fix }];
  });

/** Memory limiters with which the collector does not start, also in no pipeline. */
const unlimitedIn = (config: unknown, version: string | undefined): Mistake[] =>
  Object.entries(mapAt(config, 'processors')).flatMap(([name, settings]): Mistake[] => {
    const fault =
      typeOf(name) === MEMORY_LIMITER ? faultOfLimiter(settings, () => version !== undefined && capsGcInterval(version)) : undefined;
    if (!fault) return [];
    const problem = `processor ${name} ${fault.problem}, ${NO_START}`;
    return [{ rule: 'limiter-without-limit', path: ['processors', name], problem, fix: fault.fix }];
  });

function removedIn(config: unknown, version: string | undefined): Mistake[] {
  const path = [...METRICS, 'address'];
  if (at(config, ...path) === undefined || version === undefined || hasMetricsAddress(version)) return [];
  const problem = `collector ${version} no longer knows ${path.join('.')}, ${NO_START}`;
  const fix = at(config, ...METRICS, 'readers') === undefined ? 'use readers instead' : 'remove it, because readers is set already';
  return [{ rule: 'removed-setting', path, problem, fix }];
}

const misspeltIn = (config: unknown, version: string | undefined): Mistake[] =>
  unknownFields(mapAt(config, 'processors'), version).map(({ path, processor, field, fix }) => {
    const problem = `processor ${processor} has no field ${field}, ${NO_START}`;
    return { rule: 'unknown-setting', path, problem, fix };
  });
