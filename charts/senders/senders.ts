/** The applications that send traces: where each one sends. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { Path } from '../../lib/yaml/parsed';
import { type Endpoint, hostPort, url } from '../component';
import type { Receiver } from '../tempo/receivers';
import type { SendersConfig } from './config';
import { SENDERS_RULES } from './rules';

export interface SendersProps {
  readonly config: SendersConfig;
  readonly findings: Findings;
  /** The endpoint of a receiver, with an error at the key of the sender if it is off. */
  readonly receiver: (name: Receiver, asker: Path) => Endpoint;
  readonly hasPolicies: boolean;
  /** Whether proxies of Linkerd send spans too. */
  readonly hasMesh: boolean;
}

/** @returns what the cluster must already have, one phrase per application: who sends, by what, and where */
export function checkSenders({ config, findings, receiver, hasPolicies, hasMesh }: SendersProps): string[] {
  const key = ['senders', 'complete'];
  if (config.complete && !hasPolicies) {
    const fix = 'set networkPolicies: true, or remove it';
    findings.error(key, SENDERS_RULES.says('without-policies', 'has no effect without networkPolicies', fix));
  } else if (config.complete && hasMesh) {
    const problem = 'stops the spans of proxies of Linkerd in pods that senders.workloads does not list';
    const fix = 'list every namespace of the mesh, or accept that they are missing';
    findings.warning(key, SENDERS_RULES.says('stops-proxies', problem, fix));
  }
  return config.workloads.map(({ namespace, labels, receiver: name }, index) => {
    const endpoint = receiver(name, ['senders', 'workloads', index]);
    const who = Object.entries(labels ?? {}).map(([label, value]) => `${label}: ${value}`);
    const pods = who.length > 0 ? `the pods with ${who.join(', ')}` : 'all pods';
    return `spans by ${name} to ${addressOf(name, endpoint)} from ${pods} of namespace ${namespace}`;
  });
}

/** A URL where exporters take one, else host:port. */
const addressOf = (name: Receiver, endpoint: Endpoint): string =>
  endpoint.path !== undefined || name === 'otlp-grpc' ? url(endpoint) : hostPort(endpoint);
