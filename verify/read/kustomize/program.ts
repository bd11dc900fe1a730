/** The program that builds kustomizations: kustomize, or kubectl, which contains it. */
import { onPath } from '../../../lib/command-line/on-path';
import { Cores } from '../../../lib/helm/cores';
import { execute } from '../../../lib/helm/execute';

export interface Kustomize {
  /** The output for a folder as YAML, or why there is none, as a phrase. */
  readonly build: (folder: string) => Promise<{ readonly text: string } | { readonly problem: string }>;
}

/** The programs with the arguments before the folder, the preferred one first. */
const PROGRAMS: readonly (readonly [string, string])[] = [
  ['kustomize', 'build'],
  ['kubectl', 'kustomize'],
];

/** In milliseconds. */
const TIMEOUT = 60_000;
/** In bytes. */
const MOST = 32_000_000;

/** @returns undefined if none of the programs is on PATH */
export function findKustomize(environment: NodeJS.ProcessEnv = process.env): Kustomize | undefined {
  const found = PROGRAMS.flatMap(([name, command]) => {
    const program = onPath(name, environment);
    return program ? [{ program, command }] : [];
  })[0];
  if (!found) return undefined;
  const { program, command } = found;
  const cores = new Cores();
  return { build: (folder) => cores.taken(() => build(program, command, folder)) };
}

async function build(program: string, command: string, folder: string): Promise<{ text: string } | { problem: string }> {
  const environment = { PATH: process.env.PATH, HOME: folder, GIT_TERMINAL_PROMPT: '0', ...NO_NETWORK };
  const { status, out, error, stopped } = await execute(program, [command, folder], { environment, timeout: TIMEOUT, most: MOST });
  if (status === 0) return { text: out };
  return { problem: stopped?.problem ?? reasonIn(error) };
}

/** Nothing listens at this address. */
const NOWHERE = 'http://127.0.0.1:9';
const NO_NETWORK = { HTTP_PROXY: NOWHERE, HTTPS_PROXY: NOWHERE, https_proxy: NOWHERE, http_proxy: NOWHERE, GIT_ALLOW_PROTOCOL: 'none' };

/** The last line that kustomize prints, without the prefixes of kubectl. It puts a message of several lines in `err=<` and `>`. */
function reasonIn(error: string): string {
  const lines = error.split('\n').filter((line) => !['', '>'].includes(line.trim()));
  const line = (lines.at(-1) ?? '').trim();
  const quoted = /"command failed" err="(.*)"$/.exec(line)?.[1]?.replaceAll('\\"', '"');
  return (quoted ?? line).replace(/^[Ee]rror: /, '') || 'it fails without a message';
}
