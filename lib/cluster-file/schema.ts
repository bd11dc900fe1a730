/**
 * The words that the components' `config.ts` are written in: text formats, versions, alternatives.
 *
 * Every message reads `what is wrong; what to do`. Formats are patterns, so that the JSON Schema carries them too.
 */
import * as z from 'zod';
import { isMap } from '../yaml/parsed';

// A program that checks a file once gains nothing from compiling its checks first.
z.config({ jitless: true });

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const HOST = `${LABEL}(\\.${LABEL})*`;

const NAMESPACE_PATTERN = new RegExp(`^${LABEL}$`);
const NAME_PATTERN = new RegExp(`^(?=.{1,253}$)${HOST}$`);
/** A last label of digits alone makes it an IP address, or nothing at all. */
const NAMED_HOST = `(?!([^:/]*\\.)?\\d+(:|/|$))${HOST}`;
const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const AUTHORITY = `(${NAMED_HOST}|${OCTET}(\\.${OCTET}){3})(:${PORT})?`;

const HOST_PATTERN = new RegExp(`^(?=.{1,253}$)${NAMED_HOST}$`);
/** Short enough that a host of this project fits in front of it. */
const DOMAIN_PATTERN = new RegExp(`^(?=.{1,240}$)(?!.*\\.\\d+$)${LABEL}(\\.${LABEL})+$`);
const ENDPOINT_PATTERN = new RegExp(`^(?=.{1,259}$)${AUTHORITY}$`);
const BUCKET_PATTERN = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|\.-|-\.))[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/;
const VERSION_PATTERN = /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){1,2}$/;
const URL_PATTERN = new RegExp(`^https?://${AUTHORITY}(/[^\\s{}]*)?$`);
const REPOSITORY_PATTERN = /^(https?:\/\/[\w.:-]+\/|ssh:\/\/([\w.-]+@)?[\w.:-]+\/|file:\/\/\/|[\w.-]+@[\w.-]+:)[\w./~+%-]+$/;
const RELATIVE_PATH_PATTERN = /^(?!(.*\/)?\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/;
const QUANTITY_PATTERN = /^[1-9]\d{0,5}(\.\d{1,3})?([KMGTPE]i|[kMGTPE])$/;

const received = (input: unknown) => JSON.stringify(input);

function text(pattern: RegExp, example: string, what: string, explain?: (value: string) => string | undefined) {
  return z
    .string()
    .regex(pattern, { error: (issue) => explain?.(String(issue.input)) ?? `${received(issue.input)} ${what}, e.g. ${example}` })
    .meta({ examples: [example] });
}

export const domain = () =>
  text(DOMAIN_PATTERN, 'picluster.example.com', 'is no domain; write two or more lower-case labels with dots between them');

export const host = (example: string) =>
  text(HOST_PATTERN, example, 'is no host name; write lower-case labels of letters, digits and hyphens, with no scheme, port or path');

export const namespace = (example: string) =>
  text(NAMESPACE_PATTERN, example, 'is no namespace; write at most 63 lower-case letters, digits and hyphens');

/** A name of a Kubernetes object: a DNS subdomain. */
export const objectName = (example: string) =>
  text(NAME_PATTERN, example, 'is no name of a Kubernetes object; write lower-case letters, digits, hyphens and dots');

export const bucket = () =>
  text(BUCKET_PATTERN, 'k3s-tempo', 'is no S3 bucket; write 3 to 63 lower-case letters, digits, hyphens and dots');

/** `host` or `host:port`: an S3 client refuses a scheme ("Endpoint url cannot have fully qualified paths", grafana/tempo#3696). */
export const endpoint = () =>
  text(ENDPOINT_PATTERN, 's3.example.com:9000', 'is no endpoint; write host or host:port', (value) => {
    const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)/i.exec(value) ?? [];
    if (!ENDPOINT_PATTERN.test(rest)) return undefined;
    const insecure = scheme.toLowerCase() === 'http' ? ', and insecure: true beside it' : '';
    return `"${value}" has a scheme, which an S3 client refuses; write ${rest}${insecure}`;
  });

export const httpUrl = (example: string) => text(URL_PATTERN, example, 'is no URL; write http:// or https://, host, port and path');

export const repositoryUrl = () =>
  text(
    REPOSITORY_PATTERN,
    'https://github.com/you/your-cluster.git',
    'is no git URL; write https://host/path, ssh://git@host/path or git@host:path, with no wildcard',
    (value) =>
      /^https?:\/\/[^/]*@/.test(value)
        ? 'has a name or password in it, which would stand in git for all to read; write it without, and give them to Argo CD'
        : undefined,
  );

