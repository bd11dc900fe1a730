/** The format of a text in a cluster file. It is a pattern, so that the JSON Schema has it too. */
import * as z from 'zod';

// Compiling the checks takes longer than running them once.
z.config({ jitless: true });

/** What a text schema has beyond its pattern. Copies, such as those of `.describe()`, inherit it. */
const traits = z.registry<{ readonly version?: true; readonly usual?: string; readonly explain?: (value: string) => Explanation }>();

/** What is wrong with a text, and what to do. */
export interface Explanation {
  readonly problem: string;
  readonly fix: string;
  /** The value that the fix says. A map that has it as a key already does not need the wrong one. */
  readonly meant?: string;
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
  /** Whether a plain number is read from the source text: `2.20` is not 2.2. @default false */
  readonly isVersion?: true;
}

/** A text with a pattern, an example, and an explanation of a value that does not match. */
export function text({ pattern, example, what, fix, explain, isVersion }: TextProps) {
  const schema = z
    .string()
    .regex(pattern)
    .register(z.globalRegistry, { examples: [example] });
  const usual = (value: string) => ({ problem: `${JSON.stringify(value)} is not ${what}`, fix: `${fix}, e.g. ${example}` });
  const message = `not ${what}; ${fix}, e.g. ${example}`;
  traits.add(schema, { usual: message, explain: (value) => explain?.(value) ?? usual(value), ...(isVersion && { version: true }) });
  return schema;
}

/** What is wrong with a text; undefined if the schema defines no format. */
export const explanationOf = (schema: z.core.$ZodType | undefined, value: string): Explanation | undefined =>
  schema && traits.get(schema)?.explain?.(value);

/** What an editor says about a text that does not match: `not a domain; use …`; undefined if the schema defines no format. */
export const patternMessageOf = (schema: z.core.$ZodType | undefined): string | undefined => schema && traits.get(schema)?.usual;

/** Whether the value is a version, which is read from the source text. */
export const isVersion = (schema: z.core.$ZodType | undefined): boolean => schema !== undefined && traits.get(schema)?.version === true;
