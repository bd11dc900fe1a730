/** The S3 credentials from the environment of a command. */
import type { Statement } from '../../../lib/findings/finding';
import { refusedAccessKeyId, refusedSecretAccessKey } from '../storage/s3/minio-keys';
import { type ServerName, serverNamed } from '../storage/s3/servers/servers';
import { brokenBySplicing } from './expansion';
import { CREDENTIALS_RULES } from './rules';
import { ACCESS_KEY_ID, type Environment, VARIABLES } from './secret';

/**
 * The valid values by variable, and a statement about each invalid one.
 * @param server the S3 server. @default it may be MinIO
 */
export function fromEnvironment(
  environment: Environment,
  server?: ServerName,
): {
  readonly values: Readonly<Record<string, string>>;
  readonly mistakes: readonly Statement[];
} {
  const values: Record<string, string> = {};
  const mistakes: Statement[] = [];
  for (const variable of VARIABLES) {
    const value = environment[variable];
    const mistake = mistakeIn(variable, value, { environment, server });
    if (mistake) mistakes.push(mistake);
    else if (value) values[variable] = value;
  }
  return { values, mistakes };
}

interface Context {
  readonly environment: Environment;
  readonly server?: ServerName;
}

function mistakeIn(variable: (typeof VARIABLES)[number], value: string | undefined, context: Context): Statement | undefined {
  if (!value)
    return CREDENTIALS_RULES.says(
      'not-set',
      `${variable} is not set in the environment`,
      `set ${VARIABLES.join(' and ')} for this command`,
    );
  const reason = brokenBySplicing(value);
  if (!reason) return refusal(variable, value, context);
  const problem = `${variable} breaks the configuration of Tempo, which inserts it without quotes (${reason})`;
  return CREDENTIALS_RULES.says('breaks-configuration', problem, 'create another key');
}

/** The variable of MinIO itself with its root user. It is set where the command runs beside a server. */
const ROOT_USER = 'MINIO_ROOT_USER';

function refusal(variable: (typeof VARIABLES)[number], value: string, { environment, server }: Context): Statement | undefined {
  const declared = serverNamed(server);
  if (declared && !declared.minioAdmin) return undefined;
  const reason = variable === ACCESS_KEY_ID ? refusedAccessKeyId(value, environment[ROOT_USER]) : refusedSecretAccessKey(value);
  if (!reason) return undefined;
  return CREDENTIALS_RULES.says('refused-by-server', `${variable} is a key that MinIO refuses (${reason})`, 'create another key');
}
