/** Ports of containers, and references to ports. */
import type { Mistake } from '../mistake';
import { type Field, formed, type Surroundings } from './field';
import { PORT_NAME } from './formats';
import { duplicates, mergedByKey, repeated } from './unique';

/** The number of a port. */
export function portNumber(field: Field, least = 1): Mistake[] {
  if (field.number === undefined || (field.number >= least && field.number <= 65_535)) return [];
  return [field.refused('invalid-port', `is ${field.number}, but must be 1 to 65535`, 'use a port from 1 to 65535')];
}

/** The number or name of a port. A number in quotes is a name. */
export function portReference(field: Field): Mistake[] {
  if (typeof field.value === 'number') return Number.isInteger(field.value) ? portNumber(field) : [notWhole(field)];
  if (field.value === '') return [field.refused('missing-field', 'is empty', 'use the number or name of a port')];
  if (field.text !== undefined && /^\d+$/.test(field.text))
    return [field.refused('invalid-port-name', `is ${field.printed}, which is text without a letter`, 'remove the quotes')];
  return formed(field, 'invalid-port-name', PORT_NAME);
}

const notWhole = (field: Field): Mistake =>
  field.refused('invalid-port', `is ${field.printed}, but must be a whole number`, 'use a whole number');

/** @param hostNetwork whether the pod uses the network of its node */
export function containerPorts(container: Field, hostNetwork: boolean, { isServerSide }: Surroundings): Mistake[] {
  const ports = container.items('ports');
  const same = repeated(ports, (port) => {
    const number = port.at('containerPort').number;
    return number === undefined ? undefined : `${number}/${port.at('protocol').text ?? 'TCP'}`;
  });
  return [
    ...ports.flatMap((port) => [
      ...portNumber(port.at('containerPort')),
      ...(port.at('hostPort').number === 0 ? [] : portNumber(port.at('hostPort'))),
      ...formed(port.at('name'), 'invalid-port-name', PORT_NAME),
      ...(hostNetwork ? differingHostPort(port) : []),
    ]),
    ...duplicates(ports, 'name'),
    ...mergedByKey('duplicate-port', same, 'containerPort', isServerSide, 'the API server takes it'),
  ];
}

function differingHostPort(port: Field): Mistake[] {
  const [host, own] = [port.at('hostPort'), port.at('containerPort')];
  if (!host.number || host.number === own.number) return [];
  return [
    host.refused('conflicting-fields', `is ${host.printed}, but the pod has hostNetwork and containerPort ${own.printed}`, 'use the same'),
  ];
}

/**
 * Ports of the node that two containers want.
 * @param pod the spec of the pod; the host port of a Pod with hostNetwork is its containerPort by default
 */
export function hostPortClashes(containers: readonly Field[], pod?: Field): Mistake[] {
  const isSame = pod?.path.length === 1 && pod.at('hostNetwork').value === true;
  const hostPort = (port: Field) => port.at(isSame && !port.at('hostPort').number ? 'containerPort' : 'hostPort');
  const ports = containers.flatMap((container) => container.items('ports'));
  const keyOf = (port: Field) => {
    const number = hostPort(port).number;
    return number ? `${port.at('hostIP').text ?? ''}:${number}/${port.at('protocol').text ?? 'TCP'}` : undefined;
  };
  return repeated(ports, keyOf).map(({ item }) =>
    item.at('hostPort').refused('duplicate-port', `${hostPort(item).printed} is used twice in this pod`, 'use another port'),
  );
}
