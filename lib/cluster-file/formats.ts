/** Formats of the texts in a cluster file. They are patterns, so that the JSON Schema has them too. */
import * as z from 'zod';
import { CLUSTER_NAME_PATTERN, MAX_CLUSTER_NAME } from './cluster-name';

// Compiling the checks takes longer than running them once.
z.config({ jitless: true });

/** What a text schema has beyond its pattern. Copies, such as those of `.describe()`, inherit it. */
const traits = z.registry<{ readonly version?: true; readonly usual?: string; readonly explain?: (value: string) => Explanation }>();

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const HOST = `${LABEL}(\\.${LABEL})*`;

const NAMESPACE_PATTERN = new RegExp(`^${LABEL}$`);
const NAME_PATTERN = new RegExp(`^(?=.{1,253}$)${HOST}$`);
/** If the last label has only digits, it is an IP address or invalid. */
const NAMED_HOST = `(?!([^:/]*\\.)?\\d+(:|/|$))${HOST}`;
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
/** A host, with or without a port. */
export const AUTHORITY = `(${NAMED_HOST}|${OCTET}(\\.${OCTET}){3})(:${PORT})?`;

const HOST_PATTERN = new RegExp(`^(?=.{1,253}$)${NAMED_HOST}$`);
/** Short enough to leave room for a host name such as `emojivoto.`. */
const DOMAIN_PATTERN = new RegExp(`^(?=.{1,240}$)(?!.*\\.\\d+$)${LABEL}(\\.${LABEL})+$`);
const ENDPOINT_PATTERN = new RegExp(`^(?=.{1,259}$)${AUTHORITY}$`);
const HOST_AND_PORT_PATTERN = new RegExp(`^(?=.{1,259}$)${AUTHORITY.slice(0, -1)}$`);
const VERSION_PATTERN = /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){1,2}$/;
const URL_PATTERN = new RegExp(`^https?://${AUTHORITY}(/[^\\s{}]*)?$`);
const REPOSITORY_PATTERN = /^(https?:\/\/[\w.:-]+\/|ssh:\/\/([\w.-]+@)?[\w.:-]+\/|file:\/\/\/|[\w.-]+@[\w.-]+:)[\w./~+%-]+$/;
const RELATIVE_PATH_PATTERN = /^(?!(.*\/)?\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/;
/** What `time.ParseDuration` of Go reads, in whole numbers of which one is not 0. Go has no unit for days. */
const DURATION_PATTERN = /^(?=.*[1-9])(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/;
const QUANTITY_PATTERN = /^[1-9]\d{0,5}(\.\d{1,3})?([KMGTPE]i|[kMGTPE])$/;

/** What is wrong with a text, and what to do. */
export interface Explanation {
  readonly problem: string;
  readonly fix: string;
}

interface TextProps {
  readonly pattern: RegExp;
  readonly example: string;
  /** What the text must be, with its article: `a domain`. */
  readonly what: string;
  /** How to write one. */
  readonly fix: string;
  /** A better explanation for a common mistake. */
  readonly explain?: (value: string) => Explanation | undefined;
}

/** A text with a pattern, an example, and an explanation of a value that does not match. */
export function text({ pattern, example, what, fix, explain }: TextProps) {
  const schema = z
    .string()
    .regex(pattern)
    .meta({ examples: [example] });
  const usual = (value: string) => ({ problem: `${JSON.stringify(value)} is not ${what}`, fix: `${fix}, e.g. ${example}` });
  traits.add(schema, { usual: `not ${what}; ${fix}, e.g. ${example}`, explain: (value) => explain?.(value) ?? usual(value) });
  return schema;
}

export const domain = () =>
  text({
    pattern: DOMAIN_PATTERN,
    example: 'picluster.example.com',
    what: 'a domain',
    fix: 'use two or more labels of lower-case letters, digits and hyphens, with dots between them',
  });

export const clusterName = () =>
  text({
    pattern: CLUSTER_NAME_PATTERN,
    example: 'picluster',
    what: 'a valid name for a cluster',
    fix: `use at most ${MAX_CLUSTER_NAME} lower-case letters, digits and hyphens`,
  });

export const host = (example: string) =>
  text({
    pattern: HOST_PATTERN,
    example,
    what: 'a host name',
    fix: 'use labels of lower-case letters, digits and hyphens, without scheme, port or path',
  });

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

/** Explains a port that no address can have. */
function wrongPort(value: string): Explanation | undefined {
  const [, digits] = /^(?:[a-z]+:\/\/)?[^/:]+:(\d+)(?:\/|$)/i.exec(value) ?? [];
  if (digits === undefined || new RegExp(`^${PORT}$`).test(digits)) return undefined;
  return { problem: `port ${digits} is out of range`, fix: 'use 1 to 65535' };
}

/** Explains a URL whose host and port match the pattern. */
function withScheme(value: string, pattern: RegExp, explain: (scheme: string, rest: string) => Explanation): Explanation | undefined {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)/i.exec(value) ?? [];
  return pattern.test(rest) ? explain(scheme, rest) : undefined;
}

/**
 * `host` or `host:port`: an S3 client refuses a scheme ("Endpoint url cannot have fully qualified paths", grafana/tempo#3696).
 * @param client what refuses a scheme, and the setting for plain HTTP if there is one
 */
export const endpoint = (example = 's3.example.com:9000', client = { name: 'an S3 client', plain: ', and set insecure: true' }) =>
  text({
    pattern: ENDPOINT_PATTERN,
    example,
    what: 'an endpoint',
    fix: 'use host or host:port',
    explain: (value) =>
      wrongPort(value) ??
      withScheme(value, ENDPOINT_PATTERN, (scheme, rest) => {
        const insecure = scheme.toLowerCase() === 'http' ? client.plain : '';
        return { problem: `"${value}" has a scheme, which ${client.name} refuses`, fix: `use ${rest}${insecure}` };
      }),
  });

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

export const relativePath = (example: string) =>
  text({
    pattern: RELATIVE_PATH_PATTERN,
    example,
    what: 'a folder of the repository',
    fix: 'use the path from the top of the repository: letters, digits, dots, hyphens and single slashes, without ..',
  });

/** A number without a unit is bytes in Kubernetes, and never meant. */
function withoutUnit(value: string): Explanation | undefined {
  if (!/^[1-9]\d{0,5}(\.\d{1,3})?$/.test(value)) return undefined;
  return { problem: `${value} has no unit`, fix: `write ${value}Gi, if that is meant` };
}

/** A Kubernetes quantity of bytes. */
export const quantity = (example: string) =>
  text({ pattern: QUANTITY_PATTERN, example, what: 'a size', fix: 'use a number and Mi, Gi or Ti', explain: withoutUnit });

/** The hours in each unit. */
const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24, y: 365 * 24 };

