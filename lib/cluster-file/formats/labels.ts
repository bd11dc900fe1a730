/** Labels of DNS, of which the names of hosts and of Kubernetes objects consist. As parts of regular expressions. */

export const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
export const HOST = `${LABEL}(\\.${LABEL})*`;
