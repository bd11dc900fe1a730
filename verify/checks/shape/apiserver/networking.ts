/** Ingresses and NetworkPolicies. */
import { BlockList, isIP } from 'node:net';
import type { Mistake } from '../mistake';
import { type Field, formed, oneOf, required, requiredFormed, requiredList, type Validator } from './field';
import { DOMAIN_PATH, HOST, NETWORK, PATH_SEGMENT, PORT_NAME, SERVICE_NAME, SUBDOMAIN, TLS_HOST } from './formats';
import { portNumber, portReference } from './ports';
import { labelSelector } from './selectors';

const CLASS = 'kubernetes.io/ingress.class';

export const ingress: Validator = (object) => {
  const spec = object.at('spec');
  const [name, annotation] = [spec.at('ingressClassName'), object.at('metadata', 'annotations', CLASS)];
  return [
    ...(spec.at('rules').size === 0 && !spec.at('defaultBackend').isSet
      ? [spec.at('rules').refused('missing-field', 'is missing, and there is no defaultBackend', 'add a rule')]
      : []),
    ...(spec.at('defaultBackend').isSet ? backend(spec.at('defaultBackend')) : []),
    ...spec
      .items('rules')
      .flatMap((rule) => [
        ...formed(rule.at('host'), 'invalid-host', HOST),
        ...(rule.at('http').isSet ? requiredList(rule.at('http', 'paths'), 'add a path') : []),
        ...rule.items('http', 'paths').flatMap(httpPath),
      ]),
    ...spec
      .items('tls')
      .flatMap((tls) => [
        ...tls.items('hosts').flatMap((host) => [...required(host), ...formed(host, 'invalid-host', TLS_HOST)]),
        ...formed(tls.at('secretName'), 'invalid-reference', SUBDOMAIN),
      ]),
    ...(name.isSet ? requiredFormed(name, 'invalid-reference', SUBDOMAIN) : []),
    ...(name.isSet && annotation.isSet && name.value !== annotation.value
      ? [
          annotation.refused(
            'conflicting-fields',
            `is ${annotation.printed}, but ingressClassName is ${name.printed}`,
            'remove the annotation',
          ),
        ]
      : []),
  ];
};

const WRONG_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const WRONG_ENDS = ['/..', '/.'];

function httpPath(field: Field): Mistake[] {
  const [path, type] = [field.at('path'), field.at('pathType')];
  const isPattern = type.text === 'ImplementationSpecific';
  const wrong =
    isPattern || path.text === undefined
      ? undefined
      : (WRONG_PARTS.find((part) => path.text?.includes(part)) ?? WRONG_ENDS.find((end) => path.text?.endsWith(end)));
  return [
    ...required(type),
    ...(path.text === undefined && !isPattern && type.text
      ? [path.refused('invalid-path', 'is missing', 'use an absolute path, such as /')]
      : []),
    ...(path.text !== undefined && !path.text.startsWith('/')
      ? [path.refused('invalid-path', `is ${path.printed}, which does not start with /`, `use /${path.text}`)]
      : []),
    ...(wrong ? [path.refused('invalid-path', `is ${path.printed}, which contains ${wrong}`, 'use a path without it')] : []),
    ...backend(field.at('backend')),
  ];
}

function backend(field: Field): Mistake[] {
  const [service, resource] = [field.at('service'), field.at('resource')];
  if (service.isSet && resource.isSet) return [field.refused('invalid-backend', 'has service and resource', 'keep one of them')];
  if (resource.isSet)
    return [
      ...formed(resource.at('apiGroup'), 'invalid-reference', SUBDOMAIN),
      ...requiredFormed(resource.at('kind'), 'invalid-reference', PATH_SEGMENT),
      ...requiredFormed(resource.at('name'), 'invalid-reference', PATH_SEGMENT),
    ];
  if (!service.isSet) return [field.refused('invalid-backend', 'has no service', 'add service')];
  const [name, number] = [service.at('port', 'name'), service.at('port', 'number')];
  const port =
    name.text && number.number
      ? [service.at('port').refused('invalid-backend', 'has name and number', 'keep one of them')]
      : !name.text && !number.number && (name.isSet || number.isSet || service.at('port').size === 0)
        ? [service.at('port').refused('invalid-backend', 'has neither name nor number', 'add one of them')]
        : [...formed(name, 'invalid-port-name', PORT_NAME), ...portNumber(number)];
  return [...requiredFormed(service.at('name'), 'invalid-reference', SERVICE_NAME), ...port];
}

