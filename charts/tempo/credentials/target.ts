/** The Secret that a cluster file needs, and the credentials for it. The file may be incomplete. */
import * as z from 'zod';
import { documentOf } from '../../../lib/cluster-file/bases/bases';
import type { ClusterSource } from '../../../lib/cluster-file/sources';
import { Refusal } from '../../../lib/command-line/errors';
import { error } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { lineOf, sentence } from '../../../lib/findings/sentence';
import { ADMIN_NAMESPACE } from '../../bucket/config';
import { BACKENDS, UNNAMED } from '../storage/backends';
import { SERVER_NAMES, type ServerName } from '../storage/s3/servers/servers';
import { fromEnvironment } from './environment';
import { SCOPES, type Scope } from './sealing';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, VARIABLES } from './secret';

export interface CredentialsTarget {
  /** Tempo's namespace, and that of the bucket Job if there is one. */
  readonly namespaces: readonly [string, ...string[]];
  /** The name of the Secret, if the cluster file sets one. */
  readonly name?: string;
  /** Its keys, by the variables of the environment that contain their values. */
  readonly keys: Readonly<Record<string, string>>;
  /** Whether it is created outside of this stack. */
  readonly existing: boolean;
  /** Why Tempo needs no keys of S3, as a sentence; undefined if it does, or if the file does not tell yet. */
  readonly unneeded?: string;
  /** Whether the cluster file has credentials, but no sealedSecret. */
  readonly usesOther: boolean;
  /** The key below `tempo.credentials`. */
  readonly kind?: string;
  readonly scope: Scope;
  /** The S3 server. @default it may be MinIO */
  readonly server?: ServerName;
}

const server = z.enum(SERVER_NAMES).optional().catch(undefined);

const unfinished = z.object({
  tempo: z.object({
    namespace: z.string().default('tracing'),
    storage: z
      .looseObject({ server, [UNNAMED]: z.object({ server }).optional().catch(undefined) })
      .nullish()
      .catch(undefined),
    credentials: z
      .looseObject({
        sealedSecret: z.object({ scope: z.enum(SCOPES).default('strict') }).nullish(),
        existing: z
          .object({
            name: z.string().optional(),
            accessKeyId: z.string().default(ACCESS_KEY_ID),
            secretAccessKey: z.string().default(SECRET_ACCESS_KEY),
          })
          .nullish(),
      })
      .nullish(),
  }),
  minio: z.looseObject({ namespace: z.string().default(ADMIN_NAMESPACE) }).nullish(),
});

/** @throws Refusal for a file that is not YAML, or that lacks a required key */
export function readTarget(source: ClusterSource): CredentialsTarget {
  const { file, problems: [problem] = [] } = source;
  if (problem) throw new Refusal(lineOf(problem));
  const document = documentOf(source);
  const [mistake] = document.problems;
  if (mistake) throw new Refusal(lineOf({ ...error({ file, ...mistake.at }, mistake.statement), subject: mistake.key }));
  const parsed = unfinished.safeParse(document.data(() => true));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal(`${file}:1:1 ${issue?.path.join('.') || 'file'}: ${issue?.message}; complete the cluster file up to tempo.namespace`);
  }
  const { tempo, minio } = parsed.data;
  const { name, accessKeyId = ACCESS_KEY_ID, secretAccessKey = SECRET_ACCESS_KEY } = tempo.credentials?.existing ?? {};
  return {
    namespaces: [tempo.namespace, ...(minio && minio.namespace !== tempo.namespace ? [minio.namespace] : [])],
    name,
    keys: { [ACCESS_KEY_ID]: accessKeyId, [SECRET_ACCESS_KEY]: secretAccessKey },
    existing: tempo.credentials?.existing != null,
    unneeded: whyUnneeded(parsed.data),
    kind: Object.keys(tempo.credentials ?? {})[0],
    usesOther: tempo.credentials != null && tempo.credentials.sealedSecret == null,
    scope: tempo.credentials?.sealedSecret?.scope ?? 'strict',
    server: tempo.storage?.[UNNAMED]?.server ?? tempo.storage?.server,
  };
}

function whyUnneeded({ tempo: { storage, credentials }, minio }: z.output<typeof unfinished>): string | undefined {
  if (minio?.bundled != null) return 'minio.bundled has its own keys, in the Secret of minio.bundled.existingSecret';
  const [name, backend] = Object.entries(BACKENDS).find(([each]) => each !== UNNAMED && storage?.[each] != null) ?? [];
  if (!backend) return undefined;
  const ways: readonly string[] = backend.credentials;
  const kind = ways.find((way) => credentials?.[way] != null);
  if (kind) return `the Secret of tempo.credentials.${kind} has no keys of S3; \`npm run bucket\` prints the command that creates it`;
  return `tempo.storage.${name} ${ways.length === 0 ? 'needs no Secret' : 'has no keys of S3; `npm run bucket` prints how Tempo gets access to it'}`;
}

/**
 * The two values from the environment, by variable.
 * @param server the S3 server. @default it may be MinIO
 * @throws Refusal if one is missing or breaks the configuration of Tempo
 */
export function readCredentials(server?: ServerName): Readonly<Record<string, string>> {
  const unset = VARIABLES.filter((variable) => !process.env[variable]);
  if (unset.length > 1) throw new Refusal(`${listed(unset)} are not set in the environment; set them for this command`);
  const { values, mistakes } = fromEnvironment(process.env, server);
  if (mistakes.length > 0) throw new Refusal(mistakes.map(sentence).join('\n'));
  return values;
}
