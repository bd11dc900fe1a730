/** Mistakes in the arguments of Tempo's processes. */
import type { Rule } from '../../../lib/findings/rules';

export const ARGUMENT_RULES = {
  'second-target': {
    proves: 'every process of Tempo has one target',
    example:
      'Deployment tempo-distributor (container distributor): has -target=querier after -target=distributor, and the last one counts, so nothing here runs the distributor; remove -target=querier',
    wayOut: 'Remove the second argument',
  },
  'unknown-target': {
    proves: 'every process of Tempo has a target that exists',
    example:
      'Deployment tempo-distributor (container distributor): has -target=distributer, which Tempo does not have, so it does not start; use distributor',
    wayOut: 'Correct the target',
  },
  'unknown-argument': {
    proves: 'Tempo can read each of its arguments',
    example:
      'Deployment tempo-querier (container querier): has -config.flie=/conf/tempo.yaml, a flag that Tempo does not have, so it does not start; use -config.file',
    wayOut: 'Correct the argument',
  },
  'same-port': {
    proves: 'no two containers of a pod listen on the same port',
    example:
      'Deployment tempo-querier (container other): listens on port 3200, as container querier of the same pod does, so one of them does not start; remove it',
    wayOut: 'Remove one of the containers, or use another port',
  },
  'no-such-process': {
    proves: 'no microservice is missing because its workload has the target of another',
    example:
      'Deployment tempo-distributor (container distributor): runs the compactor, so nothing here runs the distributor; use -target=distributor',
    wayOut: 'Correct the target',
  },
  'ends-at-once': {
    proves: 'no process of Tempo exits at once',
    example:
      'Deployment tempo-querier (container querier): has -config.verify=true, with which Tempo exits instead of running; remove -config.verify=true',
    wayOut: 'Remove the argument',
  },
  'ignored-arguments': {
    proves: 'Tempo reads all of its arguments',
    example:
      'Deployment tempo-querier (container querier): has the argument tempo, after which Tempo reads no flags, such as -target=querier; remove it',
    wayOut: 'Remove the argument that is not a flag',
  },
  'other-port': {
    proves: 'no argument changes a port of the configuration',
    example:
      'Deployment tempo-querier (container querier): has -server.http-listen-port=4000, which takes precedence over server.http_listen_port 3200 of the configuration; remove -server.http-listen-port=4000',
    wayOut: 'Remove the argument',
  },
  'other-command': {
    proves: 'the containers of Tempo run Tempo',
    example: 'Deployment tempo-querier (container querier): runs sleep instead of Tempo; remove the command',
    wayOut: 'Remove the command',
  },
} as const satisfies Record<string, Rule>;
