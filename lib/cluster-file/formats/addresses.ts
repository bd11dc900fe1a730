/** Formats of hosts, addresses and URLs. */
import { type Explanation, text } from './format';
import { HOST, LABEL } from './labels';

/** If the last label has only digits, it is an IP address or invalid. */
const NAMED_HOST = `(?!([^:/]*\\.)?\\d+(:|/|$))${HOST}`;
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
/** A host, with or without a port. */
export const AUTHORITY = `(${NAMED_HOST}|${OCTET}(\\.${OCTET}){3})(:${PORT})?`;

const GROUP = '[0-9a-f]{1,4}';
/** An address of IPv6: eight groups, or fewer of them around two colons. */
const IPV6 = [
  `(${GROUP}:){7}${GROUP}`,
  `(${GROUP}:){1,7}:`,
  ...[1, 2, 3, 4, 5, 6].map((after) => `(${GROUP}:){1,${7 - after}}(:${GROUP}){1,${after}}`),
  `:((:${GROUP}){1,7}|:)`,
].join('|');

const HOST_PATTERN = new RegExp(`^(?=.{1,253}$)${NAMED_HOST}$`);
/** Short enough to leave room for a host name such as `emojivoto.`. */
const DOMAIN_PATTERN = new RegExp(`^(?=.{1,240}$)(?!.*\\.\\d+$)${LABEL}(\\.${LABEL})+$`);
const ENDPOINT_PATTERN = new RegExp(`^(?=.{1,259}$)${AUTHORITY}$`);
const ENDPOINT_OR_IPV6 = new RegExp(`^(?=.{1,259}$)(${AUTHORITY}|\\[(${IPV6})\\]:${PORT})$`);
const INCOMPLETE_IPV6 = new RegExp(`^(${IPV6}|\\[(${IPV6})\\])$`);
const HOST_AND_PORT_PATTERN = new RegExp(`^(?=.{1,259}$)${AUTHORITY.slice(0, -1)}$`);
const URL_PATTERN = new RegExp(`^https?://${AUTHORITY}(/[^\\s{}]*)?$`);
const REPOSITORY_PATTERN = /^(https?:\/\/[\w.:-]+\/|ssh:\/\/([\w.-]+@)?[\w.:-]+\/|file:\/\/\/|[\w.-]+@[\w.-]+:)[\w./~+%-]+$/;

export const domain = () =>
  text({
    pattern: DOMAIN_PATTERN,
    example: 'picluster.example.com',
    what: 'a domain',
    fix: 'use two or more labels of lower-case letters, digits and hyphens, with dots between them',
  });

export const host = (example: string) =>
  text({
    pattern: HOST_PATTERN,
    example,
    what: 'a host name',
    fix: 'use labels of lower-case letters, digits and hyphens, without scheme, port or path',
  });

/** Explains a port that no address can have. */
function wrongPort(value: string): Explanation | undefined {
  const [, digits] = /^(?:[a-z]+:\/\/)?(?:\[[^\]]*\]|[^/:]+):(\d+)(?:\/|$)/i.exec(value) ?? [];
  if (digits === undefined || new RegExp(`^${PORT}$`).test(digits)) return undefined;
  return { problem: `port ${digits} is out of range`, fix: 'use 1 to 65535' };
}

/** Explains a URL whose host and port match the pattern. */
function withScheme(value: string, pattern: RegExp, explain: (scheme: string, rest: string) => Explanation): Explanation | undefined {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)/i.exec(value) ?? [];
  return pattern.test(rest) ? explain(scheme, rest) : undefined;
}

/** Explains an address of IPv6 that lacks its brackets or its port. */
function incompleteIpv6(value: string): Explanation | undefined {
  if (!INCOMPLETE_IPV6.test(value)) return undefined;
  const lacking = value.startsWith('[') ? 'a port' : 'brackets and a port';
  const whole = `[${value.replace(/[[\]]/g, '')}]`;
  return { problem: `"${value}" is an IPv6 address without ${lacking}`, fix: `use ${whole}:9000, with the port of the server` };
}

interface Client {
  /** What refuses a scheme. */
  readonly name: string;
  /** The setting for plain HTTP, if there is one. */
  readonly plain: string;
  /** Whether it takes an address of IPv6. */
  readonly takesIpv6?: true;
}

const S3_CLIENT: Client = { name: 'an S3 client', plain: ', and set insecure: true', takesIpv6: true };

/**
 * `host` or `host:port`: an S3 client refuses a scheme ("Endpoint url cannot have fully qualified paths", grafana/tempo#3696). It takes an
 * address of IPv6 in brackets, and the client of Tempo before 2.2 and of `mc admin` only with a port ("missing port in address", tried).
 */
export const endpoint = (example = 's3.example.com:9000', client = S3_CLIENT) => {
  const pattern = client.takesIpv6 ? ENDPOINT_OR_IPV6 : ENDPOINT_PATTERN;
  return text({
    pattern,
    example,
    what: 'an endpoint',
    fix: 'use host or host:port',
    explain: (value) =>
      wrongPort(value) ??
      (client.takesIpv6 ? incompleteIpv6(value) : undefined) ??
      withScheme(value, pattern, (scheme, rest) => {
        const insecure = scheme.toLowerCase() === 'http' ? client.plain : '';
        return { problem: `"${value}" has a scheme, which ${client.name} refuses`, fix: `use ${rest}${insecure}` };
      }),
  });
};

/** `host:port` of a server that is not asked by HTTP alone. */
export const hostAndPort = (example: string) =>
  text({
    pattern: HOST_AND_PORT_PATTERN,
    example,
    what: 'host:port',
    fix: 'use the name of a host and a port',
    explain: (value) =>
      wrongPort(value) ??
      withScheme(value, HOST_AND_PORT_PATTERN, (_, rest) => ({ problem: `"${value}" is a URL, not host:port`, fix: `use ${rest}` })),
  });

export const httpUrl = (example: string) =>
  text({ pattern: URL_PATTERN, example, what: 'a URL', fix: 'use http:// or https://, host, port and path', explain: wrongPort });

export const repositoryUrl = () =>
  text({
    pattern: REPOSITORY_PATTERN,
    example: 'https://github.com/you/your-cluster.git',
    what: 'a git URL',
    fix: 'use https://host/path, ssh://git@host/path or git@host:path, without wildcards',
    explain: (value) =>
      /^https?:\/\/[^/]*@/.test(value)
        ? {
            problem: 'the URL contains a user name or a password, which would be readable in git',
            fix: 'remove it, and give the credentials to Argo CD',
          }
        : undefined,
  });
