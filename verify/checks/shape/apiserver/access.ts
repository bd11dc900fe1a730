/** Roles and bindings. */
import type { Mistake } from '../mistake';
import { type Field, oneOf, oneOfOrEmpty, required, requiredFormed, requiredList, type Validator } from './field';
import { PATH_SEGMENT, SUBDOMAIN } from './formats';
import { labelSelector } from './selectors';

const GROUP = 'rbac.authorization.k8s.io';

export const role: Validator = (object) => object.items('rules').flatMap((rule) => policyRule(rule, true));

export const clusterRole: Validator = (object) => [
  ...object.items('rules').flatMap((rule) => policyRule(rule, false)),
  ...(object.at('aggregationRule').isSet ? requiredList(object.at('aggregationRule', 'clusterRoleSelectors'), 'add a selector') : []),
  ...object.items('aggregationRule', 'clusterRoleSelectors').flatMap(labelSelector),
];

function policyRule(rule: Field, isNamespaced: boolean): Mistake[] {
  const urls = rule.at('nonResourceURLs');
  const verbs = requiredList(rule.at('verbs'), 'add a verb');
  if (urls.size === 0)
    return [
      ...verbs,
      ...requiredList(rule.at('apiGroups'), "add a group, '' for the core"),
      ...requiredList(rule.at('resources'), 'add a resource'),
    ];
  if (isNamespaced) return [...verbs, urls.refused('conflicting-fields', 'is set in a Role', 'use a ClusterRole')];
  return ['apiGroups', 'resources', 'resourceNames'].some((name) => rule.at(name).size > 0)
    ? [...verbs, urls.refused('conflicting-fields', 'is set beside resources', 'use two rules')]
    : verbs;
}

const binding =
  (kinds: readonly string[]): Validator =>
  (object) => {
    const ref = object.at('roleRef');
    return [
      ...oneOfOrEmpty(ref.at('apiGroup'), 'invalid-reference', [GROUP]),
      ...required(ref.at('kind')),
      ...oneOf(ref.at('kind'), 'invalid-reference', kinds),
      ...requiredFormed(ref.at('name'), 'invalid-reference', PATH_SEGMENT),
      ...object.items('subjects').flatMap((subject) => subjectMistakes(subject, kinds.length > 1)),
    ];
  };

export const roleBinding = binding(['Role', 'ClusterRole']);
export const clusterRoleBinding = binding(['ClusterRole']);

function subjectMistakes(subject: Field, isNamespaced: boolean): Mistake[] {
  const [kind, name, group] = [subject.at('kind'), subject.at('name'), subject.at('apiGroup')];
  const common = [...required(kind), ...required(name), ...oneOf(kind, 'invalid-reference', ['ServiceAccount', 'User', 'Group'])];
  if (kind.text !== 'ServiceAccount') return [...common, ...(kind.text ? oneOfOrEmpty(group, 'invalid-reference', [GROUP]) : [])];
  return [
    ...common,
    ...requiredFormed(name, 'invalid-reference', SUBDOMAIN),
    ...(group.text ? [group.refused('invalid-reference', `is ${group.printed}, and the kind is ServiceAccount`, 'remove it')] : []),
    ...(isNamespaced ? [] : required(subject.at('namespace'))),
  ];
}
