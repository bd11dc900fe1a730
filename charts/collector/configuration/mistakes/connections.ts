/** Pipelines that the collector cannot build: of a signal that a component does not have, and those that send to themselves. */
import { listed, listedOr } from '../../../../lib/findings/listed';
import { mapAt } from '../../../../lib/yaml/parsed';
import { reachedBy, SIGNALS, type Signal, signalOf, signalsOf } from '../../components/signals';
import { isKnownProgram } from '../../releases';
import { hiddenIn, KINDS, type Kind, type Pipeline, pipelinesOf } from '../pipelines';
import { type Mistake, NO_START } from './mistake';

/** @param version that of the collector; undefined if it is unknown, and then only what sends to itself is judged */
export function wrongConnections(config: unknown, version: string | undefined): Mistake[] {
  const connectors = Object.keys(mapAt(config, 'connectors'));
  const pipelines = pipelinesOf(config).flatMap((pipeline): Signalled[] => {
    const signal = signalOf(pipeline.name);
    return signal ? [{ ...pipeline, signal }] : [];
  });
  const isKnown = version !== undefined && isKnownProgram(version);
  return [
    ...(isKnown ? pipelines.flatMap((pipeline) => unsupportedIn(pipeline, connectors)) : []),
    ...(isKnown && !hiddenIn(config) ? connectors.flatMap((connector) => unconnected(connector, pipelines)) : []),
    ...circleIn(connectors, pipelines),
  ];
}

interface Signalled extends Pipeline {
  readonly signal: Signal;
}

/** Of profiles, which are experimental, nothing is judged. */
const isJudged = ({ signal }: Signalled): boolean => signal !== 'profiles';

const mistake = (rule: Mistake['rule'], [name, kind, index]: readonly [string, Kind, number], problem: string, fix: string): Mistake => ({
  ...{ rule, path: ['service', 'pipelines', name, kind, index] },
  ...{ problem: `${problem}, ${NO_START}`, fix },
});

function unsupportedIn(pipeline: Signalled, connectors: readonly string[]): Mistake[] {
  const { name, signal } = pipeline;
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    pipeline[kind].flatMap((component, index): Mistake[] => {
      const signals = connectors.includes(component) || !isJudged(pipeline) ? undefined : signalsOf(kind, component);
      if (!signals || signals.includes(signal)) return [];
      const problem = `pipeline ${name} has ${KINDS[kind]} ${component}, which is only for ${listed(signals)}`;
      return [mistake('unsupported-signal', [name, kind, index], problem, `use it in a pipeline of ${listedOr(signals)}`)];
    }),
  );
}

/** Each pipeline that exports to a connector needs one that receives from it, of a signal to which it leads, and the other way round. */
function unconnected(connector: string, pipelines: readonly Signalled[]): Mistake[] {
  const [senders, takers] = (['exporters', 'receivers'] as const).map((kind) =>
    pipelines.filter((pipeline) => pipeline[kind].includes(connector)),
  ) as [Signalled[], Signalled[]];
  // A connector on one side alone is an error elsewhere.
  if (senders.length === 0 || takers.length === 0 || ![...senders, ...takers].every(isJudged)) return [];
  const lost = senders.flatMap((sender): Mistake[] => {
    const { signal } = sender;
    const reached = reachedBy(connector, signal);
    if (!reached || takers.some((taker) => reached.includes(taker.signal))) return [];
    if (reached.length === 0) return [misconnected(sender, 'exporters', connector, `does not take ${signal}`, 'remove it there')];
    const to = listedOr(reached);
    const what = `leads from ${signal} only to ${to}, and no pipeline of ${to} receives from it`;
    return [misconnected(sender, 'exporters', connector, what, `add it to the receivers of a pipeline of ${to}`)];
  });
  return lost.length > 0 ? lost : takers.flatMap((taker) => unfed(connector, taker, senders));
}

function unfed(connector: string, taker: Signalled, senders: readonly Signalled[]): Mistake[] {
  const { signal } = taker;
  const from = SIGNALS.filter((each) => each !== 'profiles' && reachedBy(connector, each)?.includes(signal) !== false);
  if (senders.some((sender) => from.includes(sender.signal))) return [];
  if (from.length === 0) return [misconnected(taker, 'receivers', connector, `does not give ${signal}`, 'remove it there')];
  const of = listedOr(from);
  const what = `leads to ${signal} only from ${of}, and no pipeline of ${of} exports to it`;
  return [misconnected(taker, 'receivers', connector, what, `add it to the exporters of a pipeline of ${of}`)];
}

/** @param what is wrong with the connector there */
function misconnected(pipeline: Signalled, kind: 'exporters' | 'receivers', connector: string, what: string, fix: string): Mistake {
  const { name } = pipeline;
  const uses = kind === 'exporters' ? 'exports to' : 'receives from';
  const place = [name, kind, pipeline[kind].indexOf(connector)] as const;
  return mistake('unsupported-signal', place, `pipeline ${name} ${uses} connector ${connector}, which ${what}`, fix);
}

interface Step {
  readonly from: Signalled;
  readonly connector: string;
}

/** The first circle of pipelines, each of which exports to a connector from which the next one receives. */
function circleIn(connectors: readonly string[], pipelines: readonly Signalled[]): Mistake[] {
  const done = new Set<string>();
  const circleFrom = (from: Signalled, before: readonly Step[]): readonly Step[] | undefined => {
    const start = before.findIndex((step) => step.from.name === from.name);
    if (start >= 0) return before.slice(start);
    if (done.has(from.name)) return undefined;
    for (const connector of from.exporters.filter((each) => connectors.includes(each))) {
      const reached = reachedBy(connector, from.signal) ?? [];
      for (const next of pipelines.filter(({ receivers, signal }) => receivers.includes(connector) && reached.includes(signal))) {
        const circle = circleFrom(next, [...before, { from, connector }]);
        if (circle) return circle;
      }
    }
    done.add(from.name);
    return undefined;
  };
  for (const pipeline of pipelines) {
    const circle = circleFrom(pipeline, []);
    const [first] = circle ?? [];
    if (circle && first) return [mistakeOf(circle, first)];
  }
  return [];
}

function mistakeOf(circle: readonly Step[], { from: { name, exporters }, connector }: Step): Mistake {
  const [first, ...others] = circle.map((step) => step.connector);
  const by = others.length > 0 ? `connectors ${listed([connector, ...others])}` : `connector ${first}`;
  const through = circle.length > 1 ? ` through ${listed(circle.slice(1).map(({ from }) => from.name))}` : '';
  const place = [name, 'exporters', exporters.indexOf(connector)] as const;
  return mistake('circle', place, `pipeline ${name} sends to itself${through} by ${by}`, 'remove a connector from one of its pipelines');
}
