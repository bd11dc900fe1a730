/** Probes and lifecycle hooks of containers. */
import { PROBES } from '../../../../lib/kubernetes/probes';
import type { Mistake } from '../mistake';
import { allWithin, type Field, formed, oneOfOrEmpty, required, requiredList, setAmong, within } from './field';
import { HEADER } from './formats';
import { portNumber, portReference } from './ports';

const OF_PROBES = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const OF_HOOKS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** @param grace the seconds that the pod has to end */
export const probesAndHooks = (container: Field, grace: number): Mistake[] => [
  ...PROBES.flatMap((name) => (container.at(name).isSet ? probe(container.at(name), name) : [])),
  ...['postStart', 'preStop'].flatMap((name) => {
    const hook = container.at('lifecycle', name);
    return hook.isSet ? [...handler(hook, OF_HOOKS), ...within(hook.at('sleep', 'seconds'), 0, grace)] : [];
  }),
];

/** Init containers end before the others start, so they have neither probes nor hooks, unless they are sidecars. */
export const noProbesNorHooks = (container: Field): Mistake[] =>
  setAmong(container, [...PROBES, 'lifecycle']).map((name) =>
    container.at(name).refused('conflicting-fields', 'is set for an init container', 'remove it, or set restartPolicy: Always'),
  );

function probe(field: Field, name: string): Mistake[] {
  const [success, grace] = [field.at('successThreshold'), field.at('terminationGracePeriodSeconds')];
  const isReadiness = name === 'readinessProbe';
  return [
    ...handler(field, OF_PROBES),
    ...allWithin(field, ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold', 'successThreshold'], 0),
    ...(!isReadiness && success.number !== undefined && success.number > 1
      ? [success.refused('invalid-probe', `is ${success.number}, but must be 1 for this probe`, 'remove it')]
      : []),
    ...(isReadiness && grace.isSet ? [grace.refused('invalid-probe', 'is set for a readiness probe', 'remove it')] : []),
    ...within(grace, 1),
  ];
}

function handler(field: Field, known: readonly string[]): Mistake[] {
  const set = setAmong(field, known);
  if (set.length === 0) return [field.refused('invalid-probe', 'has no handler', `add one of ${known.join(', ')}`)];
  if (set.length > 1) return [field.refused('invalid-probe', `has ${set.join(' and ')}`, 'keep one of them')];
  const [exec, http, tcp, grpc] = [field.at('exec'), field.at('httpGet'), field.at('tcpSocket'), field.at('grpc')];
  return [
    ...(exec.isSet ? requiredList(exec.at('command'), 'add a command') : []),
    ...(http.isSet ? [...portOf(http), ...oneOfOrEmpty(http.at('scheme'), 'invalid-value', ['HTTP', 'HTTPS'])] : []),
    ...http
      .items('httpHeaders')
      .flatMap((header) => [...required(header.at('name')), ...formed(header.at('name'), 'invalid-value', HEADER)]),
    ...(tcp.isSet ? portOf(tcp) : []),
    ...(grpc.isSet ? portNumber(grpc.at('port')) : []),
  ];
}

const portOf = (action: Field): Mistake[] => portReference(action.at('port'));