export const relativePath = (example: string) =>
  text(
    RELATIVE_PATH_PATTERN,
    example,
    'is no folder of the repository; write its path from the top, of letters, digits, dots, hyphens and single slashes, with no ..',
  );

/** A Kubernetes quantity of bytes. */
export const quantity = (example: string) => text(QUANTITY_PATTERN, example, 'is no size; write a number and Mi, Gi or Ti');

/** What `kubeseal` and `npm run seal` print: base64 of more than 500 bytes. */
export const ciphertext = () =>
  text(
    /^[A-Za-z0-9+/]{300,}={0,2}$/,
    'AgBy3i4OJSWK…',
    'is no ciphertext of Sealed Secrets; write what `npm run seal` prints',
    (value) => `this value of ${value.length} characters is no ciphertext of Sealed Secrets; write what \`npm run seal\` prints`,
  );

/** `group/version`, with the kind if only that one is meant. */
export const apiVersion = (example: string) =>
  text(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/v\d+((alpha|beta)\d+)?(\/[A-Z][A-Za-z0-9]*)?$/,
    example,
    'is no API version; write group and version, and the kind after them if need be',
  );

/** Any text that is not empty and stands on one line. */
export const line = (example: string) =>
  text(
    /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    example,
    'is empty, has more than one line, or starts or ends with a blank; write it without',
  );

/** A key of a ConfigMap or Secret. */
export const dataKey = (example: string) =>
  text(/^[-._a-zA-Z0-9]{1,253}$/, example, 'is no key of a ConfigMap; write letters, digits, hyphens and dots');

/** What a schema is beyond its type. A copy made by `.describe()` and the like inherits it. */
const traits = z.registry<{ readonly version?: true; readonly alternatives?: readonly string[] }>();

/** A version as it is written, with two or three numbers: `2.20` is not 2.2, so a plain number is taken from the source text. */
export function version(example: string) {
  const schema = text(VERSION_PATTERN, example, 'is no version; write numbers with dots', (value) =>
    /^v\d/.test(value) ? `"${value}" starts with a v; write ${/\d+(\.\d+){1,2}/.exec(value)?.[0] ?? example}` : undefined,
  );
  traits.add(schema, { version: true });
  return schema;
}

/** Whether the value at this schema is a version, and so taken from the source text. */
export const isVersion = (schema: z.core.$ZodType | undefined): boolean => schema !== undefined && traits.get(schema)?.version === true;

/** Keys of which exactly one must be there, so that a JSON Schema can say so as `oneOf`. */
export const alternativesOf = (schema: z.core.$ZodType): readonly string[] | undefined => traits.get(schema)?.alternatives;

/** An object whose `keys` are alternatives: exactly one of them. A second one is reported where it stands. */
export function exactlyOne<Schema extends z.ZodObject>(schema: Schema, ...keys: (keyof z.infer<Schema> & string)[]): Schema {
  const refined = atMostOne(schema, ...keys).refine((value) => !isMap(value) || presentOf(value, keys).length > 0, {
    ...ALWAYS,
    error: `has none of ${keys.join(', ')}; write exactly one of them`,
  });
  traits.add(refined, { alternatives: keys });
  return refined;
}

/** An object of whose `keys` not two may be there. A second one is reported where it stands. */
export function atMostOne<Schema extends z.ZodObject>(schema: Schema, ...keys: (keyof z.infer<Schema> & string)[]): Schema {
  let refined = schema;
  for (const key of keys) {
    refined = refined.refine((value) => presentOf(value, keys).indexOf(key) < 1, {
      ...ALWAYS,
      path: [key],
      error: (issue) => `stands beside ${presentOf(issue.input, keys)[0]}, and only one of the two can be; remove one`,
    });
  }
  return refined;
}

/** A check of an object that is made even when something in it is wrong already. */
const ALWAYS = { when: () => true };

const presentOf = (value: unknown, keys: readonly string[]): string[] =>
  isMap(value) ? Object.keys(value).filter((key) => keys.includes(key)) : [];

/** The schema below `.optional()` and `.default()`. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.def.innerType;
  return inner;
}

/** The schema at `path`, unwrapped; undefined where the path leads outside. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let inner = unwrap(schema);
  for (const step of path) {
    if (inner instanceof z.ZodObject) inner = Object.hasOwn(inner.def.shape, step) ? unwrap(inner.def.shape[String(step)]) : undefined;
    else if (inner instanceof z.ZodArray) inner = unwrap(inner.def.element);
    else return undefined;
  }
  return inner;
}
