/** Configurations of admission webhooks. */
import type { Mistake } from '../mistake';
import { type Field, oneOf, required, requiredFormed, requiredList, type Validator, within } from './field';
import { SERVICE_NAME, SUBDOMAIN } from './formats';
import { portNumber } from './ports';
import { labelSelector } from './selectors';
import { duplicates, repeated } from './unique';

const OPERATIONS = ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

export const webhooks: Validator = (object) => [
  ...duplicates(object.items('webhooks'), 'name'),
  ...object
    .items('webhooks')
    .flatMap((webhook) => [
      ...required(webhook.at('name')),
      ...fullName(webhook.at('name')),
      ...required(webhook.at('sideEffects')),
      ...oneOf(webhook.at('sideEffects'), 'invalid-value', ['None', 'NoneOnDryRun']),
      ...requiredList(webhook.at('admissionReviewVersions'), 'add v1'),
      ...webhook.items('admissionReviewVersions').flatMap((version) => requiredFormed(version, 'invalid-value', SERVICE_NAME)),
      ...knownVersion(webhook.at('admissionReviewVersions')),
      ...repeated(webhook.items('admissionReviewVersions'), ({ text }) => text).map(({ item }) =>
        item.refused('duplicate-name', `is ${item.printed} again`, 'remove it'),
      ),
      ...oneOf(webhook.at('reinvocationPolicy'), 'invalid-value', ['Never', 'IfNeeded']),
      ...oneOf(webhook.at('failurePolicy'), 'invalid-value', ['Ignore', 'Fail']),
      ...oneOf(webhook.at('matchPolicy'), 'invalid-value', ['Exact', 'Equivalent']),
      ...within(webhook.at('timeoutSeconds'), 1, 30),
      ...labelSelector(webhook.at('namespaceSelector')),
      ...labelSelector(webhook.at('objectSelector')),
      ...client(webhook.at('clientConfig')),
      ...webhook
        .items('rules')
        .flatMap((rule) => [
          ...requiredList(rule.at('operations'), 'add an operation'),
          ...rule.items('operations').flatMap((operation) => oneOf(operation, 'invalid-value', OPERATIONS)),
          ...requiredList(rule.at('apiGroups'), "add a group, '' for the core"),
          ...requiredList(rule.at('apiVersions'), 'add a version'),
          ...requiredList(rule.at('resources'), 'add a resource'),
          ...['apiVersions', 'resources'].flatMap((name) => rule.items(name).flatMap(required)),
          ...oneOf(rule.at('scope'), 'invalid-value', ['*', 'Cluster', 'Namespaced']),
        ]),
    ]),
];

const knownVersion = (versions: Field): Mistake[] =>
  versions.size === 0 || versions.texts().some((version) => ['v1', 'v1beta1'].includes(version))
    ? []
    : [versions.refused('invalid-value', 'has no version that the API server knows', 'add v1')];

/** A domain with at least three parts. */
const fullName = (name: Field): Mistake[] =>
  name.text === undefined || (SUBDOMAIN.isValid(name.text) && name.text.split('.').length >= 3)
    ? []
    : [name.refused('invalid-name', `is ${name.printed}, which is not a domain with three parts`, 'use a name such as check.example.com')];

function client(config: Field): Mistake[] {
  const [url, service] = [config.at('url'), config.at('service')];
  if (url.isSet === service.isSet)
    return [config.refused('conflicting-fields', url.isSet ? 'has url and service' : 'has neither url nor service', 'use one of them')];
  if (url.isSet)
    return url.text?.startsWith('https://') ? [] : [url.refused('invalid-value', 'does not start with https://', 'use an https URL')];
  return [
    ...required(service.at('name')),
    ...required(service.at('namespace')),
    ...portNumber(service.at('port')),
    ...(service.at('path').text && !service.at('path').text?.startsWith('/')
      ? [service.at('path').refused('invalid-path', 'does not start with /', 'use an absolute path')]
      : []),
  ];
}