/** `336h` for `336`, `14d` and `14 days`; undefined if that is not a duration in hours. */
function inHours(value: string): string | undefined {
  const [, amount, unit = ''] = /^(\d+) ?([hdwy])(?:ours?|ays?|eeks?|ears?)?$/i.exec(value) ?? [];
  const hours = `${Number(amount) * (HOURS[unit.toLowerCase()] ?? 0)}h`;
  return DURATION_PATTERN.test(hours) ? hours : undefined;
}

/**
 * A duration as Go reads it, longer than 0.
 * @param zero what a duration of 0 does: `Tempo would delete every trace`
 */
export const duration = (example: string, zero: string) =>
  text({
    pattern: DURATION_PATTERN,
    example,
    what: 'a duration',
    fix: 'use hours, minutes and seconds',
    explain: (value) => {
      const shown = JSON.stringify(value);
      if (/^-|^(0[a-z]*)+$/i.test(value))
        return { problem: `${shown} is not longer than 0: ${zero}`, fix: `use a longer duration, e.g. ${example}` };
      // Probably in that of the example.
      if (/^\d{1,6}$/.test(value)) return { problem: `${shown} has no unit`, fix: `use ${value}${example.slice(-1)}` };
      const hours = inHours(value);
      return hours === undefined ? undefined : { problem: `${shown} is not in hours, minutes and seconds`, fix: `use ${hours}` };
    },
  });

