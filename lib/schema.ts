/**
 * The words that the components' `config.ts` are written in: text formats, versions, alternatives.
 *
 * Every message reads `what is wrong; what to do`. Formats are patterns, so that the JSON Schema carries them too.
 */
import * as z from 'zod';

// A program that checks a file once gains nothing from compiling its checks first.
z.config({ jitless: true });

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const HOST = `${LABEL}(\\.${LABEL})*`;
const NUMBER_IN_HOST = '(?!\\d+$)';

const NAMESPACE_PATTERN = new RegExp(`^${LABEL}$`);
const NAME_PATTERN = new RegExp(`^(?=.{1,253}$)${HOST}$`);
const HOST_PATTERN = new RegExp(`^(?=.{1,253}$)${NUMBER_IN_HOST}${HOST}$`);
const DOMAIN_PATTERN = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})+$`);
const ENDPOINT_PATTERN = new RegExp(`^${HOST}(:([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?$`);
const BUCKET_PATTERN = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/;
const VERSION_PATTERN = /^\d+\.\d+(\.\d+)?$/;
const URL_PATTERN = new RegExp(`^https?://${HOST}(:\\d{1,5})?(/\\S*)?$`);
const REPOSITORY_PATTERN = /^((https?|ssh|file):\/\/|[\w.-]+@[\w.-]+:)[^\s{}]+$/;
const RELATIVE_PATH_PATTERN = /^(?!\/)(?!(.*\/)?\.\.?(\/|$))[^\s\\]+[^\s\\/]$/;
const QUANTITY_PATTERN = /^[1-9]\d*(\.\d+)?([KMGTPE]i?)?$/;

const received = (input: unknown) => (typeof input === 'string' ? `"${input}"` : JSON.stringify(input));

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
    const scheme = /^([a-z][a-z0-9+.-]*):\/\/(.*?)\/*$/i.exec(value);
    if (!scheme) return undefined;
    const insecure = scheme[1]?.toLowerCase() === 'http' ? ', and insecure: true beside it' : '';
    return `"${value}" has a scheme, which an S3 client refuses; write ${scheme[2]}${insecure}`;
  });

export const httpUrl = (example: string) => text(URL_PATTERN, example, 'is no URL; write http:// or https://, host, port and path');

export const repositoryUrl = () =>
  text(REPOSITORY_PATTERN, 'https://github.com/you/your-cluster.git', 'is no git URL; write https://…, ssh://… or git@host:path');

export const relativePath = (example: string) =>
  text(
    RELATIVE_PATH_PATTERN,
    example,
    'is no folder of the repository; write its path from the top, with no leading or trailing / and no ..',
  );

/** A Kubernetes quantity of bytes. */
export const quantity = (example: string) => text(QUANTITY_PATTERN, example, 'is no size; write a number and Ki, Mi, Gi or Ti');

/** Any text that is not empty and stands on one line. */
export const line = (example: string) => text(/^\S(.*\S)?$/, example, 'is empty, or starts or ends with a blank; write it without');

/** What a schema is beyond its type. A copy made by `.describe()` and the like inherits it. */
const traits = z.registry<{ readonly version?: true; readonly alternatives?: readonly string[] }>();

/** A version as it is written, with two or three numbers: `2.20` is not 2.2, so a plain number is taken from the source text. */
export function version(example: string) {
  const schema = text(VERSION_PATTERN, example, 'is no version; write numbers with dots', (value) =>
    /^v\d/.test(value) ? `"${value}" starts with a v; write ${value.slice(1)}` : undefined,
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
  const present = (value: unknown) => (isObject(value) ? Object.keys(value).filter((key) => keys.includes(key)) : []);
  const always = { when: () => true };
  let refined: Schema = schema.refine((value) => !isObject(value) || present(value).length > 0, {
    ...always,
    error: `has none of ${keys.join(', ')}; write exactly one of them`,
  });
  for (const key of keys) {
    refined = refined.refine((value) => present(value).indexOf(key) < 1, {
      ...always,
      path: [key],
      error: (issue) => `stands beside ${present(issue.input)[0]}, and only one of the two can be; remove one`,
    });
  }
  traits.add(refined, { alternatives: keys });
  return refined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema below `.optional()` and `.default()`. */
export function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.def.innerType;
  return inner;
}

/** The schema at `path`, unwrapped; undefined where the path leads outside. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let inner = unwrap(schema);
  for (const step of path) {
    if (inner instanceof z.ZodObject) inner = unwrap(inner.def.shape[String(step)]);
    else if (inner instanceof z.ZodArray) inner = unwrap(inner.def.element);
    else return undefined;
  }
  return inner;
}
