/** Configurations of admission webhooks. */
import type { Mistake } from '../mistake';
import { type Field, oneOf, required, requiredList, type Validator, within } from './field';
import { SUBDOMAIN } from './formats';
import { portNumber } from './ports';
import { labelSelector } from './selectors';
import { duplicates } from './unique';

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
        ]),
    ]),
];

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
