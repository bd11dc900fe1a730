/** Formats of names, labels, kinds and quantities of Kubernetes. */
import { LABEL_KEY, LABEL_VALUE } from '../../kubernetes/labels';
import { type Explanation, text } from './format';
import { HOST, LABEL } from './labels';

const NAMESPACE_PATTERN = new RegExp(`^${LABEL}$`);
const NAME_PATTERN = new RegExp(`^(?=.{1,253}$)${HOST}$`);
const QUANTITY_PATTERN = /^[1-9]\d{0,5}(\.\d{1,3})?([KMGTPE]i|[kMGTPE])$/;

export const namespace = (example: string) =>
  text({ pattern: NAMESPACE_PATTERN, example, what: 'a valid namespace', fix: 'use at most 63 lower-case letters, digits and hyphens' });

/** A name of a Kubernetes object: a DNS subdomain. */
export const objectName = (example: string) =>
  text({
    pattern: NAME_PATTERN,
    example,
    what: 'a valid name for a Kubernetes object',
    fix: 'use lower-case letters, digits, hyphens and dots',
  });

/** A number without a unit is bytes in Kubernetes, and never meant. */
function withoutUnit(value: string): Explanation | undefined {
  if (!/^[1-9]\d{0,5}(\.\d{1,3})?$/.test(value)) return undefined;
  return { problem: `${value} has no unit`, fix: `write ${value}Gi, if that is meant` };
}

/** A number of more digits than a size may have. */
function tooLong(value: string): Explanation | undefined {
  const [, digits = '', unit] = /^0*(\d+)(?:\.\d+)?([KMGTPE]i|[kMGTPE])$/.exec(value) ?? [];
  if (unit === undefined || /^0*$/.test(digits)) return undefined;
  if (digits.length > 6)
    return { problem: `${value} is too large`, fix: `use at most 999999${unit}${unit.startsWith('E') ? '' : ', or a larger unit'}` };
  return /\.\d{4}/.test(value) ? { problem: `${value} has more than 3 decimals`, fix: 'round it' } : undefined;
}

/** A Kubernetes quantity of bytes. */
export const quantity = (example: string) =>
  text({
    pattern: QUANTITY_PATTERN,
    example,
    what: 'a size',
    fix: 'use a number and Mi, Gi or Ti',
    explain: (value) => withoutUnit(value) ?? tooLong(value),
  });

/** A key of a ConfigMap or Secret. */
export const dataKey = (example: string) =>
  text({
    pattern: /^[-._a-zA-Z0-9]{1,253}$/,
    example,
    what: 'a valid key of a ConfigMap',
    fix: 'use letters, digits, hyphens, underscores and dots',
  });

/** The key of a label. */
export const labelKey = (example: string) => text({ ...LABEL_KEY, example });

/** The value of a label. */
export const labelValue = (example: string) => text({ ...LABEL_VALUE, example });

/** A kind, or a pattern of kinds with `*`, as an AppProject has it. */
export const kind = (example: string) =>
  text({
    pattern: /^[A-Z*][A-Za-z0-9*]{0,62}$/,
    example,
    what: 'a kind',
    fix: 'use the kind itself, in upper camel case and without its group',
  });

/** An API group, empty for the core, or a pattern of groups with `*`, as an AppProject has it. */
export const apiGroup = (example: string) =>
  text({
    pattern: /^([a-z0-9*]([-a-z0-9.*]{0,251}[a-z0-9*])?)?$/,
    example,
    what: 'an API group',
    fix: 'use the group without its version',
  });

/** `group/version`, or `group/version/kind` for one kind. */
export const apiVersion = (example: string) =>
  text({
    pattern: /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/v\d+((alpha|beta)\d+)?(\/[A-Z][A-Za-z0-9]*)?$/,
    example,
    what: 'an API version',
    fix: 'use group/version, or group/version/kind for one kind',
  });
