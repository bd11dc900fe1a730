/** Formats of labels and kinds of Kubernetes in a cluster file. */
import { LABEL_KEY, LABEL_VALUE } from '../kubernetes/labels';
import { text } from './formats';

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
