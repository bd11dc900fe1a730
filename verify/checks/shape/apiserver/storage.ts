/** StorageClasses and PriorityClasses. */
import { type Format, oneOf, oneOfOrEmpty, requiredFormed, type Validator } from './field';
import { LABEL_KEY } from './formats';

const PROVISIONER: Format = { ...LABEL_KEY, isValid: (text) => LABEL_KEY.isValid(text.toLowerCase()), what: 'a valid provisioner' };

export const storageClass: Validator = (object) => [
  ...requiredFormed(object.at('provisioner'), 'invalid-value', PROVISIONER),
  ...oneOfOrEmpty(object.at('reclaimPolicy'), 'invalid-value', ['Delete', 'Retain']),
  ...oneOf(object.at('volumeBindingMode'), 'invalid-value', ['Immediate', 'WaitForFirstConsumer']),
];

/** Names with `system-` are those of Kubernetes, and so are the highest values. */
export const priorityClass: Validator = (object) => {
  const [name, value] = [object.at('metadata', 'name'), object.at('value')];
  if (name.text === 'system-cluster-critical' || name.text === 'system-node-critical') return [];
  return [
    ...(name.text?.startsWith('system-')
      ? [name.refused('invalid-name', 'starts with system-, which is reserved', 'use another name')]
      : []),
    ...((value.number ?? 0) > 1_000_000_000
      ? [value.refused('out-of-range', `is ${value.number}, but must be at most 1000000000`, 'use at most 1000000000')]
      : []),
    ...oneOf(object.at('preemptionPolicy'), 'invalid-value', ['PreemptLowerPriority', 'Never']),
  ];
};
