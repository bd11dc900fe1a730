/** Labels and annotations, as k8s.io/apimachinery/pkg/util/validation takes them. */

/** One part of a domain, without its greatest length of 63. */
export const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const WORD = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

/** The key of a label. Annotations are the same without regard to case. */
export const LABEL_KEY = {
  pattern: new RegExp(`^((?=[^/]{1,253}/)${DNS_LABEL}(\\.${DNS_LABEL})*/)?${WORD}$`),
  what: 'a valid key of a label or annotation',
  fix: 'use at most 63 letters, digits, hyphens and dots, after an optional domain and slash',
};

/** The value of a label. An empty one is allowed. */
export const LABEL_VALUE = {
  pattern: new RegExp(`^(${WORD})?$`),
  what: 'a valid label value',
  fix: 'use at most 63 letters, digits, hyphens and dots, starting and ending with a letter or digit',
};

/**
 * The length that the name of a StatefulSet can have: its pods get the label `controller-revision-hash`, with that name, a hyphen and up
 * to 10 characters (kubernetes/kubernetes#64023).
 */
export const LONGEST_NAME_OF_SET = 52;
