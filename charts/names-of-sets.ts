/** How long the names of StatefulSets can be. */

/**
 * A StatefulSet gives its pods the label `controller-revision-hash`: its own name, a hyphen and up to 10 characters, of at most 63
 * (kubernetes/kubernetes#64023).
 */
export const LONGEST_NAME_OF_SET = 52;