/** What `kubeseal` and `npm run seal` print: base64 of more than 500 bytes. */
export const ciphertext = () =>
  text({
    pattern: /^[A-Za-z0-9+/]{300,}={0,2}$/,
    example: 'AgBy3i4OJSWK…',
    what: 'ciphertext of Sealed Secrets',
    fix: 'use the output of `npm run seal`',
    // The value may be the credential itself.
    explain: (value) => ({
      problem: `this value of ${value.length} characters is not ciphertext of Sealed Secrets`,
      fix: 'use the output of `npm run seal`',
    }),
  });

/** `group/version`, or `group/version/kind` for one kind. */
export const apiVersion = (example: string) =>
  text({
    pattern: /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/v\d+((alpha|beta)\d+)?(\/[A-Z][A-Za-z0-9]*)?$/,
    example,
    what: 'an API version',
    fix: 'use group/version, or group/version/kind for one kind',
  });

/** Any text that is not empty and fits on one line. */
export const line = (example: string) =>
  text({
    pattern: /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    example,
    what: 'a line of text: it is empty, has a line break or control character, or starts or ends with a space',
    fix: 'write it on one line',
  });

/** The same for a text that may reach the values of a Helm chart: charts expand templates in parts of their values. */
export const plainLine = (example: string) =>
  text({
    pattern: /^(?!.*\{\{)[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    example,
    what: 'a line of text: it is empty, has a line break or control character, or starts or ends with a space',
    fix: 'write it on one line',
    explain: (value) =>
      value.includes('{{')
        ? { problem: `${JSON.stringify(value)} contains {{, which Helm reads as a template`, fix: `use the text itself, e.g. ${example}` }
        : undefined,
  });

/** The full name of a rule: `topic/name`. */
export const ruleName = (example: string) =>
  text({
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/,
    example,
    what: 'the name of a rule',
    fix: 'use topic/name',
  });

/** A key of a ConfigMap or Secret. */
export const dataKey = (example: string) =>
  text({
    pattern: /^[-._a-zA-Z0-9]{1,253}$/,
    example,
    what: 'a valid key of a ConfigMap',
    fix: 'use letters, digits, hyphens, underscores and dots',
  });

/** A version of two or three numbers. `2.20` is not 2.2, so a plain number is read from the source text. */
export function version(example: string) {
  const schema = text({
    pattern: VERSION_PATTERN,
    example,
    what: 'a version',
    fix: 'use numbers with dots',
    explain: (value) => {
      if (/^v\d/.test(value)) return { problem: `"${value}" starts with a v`, fix: `use ${/\d+(\.\d+){1,2}/.exec(value)?.[0] ?? example}` };
      const isRange = /^[~^<>=]|[*|]|\s|(^|\.)x(\.|$)/i.test(value);
      return isRange ? { problem: `"${value}" is a range of versions`, fix: `pin one release, e.g. ${example}` } : undefined;
    },
  });
  traits.add(schema, { ...traits.get(schema), version: true });
  return schema;
}

/** What is wrong with a text; undefined if the schema defines no format. */
export const explanationOf = (schema: z.core.$ZodType | undefined, value: string): Explanation | undefined =>
  schema && traits.get(schema)?.explain?.(value);

/** What an editor says about a text that does not match: `not a domain; use …`; undefined if the schema defines no format. */
export const patternMessageOf = (schema: z.core.$ZodType | undefined): string | undefined => schema && traits.get(schema)?.usual;

/** Whether the value is a version, which is read from the source text. */
export const isVersion = (schema: z.core.$ZodType | undefined): boolean => schema !== undefined && traits.get(schema)?.version === true;
