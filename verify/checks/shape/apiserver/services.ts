/** Services. */
import type { Mistake } from '../mistake';
import { type Field, formed, oneOf, required, requiredFormed, requiredList, type Validator, within } from './field';
import { ADDRESS, LABEL, LABEL_KEY, NETWORK, SUBDOMAIN } from './formats';
import { portNumber, portReference } from './ports';
import { labelMap } from './selectors';
import { duplicates, repeated } from './unique';

export const service: Validator = (object) => {
  const spec = object.at('spec');
  const type = spec.at('type').text ?? 'ClusterIP';
  const isHeadless = spec.at('clusterIP').value === 'None' || spec.items('clusterIPs')[0]?.value === 'None';
  const ports = spec.items('ports');
  return [
    ...(type === 'ExternalName' || isHeadless ? [] : requiredList(spec.at('ports'), 'add a port')),
    ...ports.flatMap((port) => portMistakes(port, ports.length > 1, type)),
    ...duplicates(ports, 'name'),
    ...repeatedNumbers(ports, 'port'),
    ...repeatedNumbers(ports, 'nodePort'),
    ...labelMap(spec.at('selector')),
    ...(isHeadless && ['LoadBalancer', 'NodePort'].includes(type)
      ? [spec.at('clusterIP').refused('conflicting-fields', `is None, and type is ${type}`, 'use type: ClusterIP, or remove clusterIP')]
      : []),
    ...(type === 'ExternalName' ? externalName(spec) : addresses(spec)),
    ...spec
      .items('loadBalancerSourceRanges')
      .flatMap((range) =>
        typeof range.value === 'string' && !NETWORK.isValid(range.value.trim())
          ? [range.refused('invalid-address', `is ${range.printed}, which is not ${NETWORK.what}`, NETWORK.fix)]
          : [],
      ),
    ...['internalTrafficPolicy', 'ipFamilyPolicy', 'loadBalancerClass'].flatMap((name) =>
      spec.at(name).value === '' ? [spec.at(name).refused('invalid-value', 'is empty', 'remove it')] : [],
    ),
    ...affinity(spec),
    ...onlyFor(spec, type),
    ...oneOf(spec.at('trafficDistribution'), 'invalid-value', ['PreferClose', 'PreferSameZone', 'PreferSameNode']),
  ];
};

function portMistakes(port: Field, isNameRequired: boolean, type: string): Mistake[] {
  const [name, target, node] = [port.at('name'), port.at('targetPort'), port.at('nodePort')];
  return [
    ...(isNameRequired && !name.text
      ? [name.refused('unnamed-port', 'is missing, but required beside other ports', 'name each port')]
      : formed(name, 'invalid-port-name', LABEL)),
    ...portNumber(port.at('port')),
    // Without a target, it is the same port.
    ...(target.isSet && target.value !== 0 && target.value !== '' ? portReference(target) : []),
    ...(port.at('appProtocol').isSet ? requiredFormed(port.at('appProtocol'), 'invalid-value', LABEL_KEY) : []),
    ...(node.number ? nodePort(node, type) : []),
  ];
}

function nodePort(field: Field, type: string): Mistake[] {
  if (type === 'ClusterIP')
    return [field.refused('conflicting-fields', 'is set, and type is ClusterIP', 'remove it, or use type: NodePort')];
  const number = field.number ?? 0;
  if (number < 1 || number > 65_535) return portNumber(field);
  if (number >= 30_000 && number <= 32_767) return [];
  const fix = 'use a port from 30000 to 32767, unless the API server has another --service-node-port-range';
  return [{ ...field.refused('invalid-port', `is ${number}, which is outside of the default range of node ports`, fix), outcome: 'taken' }];
}

const repeatedNumbers = (ports: readonly Field[], name: string): Mistake[] =>
  repeated(ports, (port) => (port.at(name).number ? `${port.at(name).number}/${port.at('protocol').text ?? 'TCP'}` : undefined)).map(
    ({ key, item, first }) =>
      item.at(name).refused('duplicate-port', `is a duplicate of ${key} in ${pathText(first)}`, 'remove one of them'),
  );

const pathText = ({ path }: Field): string => `spec.ports[${path.at(-1)}]`;

function externalName(spec: Field): Mistake[] {
  const name = spec.at('externalName');
  return [
    ...required(name),
    ...(name.text && !SUBDOMAIN.isValid(name.text.replace(/\.$/, ''))
      ? [name.refused('invalid-host', `is ${name.printed}, which is not a valid host name`, 'use a domain in lower case')]
      : []),
    ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'].flatMap((field) =>
      spec.at(field).isSet && (spec.at(field).size > 0 || field === 'ipFamilyPolicy')
        ? [spec.at(field).refused('conflicting-fields', 'is set, and type is ExternalName', 'remove it')]
        : [],
    ),
    ...(spec.at('clusterIP').text
      ? [spec.at('clusterIP').refused('conflicting-fields', 'is set, and type is ExternalName', 'remove it')]
      : []),
  ];
}

const address = (field: Field): Mistake[] => (field.text === 'None' ? [] : formed(field, 'invalid-address', ADDRESS));

const addresses = (spec: Field): Mistake[] => [
  ...address(spec.at('clusterIP')),
  ...[...spec.items('clusterIPs'), ...spec.items('externalIPs')].flatMap(address),
  ...spec.items('ipFamilies').flatMap((family) => oneOf(family, 'invalid-value', ['IPv4', 'IPv6'])),
  ...repeated(spec.items('ipFamilies'), (family) => family.text).map(({ item }) =>
    item.refused('duplicate-name', `is ${item.printed} again`, 'remove it'),
  ),
];

/** Without ClientIP, the API server drops the settings. */
const affinity = (spec: Field): Mistake[] =>
  spec.at('sessionAffinity').text === 'ClientIP' ? within(spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds'), 1, 86_400) : [];

/** Fields that only some types of Services may have. */
function onlyFor(spec: Field, type: string): Mistake[] {
  const balancer = ['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass'];
  const isExternal = ['LoadBalancer', 'NodePort'].includes(type) || (type === 'ClusterIP' && spec.at('externalIPs').size > 0);
  const isLocal = type === 'LoadBalancer' && spec.at('externalTrafficPolicy').text === 'Local';
  const remove = (name: string, of: string) =>
    spec.at(name).refused('conflicting-fields', `is set, and type is ${type}`, `remove it, or use ${of}`);
  return [
    ...(type === 'LoadBalancer'
      ? formed(spec.at('loadBalancerClass'), 'invalid-value', LABEL_KEY)
      : balancer.flatMap((name) =>
          spec.at(name).isSet && (spec.at(name).size > 0 || !Array.isArray(spec.at(name).value))
            ? [remove(name, 'type: LoadBalancer')]
            : [],
        )),
    ...(spec.at('externalTrafficPolicy').text && !isExternal ? [remove('externalTrafficPolicy', 'type: LoadBalancer')] : []),
    ...(spec.at('healthCheckNodePort').number && !isLocal
      ? [spec.at('healthCheckNodePort').refused('conflicting-fields', 'is set without externalTrafficPolicy: Local', 'remove it')]
      : []),
  ];
}
