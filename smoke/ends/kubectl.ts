/** kubectl on PATH. */
import { isLogLine, kubectlOnPath, VERSION_PROBE, withoutPrefix } from '../../lib/command-line/kubectl';
import { EndError } from './ends';

export interface Kubectl {
  /** The path of the program, and the arguments of every call: `--context`. */
  readonly program: readonly [string, ...string[]];
  /** The object of `kubectl get … -o json`; undefined if it does not exist. @throws EndError */
  readonly get: <Answer>(...args: readonly string[]) => Promise<Answer | undefined>;
  /** Standard output of `kubectl …`. @throws EndError */
  readonly run: (...args: readonly string[]) => Promise<string>;
}

/** One call, in milliseconds. */
const TIMEOUT = 30_000;

/** An object, its kind or its namespace does not exist. */
const NOT_FOUND = /\(NotFound\)|the server doesn't have a resource type|no matches for kind/;

/**
 * @param context of the kubeconfig; empty for the current one
 * @returns undefined if it is not on PATH
 */
export function findKubectl(context = '', environment: NodeJS.ProcessEnv = process.env): Kubectl | undefined {
  const found = kubectlOnPath(context, environment);
  if (!found) return undefined;
  const call = async (args: readonly string[]): Promise<{ readonly out: string } | { readonly error: string }> => {
    const { status, out, error, stopped } = await found.call(args, { timeout: TIMEOUT });
    if (status === 0) return { out };
    return { error: stopped?.problem ?? error };
  };
  return {
    program: found.program,
    get: async <Answer>(...args: readonly string[]) => {
      const answer = await call(['get', ...args, '-o', 'json']);
      if ('out' in answer) return JSON.parse(answer.out) as Answer;
      if (NOT_FOUND.test(answer.error)) return undefined;
      throw cannot(answer.error);
    },
    run: async (...args) => {
      const answer = await call(args);
      if ('out' in answer) return answer.out;
      throw cannot(answer.error);
    },
  };
}

/** Why it reaches no API server, as a phrase; undefined if it does. Every user may read the version. */
export const whyUnreached = (kubectl: Kubectl): Promise<string | undefined> =>
  kubectl.run(...VERSION_PROBE).then(
    () => undefined,
    (error: unknown) => (error instanceof EndError ? error.problem : String(error)),
  );

/** The last line that says something, without the prefixes of kubectl. */
export function reasonIn(error: string): string {
  const lines = error.split('\n').filter((line) => line.trim() !== '' && !isLogLine(line));
  return withoutPrefix(lines.at(-1) ?? 'failed without a message').trim();
}

const cannot = (error: string): EndError => {
  const isForbidden = /\(Forbidden\)|forbidden:/i.test(error);
  return new EndError(
    'kubectl',
    reasonIn(error),
    isForbidden
      ? 'use a --context whose user may read pods, logs, Services, Jobs, Applications, ConfigMaps and Secrets, and forward ports'
      : 'check `kubectl get pods`, or name another --context',
  );
};
