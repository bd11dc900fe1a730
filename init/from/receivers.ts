/** The receivers of a running Tempo. */
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../../charts/tempo/receivers';
import { at, isMap, mapAt, type Path } from '../../lib/yaml/parsed';
import type { Values } from './running';
import type { Told } from './told';

export interface Received {
  readonly receivers: readonly string[];
  readonly receiverOptions?: Readonly<Record<string, unknown>>;
  /** The values that they replace. */
  readonly replaced: readonly Path[];
}

/** What the chart tempo receives if its values say nothing. */
const OF_MONOLITHIC: readonly Receiver[] = [
  'otlp-grpc',
  'otlp-http',
  'jaeger-grpc',
  'jaeger-thrift-binary',
  'jaeger-thrift-compact',
  'jaeger-thrift-http',
];

const EACH = Object.entries(RECEIVERS) as [Receiver, ReceiverFacts][];

export const receiversOf = (values: Values, isMonolithic: boolean, told: Told): Received =>
  isMonolithic ? ofMonolithic(values, told) : ofDistributed(values, told);

function ofDistributed(values: Values, told: Told): Received {
  const part = (facts: ReceiverFacts): Path => ['traces', ...(facts.values as Path)];
  const on = EACH.filter(([, facts]) => at(values, ...part(facts), 'enabled') === true);
  if (on.length === 0) told.cannot('tempo.receivers: the values enable no receiver that is known here, so OTLP is written; correct it');
  const options = on.flatMap(([name, facts]) => {
    const given = mapAt(values, ...part(facts), 'receiverConfig');
    return Object.keys(given).length > 0 ? [[name, given] as const] : [];
  });
  return {
    receivers: on.length > 0 ? on.map(([name]) => name) : ['otlp-grpc', 'otlp-http'],
    ...(options.length > 0 && { receiverOptions: Object.fromEntries(options) }),
    replaced: EACH.flatMap(([, facts]) => [
      [...part(facts), 'enabled'],
      [...part(facts), 'receiverConfig'],
    ]),
  };
}

function ofMonolithic(values: Values, told: Told): Received {
  const part = ({ configuration: [protocol, transport] }: ReceiverFacts): Path =>
    transport ? ['tempo', 'receivers', protocol, 'protocols', transport] : ['tempo', 'receivers', protocol];
  const isOn = (facts: ReceiverFacts) => Object.hasOwn(mapAt(values, ...part(facts).slice(0, -1)), part(facts).at(-1) as string);
  const on = EACH.filter(([, facts]) => (isOn(facts) && at(values, ...part(facts)) !== null) || isEmptyOn(values, part(facts)));
  if (on.length === 0) told.cannot('tempo.receivers: the values have none, so those that the chart has by default are written');
  const options = on.flatMap(([name, facts]) => {
    const { endpoint, ...given } = mapAt(values, ...part(facts));
    if (endpoint !== undefined && !String(endpoint).endsWith(`:${facts.port}`))
      told.cannot(`tempo.receivers ${name}: its port cannot be set; senders must use ${facts.port}`);
    return Object.keys(given).length > 0 ? [[name, given] as const] : [];
  });
  return {
    receivers: on.length > 0 ? on.map(([name]) => name) : OF_MONOLITHIC,
    ...(options.length > 0 && { receiverOptions: Object.fromEntries(options) }),
    replaced: EACH.map(([, facts]) => part(facts)),
  };
}

/** `grpc:` without a value turns a protocol on, and `zipkin:` without one removes a receiver of the chart. */
const isEmptyOn = (values: Values, part: Path): boolean =>
  part.includes('protocols') && isMap(at(values, ...part.slice(0, -1))) && at(values, ...part) === null;
