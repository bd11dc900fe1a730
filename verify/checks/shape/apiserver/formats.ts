/** The forms of names and other texts, as in k8s.io/apimachinery/pkg/util/validation. */
import { isIP } from 'node:net';
import { DNS_LABEL, LABEL_KEY as KEY, LABEL_VALUE as VALUE } from '../../../../lib/kubernetes/labels';
import type { Format } from './field';

const SUBDOMAIN_PATTERN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

const matching = (pattern: string, flags = ''): ((text: string) => boolean) => {
  const expression = new RegExp(`^(?:${pattern})$`, flags);
  return (text) => expression.test(text);
};

/** RFC 1123 label: `tempo-querier`. */
export const LABEL: Format = {
  isValid: matching(`(?=.{1,63}$)${DNS_LABEL}`),
  what: 'a valid name',
  fix: 'use at most 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit',
};
/** RFC 1123 subdomain: `kube-root-ca.crt`. */
export const SUBDOMAIN: Format = {
  isValid: matching(`(?=.{1,253}$)${SUBDOMAIN_PATTERN}`),
  what: 'a valid name',
  fix: 'use at most 253 lower-case letters, digits, hyphens and dots',
};
/** RFC 1035 label, for Services. */
export const SERVICE_NAME: Format = {
  isValid: matching('[a-z]([-a-z0-9]{0,61}[a-z0-9])?'),
  what: 'a valid Service name',
  fix: 'use at most 63 lower-case letters, digits and hyphens, starting with a letter',
};
/** A name that only has to be valid in a URL path, such as those of RBAC. */
export const PATH_SEGMENT: Format = {
  isValid: matching('(?!\\.\\.?$)[^/%]+', 's'),
  what: 'a valid name',
  fix: 'use a name without / and %',
};
/** The key of a label. Annotations are the same without regard to case. */
export const LABEL_KEY: Format = { ...KEY, isValid: (text) => KEY.pattern.test(text) };
export const LABEL_VALUE: Format = { ...VALUE, isValid: (text) => VALUE.pattern.test(text) };
/** The name of a container's port, also where a probe or Service refers to it. */
export const PORT_NAME: Format = {
  isValid: (text) => text.length <= 15 && /^[-a-z0-9]+$/.test(text) && /[a-z]/.test(text) && !/--|^-|-$/.test(text),
  what: 'a valid port name',
  fix: 'use at most 15 lower-case letters, digits and single hyphens, with at least one letter',
};
/** A key of a ConfigMap or Secret, which is also a file name. */
export const DATA_KEY: Format = {
  isValid: (text) => /^[-._a-zA-Z0-9]{1,253}$/.test(text) && text !== '.' && !text.startsWith('..'),
  what: 'a valid key',
  fix: 'use at most 253 letters, digits, hyphens, underscores and dots, not starting with two dots',
};
/** As of Kubernetes 1.32. */
export const VARIABLE: Format = {
  isValid: (text) => /^[ -<>-~]+$/.test(text),
  what: 'a valid variable name',
  fix: 'use printable ASCII characters other than =',
};
/** Before Kubernetes 1.32. */
export const STRICT_VARIABLE: Format = {
  isValid: (text) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..'),
  what: 'a valid variable name',
  fix: 'use letters, digits, hyphens, underscores and dots, not starting with a digit',
};
/** Octets may have leading zeros, as in fields that are older than that rule. */
const isAddress = (text: string): boolean =>
  isIP(text) !== 0 || (IPV4.test(text) && text.split('.').every((octet) => Number(octet) <= 255));
export const ADDRESS: Format = { isValid: isAddress, what: 'an IP address', fix: 'use an IP address' };
export const NETWORK: Format = {
  isValid: (text) => {
    const [address = '', length = '', more] = text.split('/');
    return more === undefined && isAddress(address) && /^\d{1,3}$/.test(length) && Number(length) <= (address.includes(':') ? 128 : 32);
  },
  what: 'a network',
  fix: 'use a network such as 10.0.0.0/8',
};
/** A name with a domain: `example.com/ingress`. */
export const DOMAIN_PATH: Format = {
  isValid: (text) => matching(`(?=[^/]{1,253}/)${SUBDOMAIN_PATTERN}/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+`)(text) && text.length <= 250,
  what: 'a name with a domain',
  fix: 'use a name such as example.com/ingress',
};
const isWildcard = matching(`(?=.{1,253}$)\\*\\.${SUBDOMAIN_PATTERN}`);
/** A host of an Ingress: a name in lower case, without port and scheme; the first label may be `*`. */
export const HOST: Format = {
  isValid: (text) => (text.includes('*') ? isWildcard(text) : SUBDOMAIN.isValid(text) && !isAddress(text)),
  what: 'a valid host name',
  fix: 'use a domain in lower case, without scheme, port and path; only the first label may be *',
};
/** Hosts in `tls` may also be addresses. */
export const TLS_HOST: Format = { ...HOST, isValid: (text) => (text.includes('*') ? isWildcard(text) : SUBDOMAIN.isValid(text)) };
export const HEADER: Format = {
  isValid: (text) => /^[-A-Za-z0-9]+$/.test(text),
  what: 'a valid header name',
  fix: 'use letters, digits and hyphens',
};
/** `15%` */
export const PERCENT: Format = {
  isValid: (text) => /^[0-9]+%$/.test(text),
  what: 'a number or percentage',
  fix: 'use a number without quotes, or a percentage such as 25%',
};
/** A path within a volume. */
export const RELATIVE_PATH: Format = {
  isValid: (text) => !text.startsWith('/') && !text.split('/').includes('..'),
  what: 'a relative path',
  fix: 'use a path without a leading slash and without ..',
};
/** The path of a file that a volume creates from a key. */
export const FILE_PATH: Format = { ...RELATIVE_PATH, isValid: (text) => RELATIVE_PATH.isValid(text) && !text.startsWith('..') };
