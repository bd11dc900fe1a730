/** Logic with unknowns: of labels and addresses that these manifests do not have, nothing is certain. */

/** undefined: it is not known. */
export type Certainty = boolean | undefined;

/** True if all are, false if one is not. */
export const every = (values: readonly Certainty[]): Certainty =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;

/** True if one is, false if none is. */
export const some = (values: readonly Certainty[]): Certainty =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;
