/** Checks the arguments of Tempo's processes. */
import { targetName, WORKLOADS } from '../../../charts/tempo/names/workloads';
import { GOSSIP_PORT, GRPC_PORT, memberLinks } from '../../../charts/tempo/pods/members';
import { type About, error, type Finding, type Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { listAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { flagValues, type Reader, type RunningTempo, targetOf, tempoVersionOf } from '../../world/tempo';
import { flagMistakes } from './flags';
import { CONFIGURATION_RULES } from './rules';

export function checkArguments(tempo: RunningTempo): Finding[] {
  return tempo.readers.flatMap((reader) =>
    [
      ...secondTarget(reader),
      ...unknownTarget(reader),
      ...flagMistakes(argumentsOf(reader), tempoVersionOf(reader)),
      ...ending(reader),
      ...ignored(reader),
      ...otherPorts(reader, tempo),
    ].map((statement) => aboutReader(reader, statement)),
  );
}

/** A process as the subject of a finding. */
export const aboutContainer = ({ pod: { placed }, container }: Reader): About => ({
  ...aboutObject(placed.object),
  part: `container ${container.name}`,
});

/** An error about a process. */
export const aboutReader = (reader: Reader, statement: Statement): Finding =>
  error(reader.pod.placed.place, statement, aboutContainer(reader));

const argumentsOf = ({ container: { source } }: Reader): string[] => listAt(source, 'args').map(textFrom);

function secondTarget(reader: Reader): Statement[] {
  const [first = '', ...later] = flagValues(reader, 'target');
  const last = later.at(-1) ?? first;
  if (last === first) return [];
  const problem = `has -target=${last} after -target=${first}, and the last one counts, so nothing here runs the ${first}`;
  return [CONFIGURATION_RULES.says('second-target', problem, `remove -target=${last}`)];
}

/** The targets of Tempo 1.5 to 3.0 (cmd/tempo/app/modules.go). */
export const TARGETS: readonly string[] = [
  ...['all', 'scalable-single-binary', 'metrics-generator-no-local-blocks', 'server', 'internal-server', 'store', 'optional-store'],
  ...['memberlist-kv', 'usage-report', 'overrides', 'overrides-api', 'cache-provider', 'ring', 'secondary-ring'],
  ...['metrics-generator-ring', 'live-store-ring', 'partition-ring', 'generator-ring-watcher'],
  ...WORKLOADS.map(targetName),
];

/** Several targets may be given, with commas. Other programs have targets of their own. */
function unknownTarget(reader: Reader): Statement[] {
  if (tempoVersionOf(reader) === undefined) return [];
  const unknown = targetOf(reader)
    .split(',')
    .find((target) => !TARGETS.includes(target.trim()));
  if (unknown === undefined) return [];
  const problem = `has -target=${unknown}, which Tempo does not have, so it does not start`;
  return [CONFIGURATION_RULES.says('unknown-target', problem, `use ${nearest(unknown, TARGETS) ?? 'the name of a microservice, or all'}`)];
}

/** Flags with which Tempo prints something and exits (cmd/tempo/main.go). */
const ENDING = /^--?(version|help|h|config\.verify|health)(=(true|1|t|T|TRUE|True))?$/;

function ending(reader: Reader): Statement[] {
  const flag = argumentsOf(reader).find((arg) => ENDING.test(arg));
  return flag === undefined
    ? []
    : [CONFIGURATION_RULES.says('ends-at-once', `has ${flag}, with which Tempo exits instead of running`, `remove ${flag}`)];
}

/** Go reads no flags after the first argument that is neither a flag nor the value of one. */
function ignored(reader: Reader): Statement[] {
  const args = argumentsOf(reader);
  const index = args.findIndex((arg, at) => !arg.startsWith('-') && (at === 0 || /=|^[^-]/.test(args[at - 1] ?? '')));
  const lost = index < 0 ? undefined : args.slice(index + 1).find((arg) => arg.startsWith('-'));
  if (lost === undefined) return [];
  const problem = `has the argument ${args[index]}, after which Tempo reads no flags, such as ${lost}`;
  return [CONFIGURATION_RULES.says('ignored-arguments', problem, 'remove it')];
}

interface PortFlag {
  readonly path: readonly string[];
  /** The default of Tempo, and the targets to which other processes connect there. @default only the configuration has the port */
  readonly ofProcesses?: { readonly port: number; readonly of: readonly string[] };
}

/** Flags that take precedence over the configuration, from which all addresses are known. */
const PORTS: Readonly<Record<string, PortFlag>> = {
  'server.http-listen-port': { path: ['server', 'http_listen_port'] },
  'server.grpc-listen-port': {
    path: ['server', 'grpc_listen_port'],
    ofProcesses: { port: GRPC_PORT, of: memberLinks(false).map(({ to }) => targetName(to)) },
  },
  'memberlist.bind-port': { path: ['memberlist', 'bind_port'], ofProcesses: { port: GOSSIP_PORT, of: WORKLOADS.map(targetName) } },
};

function otherPorts(reader: Reader, { config }: RunningTempo): Statement[] {
  return Object.entries(PORTS).flatMap(([flag, { path, ofProcesses }]) => {
    const port = flagValues(reader, flag).at(-1);
    const configured = textAt(config, ...path);
    const byDefault = ofProcesses?.of.includes(targetOf(reader)) ? String(ofProcesses.port) : undefined;
    const expected = configured ?? byDefault;
    if (port === undefined || expected === undefined || port === expected) return [];
    const source = configured === undefined ? ', the default, at which other processes connect' : ' of the configuration';
    const problem = `has -${flag}=${port}, which takes precedence over ${path.join('.')} ${expected}${source}`;
    return [CONFIGURATION_RULES.says('other-port', problem, `remove -${flag}=${port}`)];
  });
}
