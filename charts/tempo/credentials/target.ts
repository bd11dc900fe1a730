/** The credentials at hand, and which Secret of a cluster file they make: read also from one that is not finished yet. */
import * as z from 'zod';
import { Document } from '../../../lib/cluster-file/document';
import type { Source } from '../../../lib/cluster-file/sources';
import { Refusal } from '../../../lib/command-line/command';
import { fromEnvironment } from './environment';
import { SCOPES, type Scope } from './sealing';

export interface Target {
  /** Tempo's namespace, and the bucket Job's if there is one. */
  readonly namespaces: readonly [string, ...string[]];
  /** The Secret's name, where the cluster file gives one. */
  readonly name?: string;
  /** Whether somebody else is to make it. */
  readonly existing: boolean;
  readonly scope: Scope;
}

const unfinished = z.object({
  tempo: z.object({
    namespace: z.string().default('tracing'),
    credentials: z
      .object({
        sealedSecret: z.object({ scope: z.enum(SCOPES).default('strict') }).nullish(),
        existing: z.object({ name: z.string().optional() }).nullish(),
      })
      .nullish(),
  }),
  minio: z.object({ namespace: z.string().default('tempo-bootstrap') }).nullish(),
});

/** @throws Refusal for a file that says too little to tell */
export function readTarget({ file, text }: Source): Target {
  const document = new Document(text);
  const [mistake] = document.problems;
  if (mistake) throw new Refusal(`${file}:${mistake.at.line}:${mistake.at.column} ${mistake.key}: ${mistake.message}`);
  const { success, data, error } = unfinished.safeParse(document.data(() => true));
  if (!success)
    throw new Refusal(
      `${file}:1:1 ${error.issues[0]?.path.join('.') || 'file'}: ${error.issues[0]?.message}; finish the cluster file up to tempo.namespace`,
    );
  const { tempo, minio } = data;
  return {
    namespaces: [tempo.namespace, ...(minio ? [minio.namespace] : [])],
    name: tempo.credentials?.existing?.name,
    existing: tempo.credentials?.existing != null,
    scope: tempo.credentials?.sealedSecret?.scope ?? 'strict',
  };
}

/**
 * The two values from the environment, by their variables.
 * @throws Refusal where one is missing or of no use to Tempo
 */
export function readCredentials(): Readonly<Record<string, string>> {
  const { values, mistakes } = fromEnvironment(process.env);
  if (mistakes.length > 0) throw new Refusal(mistakes.join('\n'));
  return values;
}