export const ingressClass: Validator = (object) => requiredFormed(object.at('spec', 'controller'), 'invalid-value', DOMAIN_PATH);

export const networkPolicy: Validator = (object) => {
  const spec = object.at('spec');
  return [
    ...labelSelector(spec.at('podSelector')),
    ...(spec.at('policyTypes').size > 2
      ? [spec.at('policyTypes').refused('out-of-range', 'has more than two types', 'remove one of them')]
      : []),
    ...spec.items('policyTypes').flatMap((type) => oneOf(type, 'invalid-value', ['Ingress', 'Egress'])),
    ...[...spec.items('ingress'), ...spec.items('egress')].flatMap((rule) => [
      ...rule.items('ports').flatMap(policyPort),
      ...[...rule.items('from'), ...rule.items('to')].flatMap(peer),
    ]),
  ];
};

function policyPort(field: Field): Mistake[] {
  const [port, end] = [field.at('port'), field.at('endPort')];
  const protocol = oneOf(field.at('protocol'), 'invalid-value', ['TCP', 'UDP', 'SCTP']);
  const wrong = [...protocol, ...(port.isSet ? portReference(port) : [])];
  if (!end.isSet || wrong.length > 0) return wrong;
  if (port.number === undefined)
    return [end.refused('conflicting-fields', 'is set, and port is not a number', 'use the number of the first port')];
  return (end.number ?? 0) < port.number
    ? [end.refused('invalid-port', `is ${end.printed}, but port is ${port.printed}`, 'raise it')]
    : portNumber(end);
}

function peer(field: Field): Mistake[] {
  const [pods, namespaces, block] = [field.at('podSelector'), field.at('namespaceSelector'), field.at('ipBlock')];
  if (!pods.isSet && !namespaces.isSet && !block.isSet)
    return [field.refused('missing-field', 'selects nobody', 'add podSelector, namespaceSelector or ipBlock')];
  return [
    ...labelSelector(pods),
    ...labelSelector(namespaces),
    ...(block.isSet && (pods.isSet || namespaces.isSet)
      ? [block.refused('conflicting-fields', 'is set beside a selector', 'use two peers')]
      : []),
    ...(block.isSet
      ? [
          ...required(block.at('cidr')),
          ...cidr(block.at('cidr')),
          ...block.items('except').flatMap((except) => exception(except, block.at('cidr'))),
        ]
      : []),
  ];
}

const cidr = (field: Field): Mistake[] => formed(field, 'invalid-address', NETWORK);

/** Only a part of the network can be excepted. */
function exception(field: Field, network: Field): Mistake[] {
  const wrong = requiredFormed(field, 'invalid-address', NETWORK);
  if (wrong.length > 0 || !network.text || !NETWORK.isValid(network.text)) return wrong;
  const [[address = '', length], [excepted = '', bits]] = [network.text.split('/'), (field.text ?? '').split('/')];
  const family = (text: string) => (isIP(text) === 6 ? 'ipv6' : 'ipv4');
  // Octets with leading zeros are not compared.
  if (!isIP(address) || !isIP(excepted)) return [];
  const known = new BlockList();
  known.addSubnet(address, Number(length), family(address));
  if (known.check(excepted, family(excepted)) && Number(bits) > Number(length)) return [];
  return [
    field.refused('invalid-address', `is ${field.printed}, which is not a part of ${network.printed}`, 'use a smaller network within it'),
  ];
}
